/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A finding as an article of a page, for probes and surveys alike. */
final class HtmlFinding {
    private final Markup out;
    private final List<Finding> all;
    private final Anchors anchors;
    private final Consumer<Alike> where;

    /**
     * Prepares to write.
     *
     * @param out   receives the articles
     * @param all   all findings of the report
     * @param where writes, after the id of the first finding, where findings that say the same were made
     */
    HtmlFinding(Markup out, List<Finding> all, Consumer<Alike> where) {
        this.out = out;
        this.all = all;
        this.anchors = new Anchors(all);
        this.where = where;
    }

    /** Whether a finding follows from the cause. */
    static boolean follows(Finding one, Finding cause) {
        return one.consequenceOf().filter(cause.id()::equals).isPresent();
    }

    /** The existing sections after the one about the cause, by their anchors. */
    static Map<String, String> headings(boolean cause, List<Alike> others, List<Alike> notes) {
        Map<String, String> headings = new LinkedHashMap<>();
        if (!others.isEmpty()) {
            headings.put("findings", cause ? "Also found" : "Found");
        }
        if (!notes.isEmpty()) {
            headings.put("notes", "Worth knowing");
        }
        return headings;
    }

    /** The anchor of a finding. */
    String anchor(Finding finding) {
        return anchors.of(finding);
    }

    /** The section about the cause, with as many of the findings that follow from it as fit on a page. */
    void cause(Alike group, long most) {
        out.raw("<section>\n<h2 id=\"cause\">The cause</h2>\n");
        begin(group.first());
        body(group);
        List<Finding> also = all.stream()
                .filter(each -> follows(each, group.first()))
                .limit(most)
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

    /** A finding that is not the cause. */
    void write(Alike group) {
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
        where.accept(group);
        if (!finding.reference().isEmpty()) {
            out.raw("; ");
            References.write(out, finding.reference());
        }
        out.raw("</small></p>\n");
    }
}
