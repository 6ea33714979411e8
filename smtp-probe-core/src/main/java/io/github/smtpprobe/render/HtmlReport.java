/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import static io.github.smtpprobe.render.HtmlTranscript.escape;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import java.util.Locale;

/** A report as one self-contained HTML page: no script, no image, nothing from elsewhere; dark where the reader's system is. */
public final class HtmlReport {
    private static final String STYLE = """
            :root{color-scheme:light dark}
            body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
            .passed{color:#1a7f37}.failed{color:#c62828}.inconclusive{color:#9a6700}
            table{border-collapse:collapse;width:100%}td,th{padding:.2rem .6rem;text-align:left;vertical-align:top}
            td.time{text-align:right;white-space:nowrap}
            ol.transcript{list-style:none;padding:1rem;border:1px solid #8885;border-radius:.4rem;overflow-x:auto}
            ol.transcript code{white-space:pre-wrap;overflow-wrap:anywhere}
            .client{color:#1a7f37}.server{color:#0b57d0}.refusal{color:#c62828}.event{opacity:.7}
            @media (prefers-color-scheme:dark){.client,.passed{color:#5bd075}.server{color:#8ab4f8}
            .refusal,.failed{color:#ff8a80}.inconclusive{color:#e3b341}}
            """;

    private HtmlReport() {}

    /**
     * Renders a report.
     *
     * @param report any
     * @return a whole HTML document
     */
    public static String render(ProbeReport report) {
        String name = escape(report.request().target().name());
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\n")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>SMTP probe of ")
                .append(name)
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head>\n<body>\n<h1>SMTP probe of ")
                .append(name)
                .append(": <span class=\"")
                .append(report.verdict().name().toLowerCase(Locale.ROOT))
                .append("\">")
                .append(report.verdict())
                .append("</span></h1>\n");
        if (report.passed()) {
            out.append("<p>").append(escape(report.summary())).append("</p>\n");
        }
        report.findings().forEach(finding -> finding(out, finding));
        report.attempts().forEach(attempt -> attempt(out, attempt));
        return out.append("</body>\n</html>\n").toString();
    }

    private static void finding(StringBuilder out, Finding finding) {
        out.append("<h2>").append(escape(finding.summary())).append("</h2>\n<p>");
        out.append(finding.severity())
                .append(" <code>")
                .append(escape(finding.id()))
                .append("</code></p>\n");
        out.append("<p>").append(escape(finding.explanation())).append("</p>\n<p><strong>What to do:</strong> ");
        out.append(escape(finding.remedy())).append("</p>\n");
    }

    private static void attempt(StringBuilder out, Attempt attempt) {
        out.append("<h2>Attempt ").append(attempt.index() + 1).append(": ");
        out.append(escape(attempt.route().toString()))
                .append(", ")
                .append(attempt.route().mode())
                .append("</h2>\n");
        out.append("<table><thead><tr><th></th><th>Step</th><th>Time</th><th>Result</th></tr></thead><tbody>\n");
        for (Fact fact : attempt.facts()) {
            out.append("<tr><td>").append(StepLine.mark(fact)).append("</td><td>");
            out.append(escape(StepLine.name(fact))).append("</td><td class=\"time\">");
            out.append(StepLine.time(fact.took())).append("</td><td>");
            out.append(escape(StepLine.result(fact))).append("</td></tr>\n");
        }
        out.append("</tbody></table>\n").append(HtmlTranscript.render(attempt.transcript()));
    }
}
