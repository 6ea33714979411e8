/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.UpcomingChange;
import io.github.smtpprobe.text.Printable;
import java.util.List;

/** Changes that lie ahead, texts to paste, and what was not tested. */
final class HtmlUpcoming {
    private static final int MOST = 200;
    private static final int LONGEST = 64 * 1024;

    private final Markup out;
    private final DomainReport report;

    HtmlUpcoming(Markup out, DomainReport report) {
        this.out = out;
        this.report = report;
    }

    void write() {
        ahead();
        snippets();
        out.raw("<section>\n<h2 id=\"not-tested\">What was not tested</h2>\n<ul>\n");
        NotSurveyed.of(report).forEach(each -> out.element("li", each).raw("\n"));
        out.raw("</ul>\n</section>\n");
    }

    private void ahead() {
        if (report.upcomingChanges().isEmpty()) {
            return;
        }
        out.raw("<section>\n<h2 id=\"ahead\">What is ahead</h2>\n");
        out.raw("<div class=\"scroll wide\" role=\"region\" aria-label=\"What is ahead\" tabindex=\"0\">\n");
        out.table("What is coming, the soonest first").raw("<thead><tr>");
        for (String each : List.of("When", "What changes", "What it does")) {
            out.element("th scope=\"col\"", each);
        }
        out.raw("</tr></thead><tbody>\n");
        Shortened.of(
                report.upcomingChanges(),
                MOST,
                this::ahead,
                rest -> out.raw("<tr>").element("td colspan=\"3\"", rest).raw("</tr>\n"));
        out.raw("</tbody></table>\n</div>\n</section>\n");
    }

    private void ahead(UpcomingChange each) {
        out.raw("<tr>")
                .element("th scope=\"row\"", each.when().map(SurveyWords::day).orElse("some day"));
        out.element("td", SurveyWords.of(each.kind()) + (each.subject().isEmpty() ? "" : " of " + each.subject()));
        out.raw(each.breaks() ? "<td class=\"inconclusive\">" : "<td>");
        out.text((each.breaks() ? "! Can stop mail of some senders. " : "") + each.sentence())
                .raw("</td></tr>\n");
    }

    private void snippets() {
        if (report.snippets().isEmpty()) {
            return;
        }
        out.raw("<section>\n<h2 id=\"paste\">To paste</h2>\n");
        int number = 0;
        for (Snippet snippet :
                report.snippets().subList(0, Math.min(MOST, report.snippets().size()))) {
            number++;
            out.element("h3", SurveyWords.of(snippet.kind())).raw("\n");
            out.element("p", snippet.purpose()).raw("\n");
            out.raw("<pre class=\"paste\" tabindex=\"0\" role=\"region\" aria-label=\"To paste, ")
                    .raw(number)
                    .raw("\">");
            Printable.cut(snippet.text(), LONGEST, "\u2026")
                    .lines()
                    .forEach(line -> out.text(line).raw("\n"));
            out.raw("</pre>\n");
        }
        out.raw("</section>\n");
    }
}
