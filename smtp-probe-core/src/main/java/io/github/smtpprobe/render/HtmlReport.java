/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import static io.github.smtpprobe.render.HtmlTranscript.escape;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A report as one HTML page without scripts or outside resources: for screens, phones, screen readers and paper. */
public final class HtmlReport {
    private static final String STYLE = """
        :root{color-scheme:light dark;--line:#8885;--good:#1a7f37;--bad:#c62828;--doubt:#9a6700;--server:#0b57d0}
        @media (prefers-color-scheme:dark){:root{--good:#5bd075;--bad:#ff8a80;--doubt:#e3b341;--server:#8ab4f8}}
        *{box-sizing:border-box}
        body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.5rem;margin-bottom:.5rem}h2{font-size:1.15rem;margin-top:2rem}h3{font-size:1rem;margin:1rem 0 .2rem}
        .passed{color:var(--good)}.failed{color:var(--bad)}.inconclusive{color:var(--doubt)}
        .cause{border-left:.35rem solid var(--bad);padding:.1rem 1rem;margin:1rem 0}
        .cause ul{margin:.3rem 0}
        table{border-collapse:collapse;width:100%;margin:1rem 0}caption{text-align:left;font-weight:600}
        td,th{padding:.25rem .6rem .25rem 0;text-align:left;vertical-align:top;overflow-wrap:anywhere;font-weight:400;
        border-top:1px solid var(--line)}
        thead th{font-weight:600;border:0}td.time{text-align:right;white-space:nowrap}
        .chart{width:12%}.bar{display:inline-block;height:.7em;background:var(--server);min-width:1px;border-radius:2px}
        small{opacity:.8}code{overflow-wrap:anywhere}
        ol.transcript{list-style:none;padding:1rem;border:1px solid var(--line);border-radius:.4rem}
        ol.transcript li{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1.5rem}
        ol.transcript code{white-space:pre-wrap}
        .client{color:var(--good)}.server{color:var(--server)}.refusal{color:var(--bad)}.event{opacity:.7}
        @media (max-width:40rem){.chart{display:none}td,th{font-size:.9rem}}
        @media print{body{max-width:none;margin:0;font-size:11pt}table,.cause,li{break-inside:avoid}
        details::details-content{content-visibility:visible;block-size:auto}
        .bar{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """;

    private final ProbeReport report;
    private final ReplyCatalogue catalogue;
    private final StringBuilder out = new StringBuilder();

    private HtmlReport(ProbeReport report, ReplyCatalogue catalogue) {
        this.report = Objects.requireNonNull(report, "report");
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
    }

    /**
     * Renders a report.
     *
     * @param report any
     * @return a whole HTML document
     */
    public static String render(ProbeReport report) {
        return render(report, ReplyCatalogue.standard());
    }

    /**
     * Renders a report with another catalogue.
     *
     * @param report    any
     * @param catalogue explains replies
     * @return a whole HTML document
     */
    public static String render(ProbeReport report, ReplyCatalogue catalogue) {
        return new HtmlReport(report, catalogue).render();
    }

