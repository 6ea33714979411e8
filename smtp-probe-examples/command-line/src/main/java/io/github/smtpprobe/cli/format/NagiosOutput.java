/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The output of a plugin for Nagios, Icinga, Naemon and similar monitors: a line with status and performance data, followed by
 * details (Monitoring Plugins Development Guidelines, Plugin Output for Nagios and Performance data). Foreign text loses the
 * characters that would end the text, the line or a quotation in the shells of notification commands.
 */
public final class NagiosOutput {
    private static final int FIRST_LINE = 200;
    private static final int LINE = 400;
    /** NRPE and old versions of Nagios cut off at 4 KiB. */
    private static final int ALL = 4_000;

    private static final String QUOTES = "\"'`";
    private static final String PERILOUS = "|$\\<>&\n\r\t";
    private static final String HARMLESS = "/_/()+   ";

    private final ProbeReport report;
    private final Thresholds thresholds;
    private final Gate gate;
    private final Optional<Instant> notAfter;
    private final List<Reason> reasons = new ArrayList<>();

    private record Reason(NagiosStatus status, String words) {}

    private NagiosOutput(ProbeReport report, Thresholds thresholds, Gate gate) {
        this.report = report;
        this.thresholds = thresholds;
        this.gate = gate;
        this.notAfter = Shown.notAfter(report);
        verdict();
        time();
        days();
    }

    /**
     * Judges a report.
     *
     * @param report     any
     * @param thresholds of time and certificate
     * @param gate       which findings do not count
     * @return status and text
     */
    public static NagiosOutput of(ProbeReport report, Thresholds thresholds, Gate gate) {
        return new NagiosOutput(report, thresholds, gate);
    }

    /**
     * Tells a monitor that nothing was tested.
     *
     * @param why lines of text
     * @return one line, and more if there are more
     */
    public static String unknown(String why) {
        List<String> lines = why.lines().filter(line -> !line.isBlank()).toList();
        String first = lines.isEmpty() ? "nothing was tested" : lines.get(0);
        return within(
                head(NagiosStatus.UNKNOWN, first) + "\n", lines.stream().skip(1).toList());
    }

    /** {@return the worst status of all that was found} */
    public NagiosStatus status() {
        return reasons.stream().map(Reason::status).max(NagiosStatus::compareTo).orElse(NagiosStatus.OK);
    }

    /** {@return the text to print} */
    public String text() {
        String first = head(status(), Shown.target(report) + ": " + words()) + "|" + performance() + "\n";
        return within(first, report.findings().stream().map(NagiosOutput::line).toList());
    }

    private void verdict() {
        if (report.verdict() == Verdict.PASSED) {
            report.findings().stream()
                    .filter(each -> each.severity() != Severity.INFO && gate.counts(each))
                    .filter(each -> !(thresholds.days() && each.id().equals("cert.expiring")))
                    .forEach(each -> add(NagiosStatus.WARNING, each.summary()));
            return;
        }
        NagiosStatus status = report.verdict() == Verdict.FAILED ? NagiosStatus.CRITICAL : NagiosStatus.UNKNOWN;
        add(status, report.rootCause().map(Finding::summary).orElse("see the transcript"));
    }

    /** Judges the time taken, which is only meaningful if the server works. */
    private void time() {
        if (report.verdict() != Verdict.PASSED) {
            return;
        }
        if (!later(thresholds.criticalTime(), NagiosStatus.CRITICAL)) {
            later(thresholds.warningTime(), NagiosStatus.WARNING);
        }
    }

    private boolean later(Optional<Duration> limit, NagiosStatus status) {
        boolean late = limit.isPresent() && report.took().compareTo(limit.get()) > 0;
        if (late) {
            add(
                    status,
                    "the probe took " + Shown.seconds(report.took(), 3) + " s, longer than "
                            + Shown.seconds(limit.get(), 3) + " s");
        }
        return late;
    }

    private void days() {
        if (!thresholds.days()) {
            return;
        }
        if (notAfter.isEmpty()) {
            add(NagiosStatus.UNKNOWN, "no certificate was seen");
            return;
        }
        if (!fewer(thresholds.criticalDays(), NagiosStatus.CRITICAL)) {
            fewer(thresholds.warningDays(), NagiosStatus.WARNING);
        }
    }

    private boolean fewer(OptionalLong limit, NagiosStatus status) {
        long left = Shown.days(report, notAfter.orElseThrow());
        boolean few = limit.isPresent() && left < limit.getAsLong();
        if (few) {
            add(status, left < 0 ? "a certificate has expired" : "a certificate is valid for " + days(left));
        }
        return few;
    }

    private void add(NagiosStatus status, String words) {
        reasons.add(new Reason(status, words));
    }

    private String words() {
        if (reasons.isEmpty()) {
            String certificate = notAfter.map(end -> ", certificate valid for " + days(Shown.days(report, end)))
                    .orElse("");
            return "everything that was asked works" + certificate;
        }
        return reasons.stream()
                .filter(each -> each.status() == status())
                .map(each -> each.words().endsWith(".")
                        ? each.words().substring(0, each.words().length() - 1)
                        : each.words())
                .collect(Collectors.joining("; "));
    }

    private static String days(long count) {
        return count == 1 ? "1 day" : count + " days";
    }

    private String performance() {
        StringBuilder out = new StringBuilder("time=" + Shown.seconds(report.took(), 6) + "s;");
        out.append(thresholds.warningTime().map(Shown::seconds).orElse(""))
                .append(';')
                .append(thresholds.criticalTime().map(Shown::seconds).orElse(""))
                .append(";0");
        notAfter.ifPresent(end -> out.append(" days_left=")
                .append(Shown.days(report, end))
                .append(';')
                .append(least(thresholds.warningDays()))
                .append(';')
                .append(least(thresholds.criticalDays())));
        return out.toString();
    }

    /** A range without an upper limit. */
    private static String least(OptionalLong days) {
        return days.isPresent() ? days.getAsLong() + ":" : "";
    }

    private static String head(NagiosStatus status, String words) {
        return Shown.cut("SMTP " + status + " - " + harmless(words), FIRST_LINE);
    }

    private static String line(Finding finding) {
        return "[" + finding.severity().token() + "] " + finding.id() + ": " + finding.summary()
                + (finding.remedy().isEmpty() ? "" : " What to do: " + finding.remedy());
    }

    private static String within(String first, List<String> lines) {
        StringBuilder out = new StringBuilder(first);
        int room = ALL - octets(first);
        for (String each : lines) {
            String line = Shown.cut(harmless(each), LINE) + "\n";
            room -= octets(line);
            if (room < 0) {
                break;
            }
            out.append(line);
        }
        return out.toString();
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Removes the characters that monitors and their shells would interpret. Foreign control characters have been made visible
     * before.
     */
    private static String harmless(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            int at = PERILOUS.indexOf(each);
            if (at >= 0) {
                out.append(HARMLESS.charAt(at));
            } else if (QUOTES.indexOf(each) < 0) {
                out.append(Character.isISOControl(each) ? '?' : each);
            }
        }
        return out.toString();
    }
}
