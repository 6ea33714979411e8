/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

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

/** The schema of reports on domains, as it ships and as this release alone may use it; parts that are those of a probe are held against its schema. */
final class DomainSchema {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode SHIPPED = read(DomainReport.class, "domain-report.schema.json");
    private static final JsonNode OF_PROBES = read(ProbeReport.class, "report.schema.json");
    private static final JsonSchema FOR_READERS = schema(SHIPPED);
    private static final JsonSchema FOR_THIS_RELEASE = schema(closed(SHIPPED));
    private static final JsonSchema FINDING = part("finding");
    private static final JsonSchema ATTEMPT = part("attempt");
    private static final JsonSchema TARGET_FACT = part("targetFact");

    private DomainSchema() {}

    /** What is wrong with a report; nothing if it is as both schemas say. */
    static List<String> faults(JsonNode report) {
        List<String> faults = new ArrayList<>();
        add(faults, FOR_READERS, report);
        add(faults, FOR_THIS_RELEASE, report);
        report.get("findings").forEach(each -> add(faults, FINDING, each));
        report.get("targetFacts").forEach(each -> add(faults, TARGET_FACT, each));
        report.findValues("attempt").forEach(each -> add(faults, ATTEMPT, each));
        return faults;
    }

    private static void add(List<String> faults, JsonSchema schema, JsonNode node) {
        schema.validate(node).forEach(each -> faults.add(each.getMessage()));
    }

    /** Every key that it lists. */
    static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (ObjectNode each : objects(SHIPPED)) {
            if (each.has("properties")) {
                each.get("properties").fieldNames().forEachRemaining(keys::add);
            }
        }
        return keys;
    }

    /** Its lists of tokens. */
    static Set<Set<String>> tokens() {
        return objects(SHIPPED).stream()
                .filter(each -> each.has("enum"))
                .map(each -> {
                    Set<String> texts = new TreeSet<>();
                    each.get("enum").forEach(one -> texts.add(one.asText()));
                    return texts;
                })
                .collect(Collectors.toSet());
    }

    private static JsonSchema part(String name) {
        ObjectNode part = JSON.createObjectNode();
        part.put("$ref", "#/$defs/" + name);
        part.set("$defs", closed(OF_PROBES).get("$defs"));
        return schema(part);
    }

    private static JsonNode closed(JsonNode shipped) {
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
