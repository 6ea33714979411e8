/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.HtmlPage;
import io.github.smtpprobe.harness.Talkers;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of one report of each kind. */
class HtmlPagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DATA = Pattern.compile("base64,([^\"]*)\"");

    static Set<String> names() {
        return GoldenReports.all().keySet();
    }

    private static ProbeReport report(String name) {
        return GoldenReports.all().get(name).get();
    }

    private static String page(String name) {
        return HtmlReport.render(report(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachIsWholeAndSpeaksInWords(String name) {
        HtmlPage.check(page(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theJsonInsideIsTheReport(String name) throws Exception {
        ProbeReport report = report(name);
        Matcher data = DATA.matcher(HtmlReport.render(report));
        assertThat(data.find()).isTrue();
        assertThat(JSON.readTree(Base64.getDecoder().decode(data.group(1))))
                .isEqualTo(JSON.readTree(JSON.writeValueAsString(report.asMap())));
    }

    @Test
    void whatIsTooLongIsNotInside() {
        ProbeReport loud =
                new Talkers(3, 4, "a b ", 240, 250, "none").probe(io.github.smtpprobe.request.Coverage.ALL, 0);
        String page = HtmlReport.render(loud);
        HtmlPage.check(page);
        assertThat(page).contains("It is not inside this page").doesNotContain("base64,");
    }

    @Test
    void theCertificateIsThereWithItsVerdictAndDays() {
        ProbeReport report = report("failed-certificate");
        String page = HtmlReport.render(report);
        String sha256 = report.attempts()
                .get(0)
                .fact(io.github.smtpprobe.fact.TlsHandshake.class)
                .orElseThrow()
                .tls()
                .chain()
                .get(0)
                .sha256();
        assertThat(page)
                .contains(
                        "does not prove ",
                        "Certificate 1 of 1: the server&#39;s own",
                        "an RSA key of 1024 bits",
                        " days left")
                .contains(sha256.substring(0, 2) + ":<wbr>" + sha256.substring(2, 4) + ":<wbr>");
    }

    @Test
    void saysWhatWasAskedAndWhatWasNot() {
        assertThat(page("passed"))
                .contains("587 with STARTTLS", "with a password; allowed mechanisms: PLAIN, LOGIN")
                .contains("offered: PLAIN, XOAUTH2; tried: PLAIN", "No message was sent.", "No IPv6 address was tried.")
                .contains("Mechanisms that the server offers and that were not tried: XOAUTH2.")
                .doesNotContain("No login was asked for", "No mailbox was tried", "No TLS handshake");
        assertThat(page("failed-at-recipient"))
                .contains("No login was asked for.", "No TLS handshake was tried, and no certificate was seen.")
                .doesNotContain("No mailbox was tried");
        assertThat(page("inconclusive-dns")).contains("No connection was made.").doesNotContain("No IPv6");
        assertThat(page("deadline")).contains("587 with STARTTLS, then 465 with implicit TLS, then 2525 with STARTTLS");
        assertThat(page("pasted-dialogue"))
                .contains("A text was read that another program wrote.")
                .doesNotContain("not-tested", "Time limits");
    }

    @Test
    void aMatrixComparesAttempts() {
        assertThat(page("mail-exchangers"))
                .contains("id=\"servers\"", "href=\"#attempt-2\"", "<td class=\"failed\">\u2717 failed</td>")
                .contains(
                        "<td class=\"passed\">\u2713 done</td>",
                        "<td class=\"passed\">\u2713 done<br><small>20.0 ms</small></td>");
        assertThat(page("passed")).doesNotContain("id=\"servers\"");
    }

    /** Of the ways of a ladder the second begins where the first one ends. */
    @Test
    void barsBeginWhereTheirStepsDidInTheProbe() {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE, null, route -> Script.parse("* pause 100ms\nS: 554 no\nC: QUIT\nS: 221 bye\n"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe(ProbeRequest.to("mx.example.com")
                        .connectTo("2001:db8:0:0:0:0:0:1")
                        .ports(new io.github.smtpprobe.request.PortPlan(List.of(
                                new io.github.smtpprobe.request.PortPlan.PortMode(25, TlsMode.PLAIN),
                                new io.github.smtpprobe.request.PortPlan.PortMode(587, TlsMode.PLAIN))))
                        .build());
        assertThat(report.attempts().stream()
                        .map(Attempt::began)
                        .map(each -> each.orElseThrow().toMillis()))
                .containsExactly(0L, 100L);
        String page = HtmlReport.render(report);
        HtmlPage.holdsInOrder(page, "<rect x=\"0\" width=\"500\"", "<rect x=\"500\" width=\"500\"");
        assertThat(page).contains("0 to 200.0 ms of the probe", "2001:db8::1").doesNotContain("0:0:0");
    }

    @Test
    void anchorsOfFindingsAreStableAndTheirReferencesAreLinks() {
        ProbeReport report = report("failed-at-login");
        Finding cause = report.rootCause().orElseThrow();
        assertThat(HtmlReport.render(report))
                .contains("id=\"finding-" + cause.id().replace('.', '-') + "\"")
                .contains(
                        "<a href=\"https://www.rfc-editor.org/rfc/rfc4954#section-6\" rel=\"noreferrer\">RFC 4954 §6</a>");
    }

    /** Each address of a host refuses in the same words: they are read once, and each has its link. */
    @Test
    void whatIsSaidOfSeveralAttemptsIsReadOnce() {
        assertThat(page("mail-exchangers"))
                .containsOnlyOnce("<h3>mx2.example.com rejects the session")
                .contains(
                        "href=\"#attempt-2\">attempt 2</a>, <a id=\"finding-greeting-refused-2\" href=\"#attempt-3\">");
    }

    /** A second look judges no certificate, and shows the ones that it saw. */
    @Test
    void aChainWithoutVerdictIsNotOneThatWasNotSeen() {
        assertThat(page("second-look"))
                .contains("<th scope=\"row\">Certificate</th><td>not judged</td>", "Certificate 1 of 2")
                .doesNotContain("none was seen");
    }

    @Test
    void theMatrixStandsBehindTheCause() {
        HtmlPage.holdsInOrder(
                page("mail-exchangers"), "id=\"cause\"", "id=\"servers\"", "id=\"notes\"", "id=\"asked\"");
    }
}
