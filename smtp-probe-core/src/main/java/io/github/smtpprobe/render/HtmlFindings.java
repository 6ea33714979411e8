/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings: the cause with what follows from it, then what else is wrong, then what is worth knowing. Each has an anchor. */
final class HtmlFindings {
    private final Markup out;
    private final ProbeReport report;
    private final Anchors anchors;
    private final Optional<Finding> cause;
    /** One with the cause, none without it. */
    private final List<Alike> leading;

    private final List<Alike> others;
    private final List<Alike> notes;

    HtmlFindings(Markup out, ProbeReport report) {
        this.out = out;
        this.report = report;
        this.anchors = new Anchors(report.findings());
        this.cause = report.rootCause();
        List<Alike> groups = Alike.of(report.findings().stream()
                .filter(finding -> cause.filter(each -> follows(finding, each)).isEmpty())
                .toList());
        this.leading = groups.stream().filter(this::leads).toList();
        this.others = groups.stream()
                .filter(each -> !leads(each) && each.first().severity() != Severity.INFO)
                .toList();
        this.notes = groups.stream()
                .filter(each -> !leads(each) && each.first().severity() == Severity.INFO)
                .toList();
    }

    /** The sections behind the cause by their anchors. */
    Map<String, String> headings() {
        Map<String, String> headings = new LinkedHashMap<>();
        if (!others.isEmpty()) {
            headings.put("findings", cause.isPresent() ? "Also found" : "Found");
        }
        if (!notes.isEmpty()) {
            headings.put("notes", "Worth knowing");
        }
        return headings;
    }

    /** The cause, which leads the page. */
    void cause() {
        leading.forEach(this::cause);
    }

    /** All that is left. */
    void others() {
        found();
        notes();
        if (report.findingsLeftOut() > 0) {
            out.raw("<p>").raw(report.findingsLeftOut()).raw(" more findings are left out.</p>\n");
        }
    }

    private boolean leads(Alike group) {
        return cause.filter(each -> group.all().stream().anyMatch(one -> one == each))
                .isPresent();
    }

    private static boolean follows(Finding one, Finding cause) {
        return one.consequenceOf().filter(cause.id()::equals).isPresent();
    }

    private void cause(Alike group) {
        out.raw("<section>\n<h2 id=\"cause\">The cause</h2>\n");
        begin(group.first());
        body(group);
        List<Finding> also = report.findings().stream()
                .filter(each -> follows(each, group.first()))
                .toList();
        if (!also.isEmpty()) {
            out.raw("<p class=\"lead-in\">Therefore also:</p>\n<ul>\n");
            also.forEach(each -> out.raw("<li id=\"")
                    .raw(anchors.of(each))
                    .raw("\">")
                    .text(each.summary())
                    .raw("</li>\n"));
            out.raw("</ul>\n");
        }
        out.raw("</article>\n</section>\n");
    }

    private void found() {
        if (!others.isEmpty()) {
            out.raw("<section>\n<h2 id=\"findings\">")
                    .text(headings().getOrDefault("findings", ""))
                    .raw("</h2>\n");
            others.forEach(this::whole);
            out.raw("</section>\n");
        }
    }

    private void notes() {
        if (!notes.isEmpty()) {
            out.raw("<section>\n<h2 id=\"notes\">Worth knowing</h2>\n<details><summary>")
                    .raw(Words.count(notes.size(), "note"))
                    .raw("</summary>\n");
            notes.forEach(this::whole);
            out.raw("</details>\n</section>\n");
        }
    }

    private void whole(Alike group) {
        begin(group.first());
        body(group);
        out.raw("</article>\n");
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

    private void body(Alike group) {
        Finding finding = group.first();
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
        attempts(group);
        if (!finding.reference().isEmpty()) {
            out.raw("; ");
            References.write(out, finding.reference());
        }
        out.raw("</small></p>\n");
    }

    /** Where it was found; the anchors of those that say the same stand there. */
    private void attempts(Alike group) {
        String before = "; ";
        for (Finding each : group.all()) {
            String own = each == group.first() ? "" : " id=\"" + anchors.of(each) + "\"";
            int index = each.attempt().orElse(-1);
            if (index >= 0
                    && index < report.attempts().size()
                    && report.attempts().size() > 1) {
                out.raw(before)
                        .raw("<a")
                        .raw(own)
                        .raw(" href=\"#")
                        .raw(Anchors.ofAttempt(index))
                        .raw("\">");
                out.raw("attempt ").raw(index + 1L).raw("</a>");
                before = ", ";
            } else if (!own.isEmpty()) {
                out.raw("<span").raw(own).raw("></span>");
            }
        }
    }
}
