/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read on a terminal: words, the certificate, what was not asked. */
class TextReportTest {
    /** An enum's name; those of cipher suites are names of the world outside. */
    private static final Pattern ENUM = Pattern.compile("\\b(?!TLS_|SSL_)[A-Z]+_[A-Z_]+\\b");

    static Stream<String> names() {
        return GoldenReports.all().keySet().stream();
    }

    private static String text(String name) {
        return TextReport.render(GoldenReports.all().get(name).get());
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesOfEnumsAreNoWords(String name) {
        assertThat(ENUM.matcher(text(name)).results().map(found -> found.group()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void ourSentencesFitTheTerminal(String name) {
        ProbeReport report = GoldenReports.all().get(name).get();
        List<String> told = TextReport.render(report, 60)
                .lines()
                .filter(line -> line.startsWith("      ") && line.indexOf(" ms  ") < 0 || line.startsWith("  Why"))
                .toList();
        assertThat(told)
                .allSatisfy(line -> assertThat(line.strip().indexOf(' ') < 0 || line.length() <= 60)
                        .as(line)
                        .isTrue());
    }

    @Test
    void theCertificateStandsUnderItsHandshake() {
        assertThat(text("passed"))
                .contains("certificate for mx.example.com", "issued by CN=", "valid until ", " left")
                .contains("trusted, and made out to mx.example.com")
                .containsPattern("SHA-256 [0-9a-f]{64}");
        assertThat(text("failed-certificate")).contains("does not prove ");
        assertThat(text("message-taken")).doesNotContain("SHA-256");
    }

    @Test
    void whatWasNotAskedIsSaid() {
        assertThat(text("passed")).contains("Not asked: message.");
        assertThat(text("message-taken")).contains("Not asked: TLS, login.");
        assertThat(text("pasted-dialogue")).doesNotContain("Not asked");
    }

    @Test
    void theQueueIdIsNamed() {
        assertThat(text("message-taken"))
                .contains("The server took the message as 4F21C0A3 (its queue id, to be found in its log).");
    }
}