    private String render() {
        String name = escape(report.request().target().name());
        String verdict = report.verdict().name();
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                        + "<title>SMTP probe of ")
                .append(name)
                .append(": ")
                .append(verdict)
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head>\n<body>\n<main>\n<h1>SMTP probe of ")
                .append(name)
                .append(": <span class=\"")
                .append(report.verdict().token())
                .append("\">")
                .append(verdict)
                .append("</span></h1>\n");
        out.append("<p><small>").append(report.started().toString(), 0, 19).append('Z');
        if (!report.took().isZero()) {
            out.append(", ").append(report.took().toMillis()).append(" ms");
        }
        out.append(", smtp-probe ").append(ProbeReport.libraryVersion()).append("</small></p>\n");
        Optional<Finding> cause = report.rootCause();
        if (report.passed()) {
            out.append("<p>").append(escape(report.summary())).append("</p>\n");
        }
        cause.ifPresent(this::cause);
        others(cause);
        if (report.findingsLeftOut() > 0) {
            out.append("<p>").append(report.findingsLeftOut()).append(" more findings are left out.</p>\n");
        }
        names();
        report.attempts().forEach(attempt -> new HtmlAttempt(attempt, catalogue, out).render());
        lookedUp();
        return out.append("</main>\n</body>\n</html>\n").toString();
    }

    private void cause(Finding finding) {
        out.append("<div class=\"cause\">\n<h2>")
                .append(escape(finding.summary()))
                .append("</h2>\n");
        body(finding);
        boolean any = report.findings().stream().anyMatch(each -> follows(each, finding));
        if (any) {
            out.append("<p>Therefore also:</p>\n<ul>\n");
            report.findings().stream()
                    .filter(each -> follows(each, finding))
                    .forEach(each ->
                            out.append("<li>").append(escape(each.summary())).append("</li>\n"));
            out.append("</ul>\n");
        }
        out.append("</div>\n");
    }

    private static boolean follows(Finding one, Finding cause) {
        return one.consequenceOf().filter(cause.id()::equals).isPresent();
    }

    private void body(Finding finding) {
        out.append("<p>").append(escape(finding.explanation())).append("</p>\n");
        out.append("<p><strong>What to do:</strong> ")
                .append(escape(finding.remedy()))
                .append("</p>\n<p><small>");
        out.append(finding.severity()).append(", ").append(finding.confidence()).append(", <code>");
        out.append(escape(finding.id())).append("</code>");
        if (!finding.reference().isEmpty()) {
            out.append(", ").append(escape(finding.reference()));
        }
        out.append("</small></p>\n");
    }

    private void others(Optional<Finding> cause) {
        List<Finding> left = report.findings().stream()
                .filter(finding -> cause.filter(each -> each == finding || follows(finding, each))
                        .isEmpty())
                .toList();
        left.stream().filter(each -> each.severity() != Severity.INFO).forEach(this::other);
        List<Finding> notes =
                left.stream().filter(each -> each.severity() == Severity.INFO).toList();
        if (!notes.isEmpty()) {
            out.append("<details><summary>Worth knowing: ").append(notes.size()).append("</summary>\n");
            notes.forEach(this::other);
            out.append("</details>\n");
        }
    }

    private void names() {
        List<NameLine> names = NameLine.of(report);
        if (!names.isEmpty()) {
            out.append("<table><caption>Names</caption><thead><tr><th scope=\"col\">Host</th>")
                    .append("<th scope=\"col\">Addresses</th></tr></thead><tbody>\n");
            names.forEach(name -> out.append("<tr><th scope=\"row\">")
                    .append(escape(name.name()))
                    .append("</th><td>")
                    .append(escape(name.result()))
                    .append("</td></tr>\n"));
            out.append("</tbody></table>\n");
        }
    }

    private void lookedUp() {
        List<TargetLine> facts = TargetLine.of(report);
        if (!facts.isEmpty()) {
            out.append("<table><caption>Looked up</caption><thead><tr><th scope=\"col\">What</th>")
                    .append("<th scope=\"col\">Result</th></tr></thead><tbody>\n");
            facts.forEach(this::lookedUp);
            out.append("</tbody></table>\n");
        }
    }

    private void lookedUp(TargetLine fact) {
        out.append("<tr><th scope=\"row\">").append(escape(fact.label()));
        out.append("</th><td>").append(fact.word()).append(fact.result().isEmpty() ? "" : ": ");
        out.append(escape(fact.result()));
        fact.details()
                .forEach(each -> out.append("<br><small>").append(escape(each)).append("</small>"));
        out.append("</td></tr>\n");
    }

    private void other(Finding finding) {
        out.append("<h3>").append(escape(finding.summary())).append("</h3>\n");
        body(finding);
    }
}
