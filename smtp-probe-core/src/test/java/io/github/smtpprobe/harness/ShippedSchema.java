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
import io.github.smtpprobe.survey.DomainReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A schema of what the library writes, as it ships and as this release alone may use it. */
public final class ShippedSchema {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** That of reports on a server. */
    public static final ShippedSchema PROBES = new ShippedSchema(ProbeReport.class, "report.schema.json");

    /** That of reports on a domain. */
    public static final ShippedSchema DOMAINS = new ShippedSchema(DomainReport.class, "domain-report.schema.json");

    private final JsonNode shipped;
    private final JsonSchema forReaders;
    private final JsonSchema forThisRelease;

    private ShippedSchema(Class<?> beside, String file) {
        shipped = read(beside, file);
        forReaders = schema(shipped);
        forThisRelease = schema(closed());
    }

    /** For whoever reads a report of this release or of a later one. */
    public JsonSchema forReaders() {
        return forReaders;
    }

    /** For this release, which writes no key and no token that the schema does not list. */
    public JsonSchema forThisRelease() {
        return forThisRelease;
    }

    /** For a part of what this release writes, by its name among the definitions. */
    public JsonSchema part(String name) {
        ObjectNode part = JSON.createObjectNode();
        part.put("$ref", "#/$defs/" + name);
        part.set("$defs", closed().get("$defs"));
        return schema(part);
    }

    public int version() {
        return shipped.at("/properties/schemaVersion/const").asInt();
    }

    /** Every key that it lists. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (ObjectNode each : objects(shipped)) {
            if (each.has("properties")) {
                each.get("properties").fieldNames().forEachRemaining(keys::add);
            }
        }
        return keys;
    }

    /** Its lists of tokens. */
    public Set<Set<String>> tokens() {
        return objects(shipped).stream()
                .filter(each -> each.has("enum"))
                .map(each -> texts(each.get("enum")))
                .collect(Collectors.toSet());
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private JsonNode closed() {
        JsonNode schema = shipped.deepCopy();
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

    private static JsonNode read(Class<?> beside, String file) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(file), file)) {
            return JSON.readTree(in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static JsonSchema schema(JsonNode schema) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    }
}
