/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.DomainReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings of a survey: the cause with what follows from it, then what else is wrong, then what is worth knowing. Each has an anchor. */
final class HtmlSurveyFindings {
    private static final int MOST = 200;

    private final Markup out;
    private final HtmlFinding finding;
    private final Optional<Finding> cause;
    private final List<Alike> wrong;
    private final List<Alike> notes;

    HtmlSurveyFindings(Markup out, DomainReport report) {
        this.out = out;
        List<Finding> all = report.findings();
        this.finding = new HtmlFinding(out, all, group -> {});
        this.cause = report.rootCause();
        List<Alike> others = Alike.of(all.stream()
                .filter(each -> cause.filter(one -> one == each || HtmlFinding.follows(each, one))
                        .isEmpty())
                .toList());
        this.wrong = others.stream()
                .filter(each -> each.first().severity() != Severity.INFO)
                .toList();
        this.notes = others.stream()
                .filter(each -> each.first().severity() == Severity.INFO)
                .toList();
    }

    /** The sections after the one about the cause, by their anchors. */
    Map<String, String> headings() {
        return HtmlFinding.headings(cause.isPresent(), wrong, notes);
    }

    void cause() {
        Alike.of(cause.stream().toList()).forEach(each -> finding.cause(each, MOST));
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
        Shortened.of(groups, MOST, finding::write, rest -> out.element("p", rest));
        out.raw("</section>\n");
    }
}
