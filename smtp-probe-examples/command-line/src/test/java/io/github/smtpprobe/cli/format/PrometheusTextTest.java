/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.ProbeReport;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Prometheus, Exposition formats: each family together, with HELP and TYPE, no series twice. */
class PrometheusTextTest {
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-z_:][a-z0-9_:]*)\\{((?:[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)*)\\} (-?[0-9]+(?:\\.[0-9]+)?)");

    @Test
    void whatItTells() {
        String text = PrometheusText.render(SampleReports.inTls(90));
        assertThat(text)
                .contains(
                        "# TYPE smtp_probe_success gauge\nsmtp_probe_success{target=\"mx.example.com\",port=\"465\"} 1\n",
                        "smtp_probe_verdict{target=\"mx.example.com\",port=\"465\",verdict=\"passed\"} 1\n",
                        "smtp_probe_verdict{target=\"mx.example.com\",port=\"465\",verdict=\"failed\"} 0\n",
                        "smtp_probe_step_success{target=\"mx.example.com\",port=\"465\",step=\"tls\"} 1\n",
                        "smtp_probe_tls_version_info{target=\"mx.example.com\",port=\"465\",version=\"TLS 1.3\"} 1\n",
                        "smtp_probe_tls_cipher_info{target=\"mx.example.com\",port=\"465\",cipher=\"TLS_")
                .containsPattern(
                        "smtp_probe_phase_duration_seconds\\{target=\"mx.example.com\",port=\"465\",phase=\"greeting\"\\} 0\\.02\n")
                .containsPattern("smtp_probe_ssl_earliest_cert_expiry_seconds\\{[^}]*\\} [0-9]{10}\n")
                .containsPattern("smtp_probe_last_run_timestamp_seconds\\{[^}]*\\} [0-9]{10}(\\.[0-9]+)?\n");
        assertThat(PrometheusText.render(SampleReports.inTls(5)))
                .contains(
                        "smtp_probe_finding{target=\"mx.example.com\",port=\"465\",id=\"cert.expiring\",severity=\"warning\"} 1\n");
        assertThat(PrometheusText.render(SampleReports.refused("554 no")))
                .contains("smtp_probe_success{target=\"192.0.2.1\",port=\"25\"} 0\n", "step=\"greeting\"} 0\n");
        assertThat(PrometheusText.render(SampleReports.ladder()))
                .as("whichever port answers, the series is the same")
                .contains("smtp_probe_success{target=\"mx.example.com\"} 0\n");
    }

    @Test
    void helloInsideTlsIsTimedApart() {
        assertThat(PrometheusText.render(SampleReports.startTls()))
                .contains(
                        "smtp_probe_phase_duration_seconds{target=\"mx.example.com\",port=\"587\",phase=\"ehlo\"} 0.03\n",
                        "smtp_probe_phase_duration_seconds{target=\"mx.example.com\",port=\"587\",phase=\"ehlo_tls\"} 0.04\n");
    }

    @Test
    void everyReportIsWellFormed() {
        SampleReports.all().forEach((name, report) -> {
            String text = PrometheusText.render(report);
            assertThat(text).as(name).endsWith("\n").doesNotContain("\r", "evil.example", SampleReports.CANARY);
            Set<String> series = new HashSet<>();
            Set<String> families = new HashSet<>();
            String family = "";
            for (String line : text.split("\n")) {
                if (line.startsWith("# HELP ")) {
                    family = line.split(" ")[2];
                    assertThat(families.add(family)).as(name + " " + family).isTrue();
                } else if (line.startsWith("# TYPE ")) {
                    assertThat(line).isEqualTo("# TYPE " + family + " gauge");
                } else {
                    Matcher sample = SAMPLE.matcher(line);
                    assertThat(sample.matches()).as(name + " " + line).isTrue();
                    assertThat(sample.group(1)).isEqualTo(family);
                    assertThat(series.add(family + sample.group(2)))
                            .as(name + " " + line)
                            .isTrue();
                }
            }
            assertThat(series).as(name).hasSizeLessThan(100);
        });
    }

    @Test
    void labelsAreEscaped() {
        Metrics metrics = new Metrics(java.util.Map.of("target", "a\\b\"c\nd\re"));
        assertThat(metrics.gauge("x", "Y.", "1").toString())
                .isEqualTo("# HELP x Y.\n# TYPE x gauge\nx{target=\"a\\\\b\\\"c\\nd e\"} 1\n");
    }

    @Test
    void numbersAreThoseOfNoCountry() {
        ProbeReport report = SampleReports.passed();
        java.util.Locale before = java.util.Locale.getDefault();
        try {
            java.util.Locale.setDefault(java.util.Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(PrometheusText.render(report)).matches("\\p{ASCII}+");
        } finally {
            java.util.Locale.setDefault(before);
        }
    }
}
