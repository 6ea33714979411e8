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
    /** How many targets may be read ahead; they count among those that are held. */
    static final int AHEAD = 16;

    /** A stream that obeys an interrupt ends within this time. One that does not occupies its thread, and nothing else. */
    private static final long TO_END_MILLIS = 100;

    private final Iterator<BatchTarget> targets;
    private final Runnable wake;
    private final BlockingQueue<Read> read = new ArrayBlockingQueue<>(AHEAD - 1); // one more is held by the reader
    private final Thread reader = new Thread(this::read, "smtp-probe-batch-targets");
    private long taken;
    private volatile boolean ended;
    private Optional<BatchStopped> failure = Optional.empty();

    /**
     * Prepares the stream; nothing is read yet.
     *
     * @param wake called on the reading thread when something was read
     */
    Source(Iterator<BatchTarget> targets, Runnable wake) {
        this.targets = targets;
        this.wake = wake;
        reader.setDaemon(true);
    }

    /** An item from the stream; without a target it is the end, perhaps with the reason. */
    private record Read(Optional<BatchTarget> target, Optional<BatchStopped> failure) {}

    /**
     * A target with its number.
     *
     * @param number its number, counted from 1
     * @param target the target
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

    /**
     * Waits for room, but not after the end. Only that ends the wait, since a stream may interrupt its own thread, or swallow
     * our interrupt.
     */
    private boolean handOver(Read next) {
        while (!ended) {
            try {
                if (read.offer(next, TO_END_MILLIS, TimeUnit.MILLISECONDS)) {
                    wake.run();
                    return true;
                }
            } catch (InterruptedException told) {
                // the loop checks whether it is the end
            }
        }
        return false;
    }

    /** The next target, if one has been read. */
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

    /** {@return whether something was read that has not been taken} */
    boolean ready() {
        return !read.isEmpty();
    }

    /** {@return how many were taken} */
    long taken() {
        return taken;
    }

    /** Accepts nothing more. */
    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    /** {@return how the stream failed, if it did} */
    Optional<BatchStopped> failure() {
        return failure;
    }

    /** Ends the reading: afterwards, the resource behind the stream may be closed. */
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
