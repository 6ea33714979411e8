/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A report as plain text: first the verdict and its cause, then each step with its time, the reply and what it means, then
 * everything else worth knowing. The library's own words are at most about 100 columns wide.
 */
public final class TextReport {
    private static final int WIDTH = 96;
    private static final int NARROWEST = 40;
    private static final int QUOTED = 250;
    private static final int LABELS = 14;

    private final ProbeReport report;
    private final ReplyCatalogue catalogue;
    private final int width;
    private final Colours colours;
    private final StringBuilder out = new StringBuilder();
    /** The findings by the line of evidence that they are based on. */
    private final Map<String, Finding> resting = new HashMap<>();

    private TextReport(ProbeReport report, ReplyCatalogue catalogue, int width, Colours colours) {
        this.colours = colours;
        this.width = Math.max(NARROWEST, width);
        this.report = Objects.requireNonNull(report, "report");
        this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
        for (Finding finding : report.findings()) {
            for (String evidence : finding.evidence()) {
                resting.putIfAbsent(key(finding.attempt(), evidence), finding);
            }
        }
    }

    /** A key for a line of evidence. Evidence quotes long replies only in part, so the beginning has to identify them. */
    private static String key(OptionalInt attempt, String evidence) {
        return attempt + evidence.substring(0, Math.min(QUOTED, evidence.length()));
    }

    /**
     * Renders a report.
     *
     * @param report any
     * @return lines of text
     */
    public static String render(ProbeReport report) {
        return render(report, ReplyCatalogue.standard());
    }

    /**
     * Renders a report with another catalogue.
     *
     * @param report    any
     * @param catalogue explains replies
     * @return lines of text
     */
    public static String render(ProbeReport report, ReplyCatalogue catalogue) {
        return new TextReport(report, catalogue, WIDTH, Colours.NONE).render();
    }

    /**
     * Renders a report for a terminal.
     *
     * @param report any
     * @param width  the width of the terminal in columns, to which the library's own sentences are wrapped; at least 40 are used.
     *               What a server wrote stays on one line
     * @return lines of text
     */
    public static String render(ProbeReport report, int width) {
        return render(report, width, false);
    }

    /**
     * Renders a report for a terminal, optionally with the verdict, the marks of steps and the severities in the colours of
     * {@link AnsiTranscript}. Colour is never the only distinction: without the escape sequences, the text is that of
     * {@link #render(ProbeReport, int)}. What a server wrote is not coloured, and its own escape sequences are written out.
     *
     * @param report any
     * @param width  the width of the terminal in columns, to which the library's own sentences are wrapped; at least 40 are used
     * @param colour whether to use colours; see {@link AnsiTranscript#wanted}
     * @return lines of text
     */
    public static String render(ProbeReport report, int width, boolean colour) {
        return new TextReport(report, ReplyCatalogue.standard(), width, Colours.of(colour)).render();
    }

    private String render() {
        String verdict = Words.mark(report.verdict()) + " " + report.verdict();
        String took = report.took().isZero() ? "" : "  (" + seconds(report.took()) + ")";
        line(colours.verdict(report.verdict(), verdict) + "  "
                + report.request().target().name() + took);
        List<Finding> findings = report.findings();
        boolean led = !findings.isEmpty() && findings.get(0).severity() == Severity.ERROR;
        if (led) {
            lead(findings.get(0));
        } else {
            line("");
            boolean shown = report.passed() && !report.attempts().isEmpty();
            line("  " + (shown ? "Everything that was asked works." : report.publicSummary()));
        }
        names();
        report.attempts().forEach(this::attempt);
        lookedUp();
        List<Finding> others = led ? findings.subList(1, findings.size()) : findings;
        if (!others.isEmpty()) {
            line("");
            line("Also");
            others.forEach(this::other);
        }
        if (report.findingsLeftOut() > 0) {
            line("  and " + report.findingsLeftOut() + " more, left out of this report");
        }
        line("");
        NotAsked.of(report).ifPresent(words -> wrap("", words));
        line(("smtp-probe " + report.version()).strip() + ", "
                + report.started().truncatedTo(ChronoUnit.SECONDS));
        return out.toString();
    }

    private void other(Finding finding) {
        boolean follows = finding.consequenceOf().isPresent();
        String label = follows ? "follows" : finding.severity().token();
        labelled(
                follows ? "    " : "  ",
                label,
                follows ? colours.quiet(label) : colours.severity(finding.severity(), label),
                finding.summary());
    }

