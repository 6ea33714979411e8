/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings: the cause with what follows from it, then what else is wrong, then what is worth knowing. Each has an anchor. */
final class HtmlFindings {
    private final Markup out;
    private final ProbeReport report;
    private final HtmlFinding finding;
    private final Optional<Finding> cause;
    /** One group with the cause; empty if there is no cause. */
    private final List<Alike> leading;

    private final List<Alike> others;
    private final List<Alike> notes;

    HtmlFindings(Markup out, ProbeReport report) {
        this.out = out;
        this.report = report;
        this.finding = new HtmlFinding(out, report.findings(), this::attempts);
        this.cause = report.rootCause();
        List<Alike> groups = Alike.of(report.findings().stream()
                .filter(each ->
                        cause.filter(one -> HtmlFinding.follows(each, one)).isEmpty())
                .toList());
        this.leading = groups.stream().filter(this::leads).toList();
        this.others = groups.stream()
                .filter(each -> !leads(each) && each.first().severity() != Severity.INFO)
                .toList();
        this.notes = groups.stream()
                .filter(each -> !leads(each) && each.first().severity() == Severity.INFO)
                .toList();
    }

    /** The sections after the one about the cause, by their anchors. */
    Map<String, String> headings() {
        return HtmlFinding.headings(cause.isPresent(), others, notes);
    }

    /** The cause, which comes first on the page. */
    void cause() {
        leading.forEach(each -> finding.cause(each, Long.MAX_VALUE));
    }

    /** All other findings. */
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

    private void found() {
        if (!others.isEmpty()) {
            out.raw("<section>\n<h2 id=\"findings\">")
                    .text(headings().getOrDefault("findings", ""))
                    .raw("</h2>\n");
            others.forEach(finding::write);
            out.raw("</section>\n");
        }
    }

    private void notes() {
        if (!notes.isEmpty()) {
            out.raw("<section>\n<h2 id=\"notes\">Worth knowing</h2>\n<details><summary>")
                    .raw(Words.count(notes.size(), "note"))
                    .raw("</summary>\n");
            notes.forEach(finding::write);
            out.raw("</details>\n</section>\n");
        }
    }

    /** Where a finding was made, with the anchors of those that say the same. */
    private void attempts(Alike group) {
        String before = "; ";
        for (Finding each : group.all()) {
            String own = each == group.first() ? "" : " id=\"" + finding.anchor(each) + "\"";
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
