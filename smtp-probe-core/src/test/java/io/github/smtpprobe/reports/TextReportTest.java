/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.Samples;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read on a terminal: words, the certificate, what was not asked. */
class TextReportTest {
    /** An enum's name; those of cipher suites are names of the world outside. */
    private static final Pattern ENUM = Pattern.compile("\\b(?!TLS_|SSL_)[A-Z]+_[A-Z_]+\\b");

    private static final Pattern OUR_COLOURS = Pattern.compile("\u001B\\[(0|2|3[123])m");

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
                .contains("certificate for mx.example.com", "issued by CN=", "valid from ", " until ", " left")
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

    /** What the line of a terminal names, and the sentence on the page that says so. */
    private static final Map<String, String> UNASKED = Map.of(
            "TLS", "No TLS handshake was tried",
            "login", "No login was asked for.",
            "mailboxes", "No mailbox was tried",
            "message", "No message was sent.");

    static Stream<String> reports() {
        return Stream.concat(names(), Stream.of("of the samples"));
    }

    private static ProbeReport report(String name) {
        return GoldenReports.all()
                .getOrDefault(name, () -> (ProbeReport) Objects.requireNonNull(Samples.of(ProbeReport.class)))
                .get();
    }

    /** In both directions, but for TLS: where it was asked for and never tried the page alone says so, beside the step. */
    @ParameterizedTest
    @MethodSource("reports")
    void thePageDoesNotContradictTheTerminal(String name) {
        ProbeReport report = report(name);
        String page = HtmlReport.render(report);
        List<String> named = TextReport.render(report, 10_000)
                .lines()
                .filter(line -> line.startsWith("Not asked: "))
                .flatMap(line ->
                        Stream.of(line.replaceAll("Not asked: |\\..*", "").split(", ")))
                .toList();
        assertThat(UNASKED.keySet()).containsAll(named);
        boolean pasted =
                report.attempts().stream().allMatch(each -> each.purpose().pasted());
        UNASKED.forEach((word, sentence) -> {
            boolean both = named.contains(word)
                    ? page.contains(sentence)
                    : pasted || word.equals("TLS") || !page.contains(sentence);
            assertThat(both).as(word + " of " + name).isTrue();
        });
    }

    /** Certificates are told in the same words. */
    @ParameterizedTest
    @MethodSource("reports")
    void certificatesAreToldAlike(String name) {
        ProbeReport report = report(name);
        String page = HtmlReport.render(report);
        List<String> told = TextReport.render(report, 10_000)
                .lines()
                .map(String::strip)
                .filter(line ->
                        line.matches("valid from .*|does not prove .*|trusted, and .*|trusted by .*|judged by .*"))
                .toList();
        assertThat(told.isEmpty())
                .isEqualTo(report.attempts().stream()
                        .flatMap(each -> each.facts(TlsHandshake.class).stream())
                        .allMatch(fact -> fact.tls().chain().isEmpty()));
        assertThat(told)
                .allMatch(line -> page.contains(line.replaceFirst("^valid ", "").replace("'", "&#39;")));
    }

    /** Marks, words and columns are those of the plain text, so that colour is never the only sign and takes no room. */
    @ParameterizedTest
    @MethodSource("reports")
    void coloursAddNothingButColours(String name) {
        ProbeReport report = report(name);
        String coloured = TextReport.render(report, 96, true);
        assertThat(OUR_COLOURS.matcher(coloured).replaceAll("")).isEqualTo(TextReport.render(report, 96));
        String colour = report.passed() ? "32" : report.verdict() == Verdict.FAILED ? "31" : "33";
        assertThat(coloured).startsWith("\u001B[" + colour + "m").contains(report.verdict() + "\u001B[0m  ");
        assertThat(TextReport.render(report, 96)).doesNotContain("\u001B");
    }

    @Test
    void marksAndSeveritiesHaveColours() {
        assertThat(TextReport.render(report("failed-at-recipient"), 96, true))
                .contains(
                        "\u001B[31m\u2717\u001B[0m RCPT TO",
                        "\u001B[32m\u2713\u001B[0m MAIL FROM",
                        "\u001B[2minfo\u001B[0m  ");
        assertThat(TextReport.render(report("mail-exchangers"), 96, true))
                .containsPattern("MX 10 .*\u001B\\[3[12]m.\u001B\\[0m ");
    }

    /** What a server writes is shown, and does nothing: each escape character in the text is one of ours. */
    @Test
    void whatServersWriteHasNoColours() {
        ProbeReport report =
                Explain.dialogue("S: 220 mx \\x1B[31mred\\x1B[0m \\x9B32m\nC: EHLO x\nS: 550 \\x1B]0;title\\x07 no\n");
        String coloured = TextReport.render(report, 96, true);
        assertThat(coloured).contains("[31mred").doesNotContain("\u009B", "\u0007");
        assertThat(OUR_COLOURS.matcher(coloured).replaceAll(""))
                .doesNotContain("\u001B")
                .contains("[31mred");
    }
}