    private void lead(Finding finding) {
        line("");
        wrap("  ", finding.summary());
        labelled("  Why", finding.explanation());
        labelled("  What to do", finding.remedy());
        labelled("  Finding", finding.id() + (finding.reference().isEmpty() ? "" : ", see " + finding.reference()));
    }

    private void names() {
        List<NameLine> names = NameLine.of(report);
        if (!names.isEmpty()) {
            line("");
            line("Names");
            names.forEach(name -> row("  ", name.name(), 41, "  " + colours.marks(name.result())));
        }
    }

    private void lookedUp() {
        List<TargetLine> facts = TargetLine.of(report);
        if (!facts.isEmpty()) {
            line("");
            line("Looked up");
        }
        for (TargetLine fact : facts) {
            row("  " + fact.mark() + " ", fact.label(), 28, Columns.leftPadded(fact.time(), 11) + "  " + fact.result());
            fact.details().forEach(each -> wrap("      ", each));
        }
    }

    private void attempt(Attempt attempt) {
        line("");
        line(StepLine.heading(attempt));
        StepLine.leftOut(attempt).ifPresent(words -> line("  " + words));
        for (Fact fact : attempt.facts()) {
            String rest = Columns.leftPadded(StepLine.time(fact.took()), 11) + "  " + fact.description();
            row("  " + StepLine.mark(fact.state()) + " ", fact.label(), 28, rest);
            explain(attempt, fact);
            shown(fact);
        }
    }

    /** What a step showed besides its reply: a certificate, or the id of a message. */
    private void shown(Fact fact) {
        if (fact instanceof TlsHandshake handshake) {
            CertificateLines.of(handshake, report.started()).forEach(each -> wrap("      ", each));
        } else if (fact instanceof MessageTransfer message) {
            message.queueId()
                    .ifPresent(id -> wrap(
                            "      ",
                            "The server took the message as " + id + " (its queue id, to be found in its log)."));
        }
    }

    /**
     * Explains a refusal below it: by the finding that is based on it, or else by the catalogue. The leading finding of the
     * report is not repeated.
     */
    private void explain(Attempt attempt, Fact fact) {
        if (!(fact.outcome() instanceof Outcome.Rejected rejected)) {
            return;
        }
        Optional<Finding> finding =
                Optional.ofNullable(resting.get(key(OptionalInt.of(attempt.index()), "S " + rejected.reason())));
        if (finding.isEmpty()) {
            wrap("      ", catalogue.explain(fact.stage(), rejected.reason()).inGeneral());
        } else if (finding.get() != report.findings().get(0)) {
            wrap("      ", finding.get().explanation());
        }
    }

    private void labelled(String label, String text) {
        labelled("", label, label, text);
    }

    /** @param shown the label in its colour, which takes up no columns */
    private void labelled(String indent, String label, String shown, String text) {
        if (text.isEmpty()) {
            return;
        }
        String start = indent + shown + Columns.padded(indent + label, LABELS).substring((indent + label).length());
        for (String row : rows(text, width - LABELS)) {
            line(start + row);
            start = " ".repeat(LABELS);
        }
    }

    private void wrap(String indent, String text) {
        rows(text, width - indent.length()).forEach(row -> line(indent + row));
    }

    private static List<String> rows(String text, int width) {
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        int columns = 0;
        for (String word : text.split(" ", 0)) {
            int wide = Columns.of(word);
            if (row.length() > 0 && columns + 1 + wide > width) {
                rows.add(row.toString());
                row.setLength(0);
                columns = 0;
            }
            columns += row.length() == 0 ? wide : 1 + wide;
            row.append(row.length() == 0 ? "" : " ").append(word);
        }
        rows.add(row.toString());
        return rows;
    }

    /** A row of columns; a label that is too wide for its column gets a line of its own. */
    private void row(String mark, String label, int width, String rest) {
        boolean fits = Columns.of(label) < width;
        if (!fits) {
            line(colours.marks(mark) + label);
        }
        String first = fits ? colours.marks(mark) + Columns.padded(label, width) : " ".repeat(mark.length() + width);
        line((first + rest).stripTrailing());
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private static String seconds(Duration took) {
        long millis = took.toMillis();
        return millis < 1000 ? millis + " ms" : millis / 1000 + "." + millis % 1000 / 100 + " s";
    }
}
