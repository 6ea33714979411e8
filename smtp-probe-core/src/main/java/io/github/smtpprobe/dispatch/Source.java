/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchTarget;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;

/** The stream of targets, each with its number. One that throws, or gives null, has ended; what it did is kept until the others are done. */
final class Source {
    private final Iterator<BatchTarget> targets;
    private long taken;
    private boolean ended;
    private Optional<BatchStopped> failure = Optional.empty();

    Source(Iterator<BatchTarget> targets) {
        this.targets = targets;
    }

    /**
     * A target with its number.
     *
     * @param number from 1
     * @param target to probe
     */
    record Numbered(long number, BatchTarget target) {}

    Optional<Numbered> next() {
        try {
            if (!ended && targets.hasNext()) {
                BatchTarget target = Objects.requireNonNull(targets.next(), "the target is null");
                taken++;
                return Optional.of(new Numbered(taken, target));
            }
        } catch (RuntimeException | Error broken) {
            failure = Optional.of(BatchStopped.targets(taken + 1, broken));
        }
        ended = true;
        return Optional.empty();
    }

    /** {@return how many were taken} */
    long taken() {
        return taken;
    }

    /** Takes no more. */
    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    /** {@return what the stream did that failed} */
    Optional<BatchStopped> failure() {
        return failure;
    }
}
