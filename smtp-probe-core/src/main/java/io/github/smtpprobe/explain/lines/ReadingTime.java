/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The time limit for reading a text; it is over when a deadline passes or the thread is interrupted. Every loop over lines
 * checks it for each line. Used by one thread; it does not change the interrupt flag.
 */
public final class ReadingTime {
    private final Deadline deadline;
    private final Duration limit;

    private ReadingTime(Deadline deadline, Duration limit) {
        this.deadline = deadline;
        this.limit = limit;
    }

    public static ReadingTime until(Deadline deadline) {
        return new ReadingTime(deadline, deadline.remaining());
    }

    /** Begins now. */
    public static ReadingTime within(Duration limit, Ticker ticker) {
        return new ReadingTime(Deadline.after(limit, ticker), limit);
    }

    /** When it is over. */
    public Deadline deadline() {
        return deadline;
    }

    /** The time limit that was given. */
    public Duration limit() {
        return limit;
    }

    public boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    /**
     * Checks whether there is time to continue.
     *
     * @throws Over if there is not
     */
    public void check() {
        if (interrupted() || deadline.expired()) {
            throw new Over();
        }
    }

    /** The same lines, which check the time whenever one of them is read. */
    List<String> over(List<String> lines) {
        return new Watched(lines);
    }

    /** Thrown if there is no time to continue. It ends the reading at any point, and is caught where the reading began. */
    public static final class Over extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Over() {
            super("no time is left to read", null, false, false);
        }
    }

    private final class Watched extends AbstractList<String> implements RandomAccess {
        private final List<String> lines;

        Watched(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public String get(int index) {
            check();
            return lines.get(index);
        }

        @Override
        public int size() {
            return lines.size();
        }
    }
}
