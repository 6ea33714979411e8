/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.harness.HtmlPage;
import io.github.smtpprobe.render.DomainHtml;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.text.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of a survey: whole in itself, the outlook first, and readable without seeing it. */
class DomainHtmlTest {
    private static final int SEEDS = 150;
    private static final Path GOLDEN = Path.of("src/test/resources/surveys");
    private static final Path FOUND = Path.of("target/surveys");
    private static final Pattern DATA = Pattern.compile("base64,([^\"]*)\"");

    static Set<String> names() {
        return SampleSurveys.all().keySet();
    }

    private static String page(String name) {
        return DomainHtml.render(SampleSurveys.all().get(name).get());
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAsItWas(String name) throws Exception {
        String found = DomainHtml.fragment(SampleSurveys.all().get(name).get())
                .replaceFirst("(?s)<section class=\"screen\">.*", "");
        Files.createDirectories(FOUND);
        Path file = Path.of(name + ".html");
        Files.writeString(FOUND.resolve(file), found);
        assertThat(found)
                .as("If the other page is what you want: cp target/surveys/* src/test/resources/surveys/")
                .isEqualTo(Files.exists(GOLDEN.resolve(file)) ? Files.readString(GOLDEN.resolve(file)) : "");
    }

    @ParameterizedTest
    @MethodSource("names")
    void isWholeAndItsPolicyAllowsItsOwnStyleAlone(String name) throws Exception {
        String page = page(name);
        HtmlPage.check(page);
        String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(page)
                .contains("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "'")
                .doesNotContain("unsafe-inline", " style=", "<script");
        HtmlPage.holdsInOrder(page, "<h1>", "id=\"outlook\"", "Gmail", "id=\"not-tested\"", "id=\"look-ups\"");
    }

    @ParameterizedTest
    @MethodSource("names")
    void theJsonInsideIsTheReport(String name) throws Exception {
        DomainReport report = SampleSurveys.all().get(name).get();
        Matcher data = DATA.matcher(DomainHtml.render(report));
        assertThat(data.find()).isTrue();
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(Base64.getDecoder().decode(data.group(1))))
                .isEqualTo(json.readTree(json.writeValueAsString(report.asMap())));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theFragmentIsTheBodyOfThePage(String name) {
        String fragment = DomainHtml.fragment(SampleSurveys.all().get(name).get());
        assertThat(fragment)
                .startsWith("<article class=\"smtp-probe\">\n")
                .endsWith("</article>\n")
                .doesNotContain("<style", " style=", "<script", "<h1", "<main", "<body", "<meta");
        String page = page(name);
        assertThat(fragment).contains(page.substring(page.indexOf("<main>\n") + 7, page.indexOf("</main>")));
    }

    @Test
    void theSheetIsThatOfReportsAndMore() {
        assertThat(DomainHtml.stylesheet())
                .startsWith(HtmlReport.stylesheet())
                .contains(".smtp-probe ol.chain li.bogus", "@media print{.smtp-probe ol.chain li");
        assertThat(DomainHtml.stylesheet().chars().filter(c -> c == '{').count())
                .isEqualTo(DomainHtml.stylesheet().chars().filter(c -> c == '}').count());
    }

    @Test
    void theMatrixIsATableWithHeaders() {
        assertThat(page("mismatch"))
                .contains("<th scope=\"col\">mx1.example.com</th><th scope=\"col\">mx2.example.com</th>")
                .contains(
                        "<th scope=\"row\">Exchange Online</th><td class=\"failed\"><strong>Q/V</strong>"
                                + " <small>queued or verified</small></td><td class=\"passed\"><strong>V</strong>"
                                + " <small>verified</small></td><td class=\"failed\"><strong>Q</strong> <small>queued</small></td>");
    }

    @Test
    void anAddressIsARow() {
        assertThat(page("mismatch"))
                .containsOnlyOnce("<th scope=\"row\">192.0.2.2</th>")
                .contains(
                        "<th scope=\"row\">2001:db8::2</th><td><p class=\"failed\">\u2717 STARTTLS is not offered</p>")
                .contains(
                        "<th scope=\"row\">192.0.2.3</th><td class=\"quiet\" colspan=\"3\">\u2013 not tested: the choice")
                .contains("<p class=\"failed\">\u2717 no TLSA record authenticates the server</p>");
    }

    /** Who sees no colours sees shapes, and who sees neither hears words. */
    @Test
    void theChainOfDnsIsDrawnWithShapesAndWords() {
        String page = page("unsigned");
        assertThat(page)
                .contains("<li class=\"insecure\"><svg class=\"shape\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">"
                        + "<circle class=\"open\" cx=\"8\" cy=\"8\" r=\"6\"/></svg><span><code>example.com MX</code><br>"
                        + "insecure, 1 record</span></li>");
        HtmlPage.holdsInOrder(
                page,
                "<code>mx1.example.com CNAME</code><br>secure<br><small>leads to mail.example.net",
                "<code>mail.example.net CNAME</code><br>insecure, made from a DNAME",
                "<code>host.example.org A</code>",
                "<code>TLSA</code><br>not asked");
    }

    @Tag("sweep")
    @Test
    void strangersWriteNoMarkup() {
        boolean seen = false;
        for (long seed = 0; seed < SEEDS; seed++) {
            String page = DomainHtml.render(VariedSurveys.of(seed));
            HtmlPage.check(page);
            for (String line : page.split("\n", -1)) {
                assertThat(Printable.visible(line))
                        .as("seed " + seed + " " + line)
                        .isTrue();
            }
            assertThat(page).as("seed " + seed).doesNotContain("<script");
            seen |= page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#39;&quot;");
        }
        assertThat(seen).isTrue();
    }

    @Test
    void whatIsHugeIsShown() {
        String page = DomainHtml.render(HugeSurveys.report());
        HtmlPage.check(page);
        assertThat(page.length()).isLessThan(4_000_000);
        assertThat(page).contains("h399.example").doesNotContain("h4999.", "mx60.example.com (preference");
        assertThat(page).contains("more records", "left out of this report", "It is not inside this page");
    }
}
