/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchListener;
import io.github.smtpprobe.batch.BatchProgress;
import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.report.Verdict;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows progress: on a terminal as a bar that is redrawn, elsewhere as lines. */
final class ShownProgress implements BatchListener {
    private final PrintWriter err;
    private final Optional<ProgressBar> bar;
    private boolean shown;

    private ShownProgress(PrintWriter err, Optional<ProgressBar> bar) {
        this.err = err;
        this.bar = bar;
    }

    /** On a terminal with this number of columns. */
    static ShownProgress bar(PrintWriter err, int columns) {
        return new ShownProgress(err, Optional.of(new ProgressBar(columns)));
    }

    /** Elsewhere. */
    static ShownProgress lines(PrintWriter err) {
        return new ShownProgress(err, Optional.empty());
    }

    /** The interval between updates; shorter for a bar, since lines add up. */
    Duration every() {
        return Duration.ofSeconds(bar.isPresent() ? 1 : 10);
    }

    @Override
    public void progress(BatchProgress progress) {
        if (bar.isPresent()) {
            err.print("\r" + bar.get().line(progress) + "\u001b[K");
            shown = true;
        } else if (progress.done() > 0) {
            err.println(words(progress));
        }
        err.flush();
    }

    /** Ends the line of the bar, if there is one. */
    void end() {
        if (shown) {
            err.println();
            err.flush();
        }
    }

    private String words(BatchProgress progress) {
        Map<Verdict, Long> verdicts = progress.summary().verdicts();
        StringBuilder words = new StringBuilder().append(progress.done());
        progress.expected().ifPresent(all -> words.append(" of ").append(all));
        words.append(" done, ").append(progress.running()).append(" running, ");
        words.append(progress.waiting()).append(" waiting; ");
        verdicts.forEach((verdict, count) ->
                words.append(count).append(' ').append(verdict.token()).append(", "));
        Map<Standing, Long> domains = progress.summary().standings();
        if (sum(domains) > 0) {
            domains.forEach((standing, count) ->
                    words.append(count).append(' ').append(standing.token()).append(", "));
        }
        long untested = progress.summary().targets() - sum(verdicts) - sum(domains);
        words.append(untested == 0 ? "" : untested + " not tested, ");
        long leftOut = progress.summary().leftOut();
        words.append(leftOut == 0 ? "" : leftOut + " left out, ");
        words.append(String.format(Locale.ROOT, "%.1f a second", progress.perSecond()));
        progress.remaining()
                .filter(left -> progress.running() + progress.waiting() > 0)
                .ifPresent(left -> words.append(", about ").append(time(left)).append(" left"));
        return words.toString();
    }

    static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    static String time(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }
}
