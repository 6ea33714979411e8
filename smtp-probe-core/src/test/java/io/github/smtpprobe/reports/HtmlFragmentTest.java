/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.HtmlPage;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.report.ProbeReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A report inside of a page of the application's own. */
class HtmlFragmentTest {
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
    private static final Pattern LINK = Pattern.compile(" href=\"#([^\"]*)\"");
    private static final Pattern HEADING = Pattern.compile("<h([1-6])[ >]");
    private static final Pattern RULE = Pattern.compile("(?m)^(?:@[^{]+\\{)?([^@{}]+)\\{([^{}]*)\\}");

    static Set<String> names() {
        return GoldenReports.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isTheBodyOfThePageWithoutItsHeading(String name) {
        for (ProbeReport report : List.of(
                GoldenReports.all().get(name).get(),
                GoldenReports.all().get(name).get().forStrangers())) {
            String fragment = HtmlReport.fragment(report);
            assertThat(fragment).startsWith("<article class=\"smtp-probe\">\n").endsWith("</article>\n");
            assertThat(fragment)
                    .doesNotContain("<style", "style=", "<script", "<h1", "<main", "<body", "<header", "<meta");
            assertThat(fragment).doesNotContainPattern("<[^>]* on[a-z]+=");
            String page = HtmlReport.render(report);
            String main = page.substring(page.indexOf("<main>\n") + 7, page.indexOf("</main>"));
            assertThat(fragment).contains(main);
            String before = fragment.substring(0, fragment.indexOf(main)).replaceFirst("^.*\n", "");
            assertThat(page.substring(page.indexOf("</h1>"), page.indexOf("<main>"))
                            .replaceAll("</?h(?:1|eader)>\n", ""))
                    .contains(before);
            HtmlPage.check(page.substring(0, page.indexOf("<header>")) + "<h1>x</h1>" + fragment + "</body></html>");
            List<String> ids =
                    ID.matcher(fragment).results().map(each -> each.group(1)).toList();
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(ids)
                    .containsAll(LINK.matcher(fragment)
                            .results()
                            .map(each -> each.group(1))
                            .toList());
            assertThat(HEADING.matcher(fragment)
                            .results()
                            .map(each -> each.group(1))
                            .findFirst())
                    .contains("2");
        }
    }

    @Test
    void theStyleSheetHoldsForNothingElse() throws IOException {
        String whole;
        try (var in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream("report.css"))) {
            whole = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        }
        String sheet = HtmlReport.stylesheet();
        List<MatchResult> rules = RULE.matcher(sheet).results().toList();
        assertThat(rules).hasSizeGreaterThan(80);
        for (MatchResult rule : rules) {
            for (String selector : rule.group(1).split(",")) {
                assertThat(selector.strip()).matches("\\.smtp-probe(?: .+)?");
            }
        }
        assertThat(sheet.chars().filter(c -> c == '{').count())
                .isEqualTo(whole.chars().filter(c -> c == '{').count());
        assertThat(sheet.chars().filter(c -> c == '}').count())
                .isEqualTo(whole.chars().filter(c -> c == '}').count());
        Set<String> declarations = new HashSet<>();
        rules.forEach(rule -> declarations.add(rule.group(2).strip()));
        for (String each : whole.split("[{}]")) {
            if (each.contains(":") && each.contains(";") && !each.contains("@")) {
                assertThat(declarations).contains(each.strip());
            }
        }
        assertThat(sheet)
                .contains(".smtp-probe{color-scheme:light dark;", ".smtp-probe .finding h3{margin-top:.2rem}")
                .contains("@media (max-width:40rem){.smtp-probe{margin:1rem auto;");
    }
}
