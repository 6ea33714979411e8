/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.DomainReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings of a survey: the cause with what follows from it, then what else is wrong, then what is worth knowing. Each has an anchor. */
final class HtmlSurveyFindings {
    private static final int MOST = 200;

    private final Markup out;
    private final List<Finding> all;
    private final Anchors anchors;
    private final Optional<Finding> cause;
    private final List<Alike> wrong;
    private final List<Alike> notes;

    HtmlSurveyFindings(Markup out, DomainReport report) {
        this.out = out;
        this.all = report.findings();
        this.anchors = new Anchors(all);
        this.cause = report.rootCause();
        List<Alike> others = Alike.of(all.stream()
                .filter(each ->
                        cause.filter(one -> one == each || follows(each, one)).isEmpty())
                .toList());
        this.wrong = others.stream()
                .filter(each -> each.first().severity() != Severity.INFO)
                .toList();
        this.notes = others.stream()
                .filter(each -> each.first().severity() == Severity.INFO)
                .toList();
    }

    private static boolean follows(Finding one, Finding cause) {
        return one.consequenceOf().filter(cause.id()::equals).isPresent();
    }

    /** The sections behind the cause by their anchors. */
    Map<String, String> headings() {
        Map<String, String> headings = new LinkedHashMap<>();
        if (!wrong.isEmpty()) {
            headings.put("findings", cause.isPresent() ? "Also found" : "Found");
        }
        if (!notes.isEmpty()) {
            headings.put("notes", "Worth knowing");
        }
        return headings;
    }

    void cause() {
        cause.ifPresent(finding -> {
            out.raw("<section>\n<h2 id=\"cause\">The cause</h2>\n");
            begin(finding);
            body(finding);
            List<Finding> also =
                    all.stream().filter(each -> follows(each, finding)).toList();
            if (!also.isEmpty()) {
                out.raw("<p class=\"lead-in\">Therefore also:</p>\n<ul>\n");
                also.stream()
                        .limit(MOST)
                        .forEach(each -> out.raw("<li id=\"")
                                .raw(anchors.of(each))
                                .raw("\">")
                                .text(each.summary())
                                .raw("</li>\n"));
                out.raw("</ul>\n");
            }
            out.raw("</article>\n</section>\n");
        });
    }

    void others() {
        section("findings", wrong);
        section("notes", notes);
    }

    private void section(String anchor, List<Alike> groups) {
        if (groups.isEmpty()) {
            return;
        }
        out.raw("<section>\n<h2 id=\"")
                .raw(anchor)
                .raw("\">")
                .text(headings().getOrDefault(anchor, ""))
                .raw("</h2>\n");
        Shortened.of(
                groups,
                MOST,
                group -> {
                    begin(group.first());
                    body(group.first());
                    out.raw("</article>\n");
                },
                rest -> out.element("p", rest));
        out.raw("</section>\n");
    }

    private void begin(Finding finding) {
        out.raw("<article class=\"finding ")
                .raw(finding.severity().token())
                .raw("\" id=\"")
                .raw(anchors.of(finding))
                .raw("\">\n")
                .element("h3", finding.summary())
                .raw("\n");
    }

    private void body(Finding finding) {
        if (!finding.explanation().isEmpty()) {
            out.element("p", finding.explanation()).raw("\n");
        }
        if (!finding.remedy().isEmpty()) {
            out.raw("<p><strong>What to do:</strong> ").text(finding.remedy()).raw("</p>\n");
        }
        out.raw("<p><small>").raw(Words.of(finding.severity())).raw(", ").raw(Words.of(finding.confidence()));
        String actor = Words.of(finding.actor());
        out.raw(actor.isEmpty() ? "" : "; who can act: " + actor);
        out.raw("; <a href=\"#")
                .raw(anchors.of(finding))
                .raw("\">")
                .element("code", finding.id())
                .raw("</a>");
        if (!finding.reference().isEmpty()) {
            out.raw("; ");
            References.write(out, finding.reference());
        }
        out.raw("</small></p>\n");
    }
}
