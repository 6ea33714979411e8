/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.UpcomingChange;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The report of a survey as plain text: first what each sender does with mail for the domain, then the cause and its remedy, what
 * else was found, what lies ahead and what to paste, then everything that was seen. No line exceeds the requested width, except
 * for a record to paste that cannot be wrapped.
 */
public final class DomainText {
    private static final int WIDTH = 80;
    private static final int NARROWEST = 60;
    private static final int MOST = 200;
    private static final int LABELS = 14;

    private final DomainReport report;
    private final TextLines out;

    private DomainText(DomainReport report, int width, Colours colours) {
        this.report = Objects.requireNonNull(report, "report");
        this.out = new TextLines(Math.max(NARROWEST, width), colours);
    }

    /**
     * Renders a report in 80 columns.
     *
     * @param report any
     * @return lines of text
     */
    public static String render(DomainReport report) {
        return render(report, WIDTH, false);
    }

    /**
     * Renders a report for a terminal, optionally in the colours of {@link AnsiTranscript}, which are never the only distinction.
     *
     * @param report any
     * @param width  the width of the terminal in columns; at least 60 are used
     * @param colour whether to use colours, see {@link AnsiTranscript#wanted}
     * @return lines of text
     */
    public static String render(DomainReport report, int width, boolean colour) {
        return new DomainText(report, width, Colours.of(colour)).render();
    }

    private String render() {
        headline();
        OutlookText outlook = new OutlookText(out, report.outlook());
        outlook.write();
        findings();
        ahead();
        snippets();
        notTested();
        mx();
        new ExchangerText(out, report, outlook).write();
        new EvidenceText(out, report.facts()).write();
        out.put("");
        out.text(
                0,
                ("smtp-probe " + ProbeReport.libraryVersion()).strip() + ", "
                        + report.facts().started().truncatedTo(ChronoUnit.SECONDS));
        return out.toString();
    }

    private void headline() {
        String label = SurveyWords.mark(report) + " " + SurveyWords.of(report).toUpperCase(Locale.ROOT);
        String took = report.facts().took().isZero()
                ? ""
                : "  (" + SurveyWords.seconds(report.facts().took()) + ")";
        out.labelled(
                0,
                label,
                label.length() + 2,
                report.domain() + took,
                out.colours().verdict(SurveyWords.verdict(report), label));
        out.put("");
        out.text(2, SurveyWords.meaning(report));
    }

    private void findings() {
        Optional<Finding> cause = report.rootCause();
        cause.ifPresent(finding -> {
            out.heading("The cause");
            out.text(2, finding.summary());
            labelled("Why", finding.explanation());
            labelled("What to do", finding.remedy());
            labelled("Who can act", Words.of(finding.actor()));
            labelled("Finding", finding.id() + (finding.reference().isEmpty() ? "" : ", see " + finding.reference()));
        });
        List<Alike> others = Alike.of(report.findings().stream()
                .filter(each -> cause.filter(one -> one == each).isEmpty())
                .toList());
        if (!others.isEmpty()) {
            out.heading(cause.isPresent() ? "Also found" : "Found");
        }
        Shortened.of(others, MOST, each -> other(each.first()), rest -> out.text(2, rest));
    }

    private void other(Finding finding) {
        boolean follows = finding.consequenceOf().isPresent();
        String label = follows ? "follows" : finding.severity().token();
        out.labelled(
                2,
                label,
                LABELS,
                finding.summary() + " (" + finding.id() + ")",
                follows ? out.colours().quiet(label) : out.colours().severity(finding.severity(), label));
        if (!follows && finding.severity() != Severity.INFO) {
            more("Why", finding.explanation());
            more("What to do", finding.remedy());
            more("Who can act", Words.of(finding.actor()));
        }
    }

    private void more(String label, String text) {
        if (!text.isEmpty()) {
            out.text(LABELS, label + ": " + text);
        }
    }

    private void labelled(String label, String text) {
        if (!text.isEmpty()) {
            out.labelled(2, label, LABELS + 2, text);
        }
    }

    private void ahead() {
        if (!report.upcomingChanges().isEmpty()) {
            out.heading("What is ahead");
        }
        Shortened.of(report.upcomingChanges(), MOST, this::ahead, rest -> out.text(2, rest));
    }

    private void ahead(UpcomingChange each) {
        out.labelled(
                2,
                each.when().map(SurveyWords::day).orElse("some day"),
                LABELS,
                SurveyWords.of(each.kind())
                        + (each.subject().isEmpty() ? "" : " of " + each.subject())
                        + (each.breaks() ? ", which can stop mail of some senders: " : ": ")
                        + each.sentence());
    }

    private void snippets() {
        if (!report.snippets().isEmpty()) {
            out.heading("To paste");
        }
        Shortened.of(report.snippets(), MOST, this::snippet, rest -> out.text(2, rest));
    }

    private void snippet(Snippet snippet) {
        if (snippet != report.snippets().get(0)) {
            out.put("");
        }
        out.text(2, SurveyWords.of(snippet.kind()) + ". " + snippet.purpose());
        out.put("");
        PasteText.lines(snippet, out.width()).forEach(out::put);
    }

    private void notTested() {
        out.heading("What was not tested");
        NotSurveyed.of(report).forEach(each -> out.text(2, each));
    }

    private void mx() {
        out.heading("Where mail goes");
        DnsAnswer mx = report.facts().mx();
        String trouble = DnsWords.trouble(mx);
        out.labelled(
                2,
                DnsWords.mark(mx.security()),
                4,
                mx.question() + ": " + DnsWords.of(mx) + (trouble.isEmpty() ? "" : ": " + trouble));
        DnsWords.records(mx).forEach(each -> out.text(6, each));
        report.facts()
                .rootValidation()
                .filter(RootValidation::sound)
                .ifPresent(rootValidation -> out.text(4, DnsWords.of(rootValidation)));
        report.facts()
                .rootValidation()
                .filter(rootValidation -> !rootValidation.missingKeys().isEmpty())
                .ifPresent(rootValidation -> out.text(
                        4,
                        "The root zone has keys that no trust anchor here names: " + rootValidation.missingKeys()
                                + ". New anchors are due."));
    }
}
