/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.copied;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.tls.TlsSettings;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The meters as Prometheus gets to read them. */
class MailServerMetersTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static final String SECRET = "canary-of-meters";
    static final String STARTTLS = """
            S: 220 mx
            C: EHLO x
            * pause 20ms
            S: 250-mx
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go ahead
            * tls any
            C~ EHLO x
            * pause 20ms
            S~ 250-mx
            S~ 250 AUTH PLAIN
            C~ AUTH PLAIN [redacted]
            S~ 235 welcome
            C~ QUIT
            S~ 221 bye
            """;

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private Running application(ScriptedServer server) throws Exception {
        SmtpProbe trusting = SmtpProbe.builder()
                .tlsSettings(
                        TlsSettings.builder().trustStore(AUTHORITY.trustStore()).build())
                .build();
        return Running.with(
                trusting,
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + server.port(),
                "--spring.mail.username=ada",
                "--spring.mail.password=" + SECRET,
                "--spring.mail.properties.mail.smtp.auth=true",
                "--spring.mail.properties.mail.smtp.starttls.enable=true",
                "--spring.mail.properties.mail.smtp.starttls.required=true",
                "--smtp-probe.mail.every=2s");
    }

    private static String ours(String scrape) {
        return scrape.lines().filter(line -> line.contains("smtp_probe_")).collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void namesUnitsAndLabels() throws Exception {
        ScriptedServer server =
                servers.start(ScriptedServer.playing(Script.parse(STARTTLS), Script.parse("S: 421 4.3.2 later"))
                        .tls(AUTHORITY.issue("127.0.0.1").serverContext()));
        String labels = "{port=\"" + server.port() + "\",";
        String target = "target=\"127.0.0.1\"";
        try (Running application = application(server)) {
            String text = ours(application
                    .await("/actuator/prometheus", scrape -> complete(scrape.body()))
                    .body());
            assertThat(text)
                    .contains(
                            "# TYPE smtp_probe_success gauge\nsmtp_probe_success" + labels + target + "} 1",
                            "smtp_probe_verdict" + labels + target + ",verdict=\"passed\"} 1",
                            "smtp_probe_verdict" + labels + target + ",verdict=\"inconclusive\"} 0",
                            "smtp_probe_step_success" + labels + "step=\"auth\"," + target + "} 1",
                            "smtp_probe_tls_version_info" + labels + target + ",version=\"TLS 1.3\"} 1",
                            "smtp_probe_tls_cipher_info{cipher=\"TLS_")
                    .containsPattern("smtp_probe_duration_seconds\\{[^}]*\\} [0-9]\\.[0-9]+\n")
                    .containsPattern("phase_duration_seconds\\{phase=\"ehlo\",[^}]*\\} (?:0\\.0[2-9]|0\\.[1-9]|[1-9])")
                    .containsPattern(
                            "phase_duration_seconds\\{phase=\"ehlo_tls\",[^}]*\\} (?:0\\.0[2-9]|0\\.[1-9]|[1-9])")
                    .containsPattern("phase_duration_seconds\\{phase=\"(connect|greeting|starttls|tls|auth|quit)\"")
                    .containsPattern("smtp_probe_ssl_earliest_cert_expiry_seconds\\{[^}]*\\} [1-9]\\.[0-9]+E9\n")
                    .containsPattern("smtp_probe_last_run_timestamp_seconds\\{[^}]*\\} [1-9]\\.[0-9]+E9\n")
                    .doesNotContain(SECRET, "ada", "welcome");
            assertThat(server.connections()).as("one probe for all").isEqualTo(1);
            String later = ours(application
                    .await(
                            "/actuator/prometheus",
                            scrape -> settled(ours(scrape.body()))) // the kinds of figures change one after the other
                    .body());
            assertThat(later)
                    .as("what the report does not have is gone")
                    .contains(
                            "smtp_probe_success" + labels + target + "} 0",
                            "smtp_probe_finding{id=\"greeting.busy\"," + labels.substring(1) + "severity=\"error\","
                                    + target + "} 1")
                    .doesNotContain("phase=\"ehlo", "cert_expiry_seconds{", "tls_version_info{", "tls_cipher_info{");
        }
    }

    /** The kinds of figures come one after the other. */
    private static boolean complete(String scrape) {
        return scrape.contains("smtp_probe_last_run")
                && scrape.contains("cert_expiry_seconds{")
                && scrape.contains("phase_duration_seconds{")
                && scrape.contains("step_success{")
                && scrape.contains("verdict{")
                && scrape.contains("tls_version_info{")
                && scrape.contains("tls_cipher_info{");
    }

    private static boolean settled(String scrape) {
        return scrape.contains("verdict=\"inconclusive\"} 1")
                && scrape.contains("severity=\"error\"")
                && scrape.lines().anyMatch(line -> line.startsWith("smtp_probe_success{") && line.endsWith("} 0.0"))
                && !scrape.contains("phase=\"ehlo")
                && !scrape.contains("cert_expiry_seconds{")
                && !scrape.contains("tls_version_info{")
                && !scrape.contains("tls_cipher_info{");
    }

    /** The command line's prometheus form and these have one vocabulary. */
    @Test
    void theReadmeNamesThem() throws Exception {
        String readme = java.nio.file.Files.readString(java.nio.file.Path.of("README.md"));
        String source = java.nio.file.Files.readString(
                java.nio.file.Path.of("src/main/java/io/github/smtpprobe/examples/web/monitoring/ProbeMeters.java"));
        String other = java.nio.file.Files.readString(java.nio.file.Path.of(
                "../command-line/src/main/java/io/github/smtpprobe/cli/format/PrometheusText.java"));
        Set<String> documented = names(source);
        assertThat(documented).hasSize(11);
        assertThat(names(other)).containsAll(documented);
        names(other)
                .forEach(each -> assertThat(readme)
                        .containsPattern("(`|smtp_probe)" + each.substring("smtp_probe".length()) + "\\b"));
        assertThat(names(java.nio.file.Files.readString(
                        java.nio.file.Path.of("src/main/prometheus/smtp-probe.rules.yml"))))
                .isSubsetOf(documented);
    }

    private static Set<String> names(String text) {
        return Pattern.compile("smtp_probe_[a-z_]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
