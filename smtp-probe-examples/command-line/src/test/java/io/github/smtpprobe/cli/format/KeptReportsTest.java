/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.Json;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A report that was kept as JSON is the same in each form. */
class KeptReportsTest {
    private static Map<String, String> forms(ProbeReport report) {
        Map<String, String> forms = new LinkedHashMap<>();
        Gate gate = new Gate(FailOn.WARNING, List.of());
        forms.put("text", TextReport.render(report));
        forms.put("json", Json.indented(report.asMap()));
        forms.put("html", HtmlReport.render(report));
        forms.put(
                "nagios",
                NagiosOutput.of(report, Thresholds.of("2", "10", "30,7"), Gate.OPEN)
                        .text());
        forms.put("prometheus", PrometheusText.render(report));
        forms.put("junit", JUnitXml.render(report, gate));
        forms.put("sarif", Json.indented(SarifLog.of(report)));
        forms.put("transcript", report.transcript().toString());
        forms.put("exit code", String.valueOf(gate.exitCode(report)));
        return forms;
    }

    @Test
    void eachFormIsTheSame() {
        SampleReports.all().forEach((name, report) -> {
            ProbeReport kept = ProbeReport.fromMap(Json.read(Json.line(report.asMap())));
            Map<String, String> before = forms(report);
            forms(kept)
                    .forEach((form, text) ->
                            assertThat(text).as(name + " " + form).isEqualTo(before.get(form)));
        });
    }
}
