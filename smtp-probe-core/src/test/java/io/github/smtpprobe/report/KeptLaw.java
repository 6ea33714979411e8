/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.render.ClientSettings;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;
import java.util.List;
import java.util.Map;

/** A report that went through JSON shows what it showed before, in every form. */
public final class KeptLaw {
    private static final ObjectMapper JSON = new ObjectMapper();

    private KeptLaw() {}

    /** Checks it for a report. */
    public static void check(ProbeReport report) {
        String json = json(report.asMap());
        ProbeReport kept = ProbeReport.fromMap(map(json));
        assertThat(tree(json(kept.asMap()))).isEqualTo(tree(json));
        assertThat(tree(json(new ReportMap(kept).toMap())))
                .as("made again of its parts")
                .isEqualTo(tree(json));
        assertThat(TextReport.render(kept)).isEqualTo(TextReport.render(report));
        assertThat(HtmlReport.render(kept)).isEqualTo(HtmlReport.render(report));
        assertThat(kept).hasToString(report.toString());
        assertThat(ClientSettings.of(kept).map(Object::toString))
                .isEqualTo(ClientSettings.of(report).map(Object::toString));
        assertThat(kept.publicSummary()).isEqualTo(report.publicSummary());
        assertThat(kept.findings()).isEqualTo(report.findings());
        for (Stage stage : Stage.values()) {
            assertThat(kept.state(stage)).as(stage.token()).isEqualTo(report.state(stage));
        }
        assertThat(kept.targetFacts().stream().map(KeptLaw::told))
                .containsExactlyElementsOf(
                        report.targetFacts().stream().map(KeptLaw::told).toList());
        assertThat(kept.resolution().routes().stream().map(Object::toString))
                .containsExactlyElementsOf(report.resolution().routes().stream()
                        .map(Object::toString)
                        .toList());
        if (report.attempts().stream().noneMatch(each -> each.purpose().pasted())) {
            assertThat(kept.request()).isEqualTo(report.request());
        }
        for (Attempt before : report.attempts()) {
            check(before, kept.attempts().get(before.index()));
        }
    }

    private static void check(Attempt before, Attempt after) {
        assertThat(after).hasToString(before.toString());
        assertThat(after.facts().stream().map(KeptLaw::told))
                .containsExactlyElementsOf(
                        before.facts().stream().map(KeptLaw::told).toList());
        assertThat(after.failures().stream().map(after.facts()::indexOf))
                .containsExactlyElementsOf(
                        before.failures().stream().map(before.facts()::indexOf).toList());
        assertThat(after.transcript()).isEqualTo(before.transcript());
        assertThat(after.transcript().entries().stream().map(Entry::masked))
                .containsExactlyElementsOf(before.transcript().entries().stream()
                        .map(Entry::masked)
                        .toList());
    }

    private static List<Object> told(Fact fact) {
        return List.of(fact.kind(), fact.state(), fact.stage(), fact.toString(), fact.took());
    }

    private static List<Object> told(TargetFact fact) {
        return List.of(fact.kind(), fact.state(), fact.toString(), fact.values(), fact.labels(), fact.leftOut());
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** {@return what a JSON library gives} */
    public static Map<String, Object> map(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
