/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import java.time.Duration;

/**
 * One scale for the bars of all attempts of a report: a bar begins where its step did, counted from the beginning of the probe
 * or, if it is not known when the attempt began, from the beginning of the attempt. Immutable.
 */
final class TimeScale {
    private static final int WIDTH = 1000;

    private final long whole;

    private TimeScale(long whole) {
        this.whole = Math.max(1, whole);
    }

    static TimeScale of(ProbeReport report) {
        long end = report.attempts().stream().mapToLong(TimeScale::end).max().orElse(0);
        return new TimeScale(Math.max(end, report.took().toNanos()));
    }

    private static long begin(Attempt attempt) {
        return attempt.began().map(Duration::toNanos).orElse(0L);
    }

    private static long end(Attempt attempt) {
        long steps = attempt.facts().stream()
                .mapToLong(fact -> fact.took().toNanos())
                .sum();
        return begin(attempt) + Math.max(steps, attempt.took().toNanos());
    }

    /** The origin of its bars, in words; empty if there are none. */
    String words(Attempt attempt) {
        if (attempt.facts().stream().allMatch(fact -> fact.took().isZero())) {
            return "";
        }
        return "0 to " + StepLine.time(Duration.ofNanos(whole))
                + (attempt.began().isPresent() ? " of the probe" : " of this attempt");
    }

    /** Draws the bars of an attempt, one step after the other. */
    Bars bars(Attempt attempt) {
        return new Bars(begin(attempt));
    }

    /** The bars of one attempt, and where the next one begins. Not thread-safe. */
    final class Bars {
        private long at;

        private Bars(long begin) {
            this.at = begin;
        }

        void draw(Markup out, Fact fact) {
            long took = fact.took().toNanos();
            if (took > 0) {
                long from = WIDTH * at / whole;
                long width = Math.max(4, WIDTH * took / whole);
                out.raw("<svg class=\"bar ")
                        .raw(fact.state() == Fact.State.FAILED ? "failed" : "done")
                        .raw("\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\"><rect x=\"")
                        .raw(Math.min(from, WIDTH - 4))
                        .raw("\" width=\"")
                        .raw(width)
                        .raw("\" height=\"10\"/></svg>");
            }
            at += took;
        }
    }
}
