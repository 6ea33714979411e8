/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.report.ProbeReport;
import java.util.List;
import java.util.Objects;

/** A report as one HTML page without scripts or external resources, for screens, phones, screen readers and paper. */
public final class HtmlReport {
    private static final int MOST_ENTRIES = 40;

    private final ProbeReport report;
    private final ReplyCatalogue catalogue;
    private final Markup out = new Markup();
    private final HtmlFindings findings;

    private HtmlReport(ProbeReport report, ReplyCatalogue catalogue) {
        this.report = Objects.requireNonNull(report, "report");
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        this.findings = new HtmlFindings(out, report);
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

    /**
     * Renders a report for the application's own page: the body of {@link #render(ProbeReport)}, without its heading. It has no
     * script, no style attribute and no external resource, so it works on a page with
     * {@code Content-Security-Policy: style-src 'self'} that serves {@link #stylesheet()} as a file. Its anchors are unique only
     * within one report, so use one fragment per page.
     *
     * @param report any report; for strangers, {@link ProbeReport#forStrangers()}
     * @return an {@code article} element with the class {@code smtp-probe}, whose headings begin with {@code h2}
     */
    public static String fragment(ProbeReport report) {
        return fragment(report, ReplyCatalogue.standard());
    }

    /**
     * Renders a report for the application's own page, with another catalogue.
     *
     * @param report    any report; for strangers, {@link ProbeReport#forStrangers()}
     * @param catalogue explains replies
     * @return an {@code article} element with the class {@code smtp-probe}, whose headings begin with {@code h2}
     */
    public static String fragment(ProbeReport report, ReplyCatalogue catalogue) {
        return new HtmlReport(report, catalogue).fragment();
    }

    /**
     * The style sheet of {@link #fragment(ProbeReport)}, to be served as a file. It applies only to elements with the class
     * {@code smtp-probe}, except that the page's colour scheme follows the reader's preference. It also styles an
     * {@link HtmlTranscript} inside such an element.
     *
     * @return CSS, the same for every report of a release
     */
    public static String stylesheet() {
        return Stylesheet.SCOPED;
    }

    private String fragment() {
        out.raw("<article class=\"smtp-probe\">\n");
        verdict();
        contents();
        sections();
        return out.raw("</article>\n").toString();
    }

    private String render() {
        head();
        out.raw("<body>\n<header>\n").element("h1", "SMTP probe of " + target()).raw("\n");
        verdict();
        out.raw("</header>\n");
        contents();
        out.raw("<main>\n");
        sections();
        out.raw("</main>\n<footer><small>Made by smtp-probe ").text(report.version());
        return out.raw(
                        ". This page loads nothing, runs no script and sends nothing.</small></footer>\n</body>\n</html>\n")
                .toString();
    }

    private void sections() {
        findings.cause();
        if (HtmlMatrix.wanted(report)) {
            HtmlMatrix.write(out, report);
        }
        findings.others();
        HtmlAsked.write(out, report);
        names();
        new HtmlAttempt(out, report, catalogue).write();
        lookedUp();
        HtmlJson.write(out, report);
    }

    private String target() {
        return Words.name(report.request().target().name());
    }

    private void head() {
        out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .raw(Stylesheet.POLICY)
                .raw("\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
                .raw("<meta name=\"referrer\" content=\"no-referrer\">\n")
                .element("title", "SMTP probe of " + target() + ": " + Words.of(report.verdict()))
                .raw("\n<style>")
                .raw(Stylesheet.TEXT)
                .raw("</style></head>\n");
    }

    private void verdict() {
        out.raw("<p class=\"verdict ").raw(report.verdict().token()).raw("\"><strong>");
        out.text(Words.mark(report.verdict()) + " " + capital(Words.of(report.verdict())))
                .raw("</strong>");
        out.text(sentence()).raw("</p>\n<p><small>");
        out.text(report.started().toString().substring(0, 19).replace('T', ' ')).raw(" UTC");
        if (!report.took().isZero()) {
            out.raw(", took ").text(StepLine.time(report.took()));
        }
        out.raw("</small></p>\n");
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /**
     * The sentence under the heading: for a probe that passed, its summary without the target and verdict shown above; otherwise
     * the step, since the cause follows.
     */
    private String sentence() {
        if (report.madeForStrangers()
                && report.rootCause().isEmpty()
                && (report.attempts().isEmpty() || !report.passed())) {
            return ": " + report.publicSummary();
        }
        if (!report.passed()) {
            return report.decidingStage()
                    .map(stage -> " at this step: " + stage.label())
                    .orElse("");
        }
        String summary = report.summary();
        return ": "
                + summary.substring(
                        summary.indexOf(": ", report.request().target().name().length()) + 2);
    }

    /** The table of contents of a long page. */
    private void contents() {
        if (report.attempts().size() < 2 && report.findings().size() < 4) {
            return;
        }
        out.raw("<nav aria-label=\"Contents\">\n<ul>\n");
        report.rootCause().ifPresent(each -> entry("cause", "The cause"));
        if (HtmlMatrix.wanted(report)) {
            entry("servers", "Servers and steps");
        }
        findings.headings().forEach(this::entry);
        entry("asked", "What was asked");
        if (!HtmlAsked.pasted(report)) {
            entry("not-tested", "What was not tested");
        }
        report.attempts().stream()
                .limit(MOST_ENTRIES)
                .forEach(each -> entry(Anchors.ofAttempt(each.index()), StepLine.heading(each)));
        entry("json", "The report as JSON");
        out.raw("</ul>\n</nav>\n");
    }

    private void entry(String anchor, String words) {
        out.raw("<li><a href=\"#").raw(anchor).raw("\">").text(words).raw("</a></li>\n");
    }

    private void names() {
        List<NameLine> names = NameLine.of(report);
        if (!names.isEmpty()) {
            out.raw("<section>\n<h2 id=\"names\">Names</h2>\n").table("Hosts and their addresses");
            out.raw("<thead><tr>").element("th scope=\"col\"", "Host").element("th scope=\"col\"", "Addresses");
            out.raw("</tr></thead><tbody>\n");
            names.forEach(name -> out.row(name.name(), name.result()));
            out.raw("</tbody></table>\n</section>\n");
        }
    }

    private void lookedUp() {
        List<TargetLine> facts = TargetLine.of(report);
        if (!facts.isEmpty()) {
            out.raw("<section>\n<h2 id=\"looked-up\">Looked up</h2>\n").table("Looked up about the target");
            out.raw("<thead><tr>").element("th scope=\"col\"", "What").element("th scope=\"col\"", "Result");
            out.raw("</tr></thead><tbody>\n");
            facts.forEach(this::lookedUp);
            out.raw("</tbody></table>\n</section>\n");
        }
    }

    private void lookedUp(TargetLine fact) {
        out.raw("<tr>").element("th scope=\"row\"", fact.label()).raw("<td>");
        boolean said = fact.result().startsWith(fact.word());
        out.text(said ? fact.result() : fact.word() + (fact.result().isEmpty() ? "" : ": ") + fact.result());
        fact.details().forEach(each -> out.raw("<br>").element("small", each));
        out.raw("</td></tr>\n");
    }
}
