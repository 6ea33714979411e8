/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchProgress;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.report.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows progress in one line that fits the terminal: a longer one would wrap, and could not be overwritten. The least important
 * parts are left out first.
 */
final class ProgressBar {
    private static final int METER = 24;

    private final int most;

    /**
     * Creates a bar.
     *
     * @param columns of the terminal; the last one stays free, since some wrap behind it
     */
    ProgressBar(int columns) {
        this.most = Math.max(1, columns - 1);
    }

    /** A part of the line; those with the highest rank are left out first. */
    private record Part(int rank, String text) {}

    String line(BatchProgress progress) {
        List<Part> parts = parts(progress);
        while (parts.size() > 1 && text(parts).length() > most) {
            parts.remove(parts.stream().max(Comparator.comparingInt(Part::rank)).orElseThrow());
        }
        String text = text(parts);
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static String text(List<Part> parts) {
        return parts.stream().map(Part::text).collect(Collectors.joining(", ")).replaceFirst("\\], ", "] ");
    }

    private static List<Part> parts(BatchProgress progress) {
        List<Part> parts = new ArrayList<>();
        long all = progress.expected().orElse(0);
        if (all > 0) {
            parts.add(new Part(2, meter(progress.done() + progress.summary().leftOut(), all)));
        }
        parts.add(new Part(0, progress.done() + (all > 0 ? " of " + all : "") + " done"));
        parts.add(new Part(6, progress.running() + " running"));
        parts.add(new Part(7, progress.waiting() + " waiting"));
        verdicts(progress, parts);
        parts.add(new Part(8, String.format(Locale.ROOT, "%.1f a second", progress.perSecond())));
        progress.remaining()
                .filter(left -> progress.running() + progress.waiting() > 0)
                .ifPresent(left -> parts.add(new Part(1, "about " + ShownProgress.time(left) + " left")));
        return parts;
    }

    private static void verdicts(BatchProgress progress, List<Part> parts) {
        Map<Verdict, Long> verdicts = progress.summary().verdicts();
        Map<Standing, Long> domains = progress.summary().standings();
        verdicts.forEach((verdict, count) -> add(parts, verdict == Verdict.FAILED ? 3 : 4, count, verdict.token()));
        domains.forEach((standing, count) -> add(parts, standing == Standing.AT_RISK ? 3 : 4, count, standing.token()));
        long untested = progress.summary().targets() - ShownProgress.sum(verdicts) - ShownProgress.sum(domains);
        add(parts, 5, untested, "not tested");
        add(parts, 5, progress.summary().leftOut(), "left out");
    }

    /** Adds a count, unless it is zero. */
    private static void add(List<Part> parts, int rank, long count, String word) {
        if (count > 0) {
            parts.add(new Part(rank, count + " " + word));
        }
    }

    private static String meter(long done, long all) {
        int full = (int) (Math.min(done, all) * METER / all);
        return "[" + "#".repeat(full) + ".".repeat(METER - full) + "]";
    }
}
