/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.ProbeReport;

/** What was asked for, and what was not: the limits within which a verdict holds. */
final class HtmlAsked {
    private HtmlAsked() {}

    /** Whether the report was read from another program's text, so that nothing was asked for here. */
    static boolean pasted(ProbeReport report) {
        return report.attempts().stream().anyMatch(each -> each.purpose().pasted());
    }

    static void write(Markup out, ProbeReport report) {
        out.raw("<section>\n<h2 id=\"asked\">What was asked</h2>\n");
        if (pasted(report)) {
            out.raw(
                    "<p>A text was read that another program wrote. Nobody connected to a server, and nothing was looked"
                            + " up.</p>\n</section>\n");
            return;
        }
        out.raw("<dl class=\"pairs\">\n");
        Asked.of(report).forEach(row -> out.pair(row.label(), row.words()));
        out.raw("</dl>\n<h3 id=\"not-tested\">What was not tested</h3>\n<ul>\n");
        NotTested.of(report).forEach(sentence -> out.element("li", sentence).raw("\n"));
        out.raw("</ul>\n</section>\n");
    }
}
