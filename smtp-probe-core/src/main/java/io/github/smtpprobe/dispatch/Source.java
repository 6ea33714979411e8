/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchTarget;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The stream of targets, each with its number. It is read on a thread of its own while the batch runs, so a stream that blocks,
 * such as standard input, delays neither results nor the end. If the stream throws or supplies null, it has ended, and the
 * failure is kept until the other targets are done.
 */
final class Source implements AutoCloseable {
    /** So many targets may be read before they are taken; they count among those that are held. */
    static final int AHEAD = 16;

    /** A stream that heeds its interrupt ends within this; one that does not keeps its thread, and nothing else. */
    private static final long TO_END_MILLIS = 100;

    private final Iterator<BatchTarget> targets;
    private final Runnable wake;
    private final BlockingQueue<Read> read = new ArrayBlockingQueue<>(AHEAD - 1); // one more is in the reader's hands
    private final Thread reader = new Thread(this::read, "smtp-probe-batch-targets");
    private long taken;
    private volatile boolean ended;
    private Optional<BatchStopped> failure = Optional.empty();

    /**
     * Prepares the stream; nothing is read yet.
     *
     * @param wake is told, on the reading thread, that something was read
     */
    Source(Iterator<BatchTarget> targets, Runnable wake) {
        this.targets = targets;
        this.wake = wake;
        reader.setDaemon(true);
    }

    /** What the stream gave; with no target it is the end, and maybe why. */
    private record Read(Optional<BatchTarget> target, Optional<BatchStopped> failure) {}

    /**
     * A target with its number.
     *
     * @param number from 1
     * @param target to probe
     */
    record Numbered(long number, BatchTarget target) {}

    /** Begins to read. */
    Source begin() {
        reader.start();
        return this;
    }

    private void read() {
        boolean more = true;
        for (long number = 1; more; number++) {
            Read next = read(number);
            more = handOver(next) && next.target().isPresent();
        }
    }

    private Read read(long number) {
        try {
            return new Read(
                    targets.hasNext()
                            ? Optional.of(Objects.requireNonNull(targets.next(), "the target is null"))
                            : Optional.empty(),
                    Optional.empty());
        } catch (RuntimeException | Error broken) {
            return new Read(Optional.empty(), Optional.of(BatchStopped.targets(number, broken)));
        }
    }

    /** Waits for room, but not behind the end. Only that ends it: a stream may interrupt its own thread, or swallow our interrupt. */
    private boolean handOver(Read next) {
        while (!ended) {
            try {
                if (read.offer(next, TO_END_MILLIS, TimeUnit.MILLISECONDS)) {
                    wake.run();
                    return true;
                }
            } catch (InterruptedException told) {
                // whether it is the end is asked again
            }
        }
        return false;
    }

    /** The next target, if one was read by now. */
    Optional<Numbered> next() {
        Read next = ended ? null : read.poll();
        if (next == null) {
            return Optional.empty();
        }
        if (next.target().isPresent()) {
            taken++;
            return Optional.of(new Numbered(taken, next.target().get()));
        }
        failure = next.failure();
        ended = true;
        return Optional.empty();
    }

    /** {@return whether something was read that is not taken} */
    boolean ready() {
        return !read.isEmpty();
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

    /** Ends the reading: what is behind the stream may be closed then. */
    @Override
    public void close() {
        ended = true;
        reader.interrupt();
        try {
            reader.join(TO_END_MILLIS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
