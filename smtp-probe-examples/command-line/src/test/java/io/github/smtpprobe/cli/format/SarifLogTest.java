/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.cli.Json;
import io.github.smtpprobe.report.ProbeReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** SARIF 2.1.0 as GitHub's code scanning takes it; the official schema was asked by hand. */
class SarifLogTest {
    private static JsonNode run(ProbeReport report) {
        try {
            JsonNode log = new ObjectMapper().readTree(Json.indented(SarifLog.of(report)));
            assertThat(log.get("version").asText()).isEqualTo("2.1.0");
            assertThat(log.get("runs")).hasSize(1);
            return log.get("runs").get(0);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void aFindingIsAResult() {
        JsonNode run = run(SampleReports.inTls(5));
        JsonNode result = run.get("results").get(0);
        assertThat(result.get("ruleId").asText()).isEqualTo("cert.expiring");
        assertThat(result.get("level").asText()).isEqualTo("warning");
        JsonNode location = result.get("locations").get(0);
        assertThat(location.at("/physicalLocation/artifactLocation/uri").asText())
                .isEqualTo("mx.example.com/465");
        assertThat(location.at("/logicalLocations/0/fullyQualifiedName").asText())
                .isEqualTo("smtp://mx.example.com:465");
        JsonNode rule = run.at("/tool/driver/rules/0");
        assertThat(rule.get("id").asText()).isEqualTo("cert.expiring");
        assertThat(rule.at("/shortDescription/text").asText()).isEqualTo("cert: expiring");
        assertThat(run(SampleReports.refused("554 no")).at("/results/0/level").asText())
                .isEqualTo("error");
    }

    @Test
    void anAlertIsTheSameOnAnotherDay() {
        String fingerprint = "/results/0/partialFingerprints/primaryLocationLineHash";
        String before = run(SampleReports.inTls(5)).at(fingerprint).asText();
        assertThat(run(SampleReports.inTls(4)).at(fingerprint).asText())
                .isEqualTo(before)
                .hasSize(32);
        assertThat(run(SampleReports.refused("554 no")).at(fingerprint).asText())
                .isNotEqualTo(before);
    }

    @Test
    void everyReportHasWhatCodeScanningWants() {
        SampleReports.all().forEach((name, report) -> {
            JsonNode run = run(report);
            JsonNode rules = run.at("/tool/driver/rules");
            assertThat(run.get("results")).as(name).hasSize(report.findings().size());
            for (JsonNode result : run.get("results")) {
                assertThat(rules.get(result.get("ruleIndex").asInt()).get("id")).isEqualTo(result.get("ruleId"));
                assertThat(result.get("level").asText()).isIn(Set.of("error", "warning", "note"));
                assertThat(result.at("/message/text").asText())
                        .as(name)
                        .isNotBlank()
                        .doesNotContain("](", "\u202e")
                        .doesNotMatch("(?s).*(^|[^{])\\{[0-9]+\\}.*");
                URI uri = URI.create(result.at("/locations/0/physicalLocation/artifactLocation/uri")
                        .asText());
                assertThat(uri.isAbsolute()).as(name).isFalse();
                assertThat(uri.getRawPath()).as(name).isNotEmpty().doesNotStartWith("/");
            }
            assertThat(run.toString()).as(name).doesNotContain(SampleReports.CANARY);
        });
    }
}
