/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.survey.DomainReport;
import java.util.Objects;

/** The report of a survey as one HTML page without scripts or external resources, for screens, phones, screen readers and paper. */
public final class DomainHtml {
    private final DomainReport report;
    private final Markup out = new Markup();
    private final HtmlSurveyFindings findings;

    private DomainHtml(DomainReport report) {
        this.report = Objects.requireNonNull(report, "report");
        this.findings = new HtmlSurveyFindings(out, report);
    }

    /**
     * Renders a report.
     *
     * @param report any
     * @return a whole HTML document
     */
    public static String render(DomainReport report) {
        return new DomainHtml(report).render();
    }

    /**
     * Renders a report for the application's own page: the body of {@link #render(DomainReport)}, without its heading. It has no
     * script, no style attribute and no external resource, so it works on a page with
     * {@code Content-Security-Policy: style-src 'self'} that serves {@link #stylesheet()} as a file. Its anchors are unique only
     * within one report, so use one fragment per page.
     *
     * @param report any
     * @return an {@code article} element with the class {@code smtp-probe}, whose headings begin with {@code h2}
     */
    public static String fragment(DomainReport report) {
        return new DomainHtml(report).fragment();
    }

    /**
     * The style sheet of {@link #fragment(DomainReport)}, to be served as a file. It includes {@link HtmlReport#stylesheet()}, so
     * a site that shows both kinds of reports needs only this one.
     *
     * @return CSS, the same for every report of a release
     */
    public static String stylesheet() {
        return DomainStyles.SCOPED;
    }

    private String fragment() {
        out.raw("<article class=\"smtp-probe\">\n");
        standing();
        contents();
        sections();
        return out.raw("</article>\n").toString();
    }

    private String render() {
        head();
        out.raw("<body>\n<header>\n")
                .element("h1", "Survey of " + report.domain())
                .raw("\n");
        standing();
        out.raw("</header>\n");
        contents();
        out.raw("<main>\n");
        sections();
        out.raw("</main>\n<footer><small>Made by smtp-probe ").text(ProbeReport.libraryVersion());
        return out.raw(
                        ". This page loads nothing, runs no script and sends nothing.</small></footer>\n</body>\n</html>\n")
                .toString();
    }

    private void head() {
        out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .raw(DomainStyles.POLICY)
                .raw("\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
                .raw("<meta name=\"referrer\" content=\"no-referrer\">\n")
                .element("title", "Survey of " + report.domain() + ": " + SurveyWords.of(report))
                .raw("\n<style>")
                .raw(DomainStyles.TEXT)
                .raw("</style></head>\n");
    }

    private void standing() {
        String word = SurveyWords.of(report);
        out.raw("<p class=\"verdict ")
                .raw(SurveyWords.verdict(report).token())
                .raw("\"><strong>")
                .text(SurveyWords.mark(report) + " " + Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .raw("</strong>. ")
                .text(SurveyWords.meaning(report));
        out.raw("</p>\n<p><small>")
                .text(report.facts().started().toString().substring(0, 19).replace('T', ' '))
                .raw(" UTC");
        if (!report.facts().took().isZero()) {
            out.raw(", took ").text(SurveyWords.seconds(report.facts().took()));
        }
        out.raw("</small></p>\n");
    }

    private void contents() {
        out.raw("<nav aria-label=\"Contents\">\n<ul>\n");
        entry("outlook", "What senders do");
        report.rootCause().ifPresent(each -> entry("cause", "The cause"));
        findings.headings().forEach(this::entry);
        if (!report.upcomingChanges().isEmpty()) {
            entry("ahead", "What is ahead");
        }
        if (!report.snippets().isEmpty()) {
            entry("paste", "To paste");
        }
        entry("not-tested", "What was not tested");
        entry("exchangers", "Exchangers");
        entry("policies", "Policies");
        entry("look-ups", "Every look-up");
        entry("json", "The report as JSON");
        out.raw("</ul>\n</nav>\n");
    }

    private void entry(String anchor, String words) {
        out.raw("<li><a href=\"#").raw(anchor).raw("\">").text(words).raw("</a></li>\n");
    }

    private void sections() {
        new HtmlOutlook(out, report.outlook()).write();
        findings.cause();
        findings.others();
        new HtmlUpcoming(out, report).write();
        new HtmlExchangers(out, report).write();
        new HtmlPolicies(out, report.facts()).write();
        new HtmlLookUps(out, report.facts()).write();
        HtmlJson.write(out, report);
    }
}
