/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.ShippedSchema;
import io.github.smtpprobe.report.KeptLaw;
import io.github.smtpprobe.report.ProbeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reports are as JSON, in full: whoever changes a key, a token or an order sees it in the diff of a file. */
class GoldenReportsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/reports");
    private static final Path FOUND = Path.of("target/reports");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Set<String> names() {
        return GoldenReports.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAsItWas(String name) throws Exception {
        ProbeReport report = GoldenReports.all().get(name).get();
        KeptLaw.check(report);
        if (!name.startsWith("pasted")) {
            Invariants.check(report);
        }
        JsonNode found = new Steady(JSON.valueToTree(report.asMap())).node();
        assertThat(ShippedSchema.PROBES.forReaders().validate(found)).isEmpty();
        assertThat(ShippedSchema.PROBES.forThisRelease().validate(found)).isEmpty();
        Files.createDirectories(FOUND);
        Path file = Path.of(name + ".json");
        Files.writeString(FOUND.resolve(file), print(found));
        assertThat(print(found))
                .as("The report is another one than src/test/resources/reports has. Within a version of the schema keys"
                        + " and tokens are only added. If that is what you want, say it in the changelog, and renew the"
                        + " files in smtp-probe-core: cp target/reports/* src/test/resources/reports/")
                .isEqualTo(Files.exists(GOLDEN.resolve(file)) ? Files.readString(GOLDEN.resolve(file)) : "");
    }

    @Test
    void eachFileHasItsReport() throws IOException {
        assertThat(files().map(each -> each.getFileName().toString().replace(".json", "")))
                .containsExactlyInAnyOrderElementsOf(names());
    }

    /** Each key of the schema stands in a file, but for one that takes thousands of characters, and one that takes a batch. */
    @Test
    void theyShowWhatThereIs() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Path file : files().toList()) {
            keys(JSON.readTree(file.toFile()), shown);
        }
        shown.addAll(Set.of("valuesLeftOut", "sharedAgeMs"));
        assertThat(shown).containsAll(ShippedSchema.PROBES.keys());
    }

    private static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.sorted().toList().stream();
        }
    }

    private static void keys(JsonNode node, Set<String> into) {
        node.fieldNames().forEachRemaining(into::add);
        node.forEach(each -> keys(each, into));
    }

    private static String print(JsonNode node) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        return JSON.writer(printer).writeValueAsString(node) + "\n";
    }

    /** A report with the same words at each run, where the clock on the wall, the build or a new key has others. */
    private static final class Steady {
        private static final Set<String> TIMES = Set.of("started", "notBefore", "notAfter");
        private static final String TEST_AUTHORITY = "(smtp-probe test (?:root|intermediate)) [0-9a-f]+\\b";

        private final JsonNode node;
        private final List<String> fingerprints = new ArrayList<>();

        Steady(JsonNode node) {
            this.node = node;
            steady(node);
        }

        JsonNode node() {
            return node;
        }

        private void steady(JsonNode node) {
            if (node instanceof ObjectNode object) {
                for (String key : keys(object)) {
                    steady(object, key);
                }
            } else if (node instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    if (array.get(i).isTextual()) {
                        array.set(i, array.get(i).asText().replaceAll(TEST_AUTHORITY, "$1"));
                    }
                    steady(array.get(i));
                }
            }
        }

        private static List<String> keys(ObjectNode object) {
            List<String> keys = new ArrayList<>();
            object.fieldNames().forEachRemaining(keys::add);
            return keys;
        }

        private void steady(ObjectNode object, String key) {
            JsonNode value = object.get(key);
            if (TIMES.contains(key) && !object.has("audience")) {
                object.put(key, "2026-01-01T00:00:00Z");
            } else if (key.equals("version")) {
                object.put(key, "1.2.3");
            } else if (key.equals("serialNumber")) {
                object.put(key, "1f");
            } else if (key.equals("sha256")) {
                object.put(key, fingerprint(value.asText()));
            } else if (key.equals("certificationPath")) {
                List<JsonNode> path = new ArrayList<>();
                value.forEach(each -> path.add(TextNode.valueOf(fingerprint(each.asText()))));
                object.putArray(key).addAll(path);
            } else if (value.isTextual()) {
                object.put(key, value.asText().replaceAll(TEST_AUTHORITY, "$1"));
            } else {
                steady(value);
            }
        }

        private String fingerprint(String sha256) {
            if (!fingerprints.contains(sha256)) {
                fingerprints.add(sha256);
            }
            return Integer.toHexString(fingerprints.indexOf(sha256)).repeat(64);
        }
    }
}
