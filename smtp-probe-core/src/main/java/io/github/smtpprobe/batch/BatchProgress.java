/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** How far a batch is: a snapshot. Immutable and thread-safe. */
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
     * A snapshot.
     *
     * @param summary  figures over all that is done
     * @param running  how many targets are probed now
     * @param waiting  how many targets were taken from the stream and wait for an answer of DNS, or for their turn
     * @param expected how many targets there are in all, where the caller has said it
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

    /** {@return figures over all that is done: counts of verdicts and states, findings, latency} */
    public BatchSummary summary() {
        return summary;
    }

    /** {@return how many targets are done, those included that an earlier run had done; what was cancelled is not} */
    public long done() {
        return ended() + summary.doneBefore();
    }

    private long ended() {
        return summary.targets() - summary.states().getOrDefault(BatchResult.State.CANCELLED, 0L);
    }

    /** {@return how many targets are probed now} */
    public int running() {
        return running;
    }

    /** {@return how many targets were taken from the stream and wait for an answer of DNS, or for their turn} */
    public int waiting() {
        return waiting;
    }

    /** {@return how many targets there are in all, those included that are left out, where the caller has said it} */
    public OptionalLong expected() {
        return expected;
    }

    /** {@return how many targets this run has done in each second of its time so far} */
    public double perSecond() {
        double seconds = summary.took().toNanos() / 1e9;
        return seconds > 0 ? ended() / seconds : 0;
    }

    /** {@return how much longer it takes at the rate so far; empty where the number of all is not known, or nothing is done yet} */
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
