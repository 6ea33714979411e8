/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchTarget;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Records which targets were begun and which are done, in a file to which lines are only appended: {@code begun 12 9f86d081
 * 5feceb66} before the first connection of target 12, with check sums of that target and of what it is asked, and {@code done
 * 12} once the output has its result. What was written survives the end of the JVM, however it comes; a power failure may lose
 * the last seconds. Used only by the thread that runs the batch.
 */
final class Journal implements AutoCloseable {
    /**
     * Not a channel, because an interrupt would close it; and not a second file, because closing one gives up the lock of the
     * other.
     */
    private final Optional<RandomAccessFile> file;

    private final JournalRead before;
    private final LongPredicate done;

    private Journal(Optional<RandomAccessFile> file, JournalRead before, LongPredicate done) {
        this.file = file;
        this.before = before;
        this.done = done;
    }

    /** Begins a journal, or continues one. Without a place, nothing is recorded. */
    static Journal open(Optional<JournalPlace> place) {
        if (place.isEmpty()) {
            return new Journal(Optional.empty(), new JournalRead(), number -> false);
        }
        try {
            return opened(place.get());
        } catch (IOException | IllegalArgumentException unusable) {
            throw BatchStopped.unopened("to open: " + place.get().file() + ": " + unusable.getMessage(), unusable);
        }
    }

    private static Journal opened(JournalPlace place) throws IOException {
        RandomAccessFile file = new RandomAccessFile(place.file().toFile(), "rw");
        try {
            lock(file);
            if (file.length() > 0 && !place.resume()) {
                throw new IllegalArgumentException("there is one already, of a batch that can be resumed");
            }
            JournalRead before = JournalRead.of(new FileInputStream(file.getFD()));
            Journal journal =
                    new Journal(Optional.of(file), before, place.written().orElse(before::done));
            journal.begin();
            return journal;
        } catch (IOException | RuntimeException unusable) {
            file.close(); // this also releases the lock
            throw unusable;
        }
    }

    private static void lock(RandomAccessFile file) throws IOException {
        try {
            if (file.getChannel().tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException held) {
            throw new IOException("another batch is writing it", held);
        }
        throw new IOException("another batch is writing it");
    }

    /** Cuts off a last line that was not completely written. */
    private void begin() throws IOException {
        if (file.isPresent()) {
            file.get().setLength(before.length());
            file.get().seek(before.length());
        }
        if (before.length() == 0) {
            write(JournalRead.HEAD);
        }
    }

    /**
     * Whether an earlier run has done a target. Refuses a stream that has a different target in its place, or other questions.
     */
    boolean hasDone(Source.Numbered next) {
        if (before.begun(next.number())) {
            check(next.number(), before.sums(next.number()), JournalSums.of(next.target()));
        }
        try {
            return done.test(next.number());
        } catch (RuntimeException | Error broken) {
            throw BatchStopped.output(next.number(), broken);
        }
    }

    private static void check(long number, JournalSums then, JournalSums now) {
        if (then.target() != now.target()) {
            throw unlike("target " + number + " was another one; to resume, they must be the same and in the"
                    + " same order");
        }
        if (then.asked() != now.asked()) {
            throw unlike("target " + number + " was asked otherwise: to go on, the options for what is asked (such as"
                    + " EHLO name, envelope, TLS mode, limits of time) must be those of the earlier run; with others,"
                    + " begin anew, with another journal and output");
        }
    }

    private static BatchStopped unlike(String how) {
        return BatchStopped.journal("to fit the targets: " + how, new IllegalArgumentException(how));
    }

    /** Whether an earlier run has begun a target. */
    boolean hasBegun(long number) {
        return before.begun(number);
    }

    /** Refuses a stream that ended before a target that was begun. */
    void ended(long taken) {
        if (before.highest() > taken) {
            throw unlike("there were at least " + before.highest() + " targets, and now there are " + taken
                    + ": to resume, they must be the same and in the same order");
        }
    }

    void begin(long number, BatchTarget target) {
        if (file.isPresent()) {
            JournalSums sums = JournalSums.of(target);
            write("begun " + number + String.format(" %08x %08x", sums.target(), sums.asked()));
        }
    }

    void done(long number) {
        if (file.isPresent()) {
            write("done " + number);
        }
    }

    private void write(String line) {
        if (file.isPresent()) {
            try {
                file.get().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException full) {
                throw BatchStopped.journal("to take a line: " + full.getMessage(), full);
            }
        }
    }

    @Override
    public void close() {
        if (file.isPresent()) {
            try {
                file.get().close();
            } catch (IOException full) {
                throw BatchStopped.journal("to close: " + full.getMessage(), full);
            }
        }
    }
}
