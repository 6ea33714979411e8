/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.smtpprobe.report.ProbeReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The schema of reports, as it ships and as this release alone may use it. */
public final class ReportSchema {
    private static final JsonNode SHIPPED = read();

    /** For whoever reads a report of this release or of a later one. */
    public static final JsonSchema FOR_READERS = schema(SHIPPED);

    /** For this release, which writes no key and no token that the schema does not list. */
    public static final JsonSchema FOR_THIS_RELEASE = schema(closed());

    private ReportSchema() {}

    public static int version() {
        return SHIPPED.at("/properties/schemaVersion/const").asInt();
    }

    /** Every key that it lists. */
    public static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (ObjectNode each : objects(SHIPPED)) {
            if (each.has("properties")) {
                each.get("properties").fieldNames().forEachRemaining(keys::add);
            }
        }
        return keys;
    }

    /** Its lists of tokens. */
    public static Set<Set<String>> tokens() {
        return objects(SHIPPED).stream()
                .filter(each -> each.has("enum"))
                .map(each -> texts(each.get("enum")))
                .collect(Collectors.toSet());
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static JsonNode closed() {
        JsonNode schema = SHIPPED.deepCopy();
        for (ObjectNode each : objects(schema)) {
            if (each.has("properties") && !each.has("additionalProperties")) {
                each.put("additionalProperties", false);
            }
        }
        ((ObjectNode) schema.get("$defs")).set("token", BooleanNode.FALSE);
        return schema;
    }

    private static List<ObjectNode> objects(JsonNode node) {
        List<ObjectNode> found = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            found.add(object);
        }
        node.forEach(each -> found.addAll(objects(each)));
        return found;
    }

    private static JsonNode read() {
        try (InputStream in = ProbeReport.class.getResourceAsStream("report.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static JsonSchema schema(JsonNode schema) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }
}
