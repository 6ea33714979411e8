/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** A snapshot of a batch's progress. Immutable and thread-safe. */
public final class BatchProgress {
    private final BatchSummary summary;
    private final int running;
    private final int waiting;
    private final OptionalLong expected;

    private BatchProgress(BatchSummary summary, int running, int waiting, OptionalLong expected) {
        this.summary = summary;
        this.running = running;
        this.waiting = waiting;
        this.expected = expected;
    }

    /**
     * Makes a snapshot.
     *
     * @param summary  figures over all finished targets
     * @param running  how many targets are being probed
     * @param waiting  how many targets were taken from the stream and wait for DNS or for their turn
     * @param expected how many targets there are in all, if the caller has said so
     * @return the snapshot
     * @throws IllegalArgumentException if a number is negative
     */
    public static BatchProgress of(BatchSummary summary, int running, int waiting, OptionalLong expected) {
        if (running < 0 || waiting < 0) {
            throw new IllegalArgumentException((running < 0 ? "running" : "waiting") + ": is negative");
        }
        return new BatchProgress(
                Objects.requireNonNull(summary, "summary"),
                running,
                waiting,
                Objects.requireNonNull(expected, "expected"));
    }

    /** {@return figures over all finished targets: counts of verdicts and states, findings, latency} */
    public BatchSummary summary() {
        return summary;
    }

    /** {@return how many targets are done, including those of an earlier run; cancelled targets do not count} */
    public long done() {
        return ended() + summary.doneBefore();
    }

    private long ended() {
        return summary.targets() - summary.states().getOrDefault(BatchResult.State.CANCELLED, 0L);
    }

    /** {@return how many targets are being probed} */
    public int running() {
        return running;
    }

    /** {@return how many targets were taken from the stream and wait for DNS or for their turn} */
    public int waiting() {
        return waiting;
    }

    /** {@return how many targets there are in all, including those left out, if the caller has said so} */
    public OptionalLong expected() {
        return expected;
    }

    /** {@return how many targets this run has finished per second so far} */
    public double perSecond() {
        double seconds = summary.took().toNanos() / 1e9;
        return seconds > 0 ? ended() / seconds : 0;
    }

    /** {@return the remaining time at the rate so far; empty if the total is not known, or nothing is done yet} */
    public Optional<Duration> remaining() {
        if (expected.isEmpty() || ended() == 0) {
            return Optional.empty();
        }
        double each = (double) summary.took().toNanos() / ended();
        long left = Math.max(0, expected.getAsLong() - done() - summary.leftOut());
        return Optional.of(Duration.ofNanos((long) (each * left)));
    }

    /** {@return done, running and waiting on one line} */
    @Override
    public String toString() {
        String all = expected.isPresent() ? " of " + expected.getAsLong() : "";
        return done() + all + " done, " + running + " running, " + waiting + " waiting";
    }
}
