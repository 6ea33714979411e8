/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchStopped;
import io.github.smtpprobe.batch.BatchTarget;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Which targets were begun and which are done, in a file to which lines are only added: {@code begun 12 9f86d081} before the first connection of
 * target 12, with a check sum of that target, and {@code done 12} once the output has its result. What is written survives the end of this
 * Java machine, however it comes; a power failure may take the last seconds. Belongs to the thread that runs the batch.
 */
final class Journal implements AutoCloseable {
    private final Optional<FileOutputStream> out;
    private final JournalRead before;

    private Journal(Optional<FileOutputStream> out, JournalRead before) {
        this.out = out;
        this.before = before;
    }

    /** Begins a journal, or goes on with one; one that keeps nothing, if no place is given. */
    static Journal open(Optional<JournalPlace> place) {
        if (place.isEmpty()) {
            return new Journal(Optional.empty(), new JournalRead());
        }
        Path file = place.get().file();
        try {
            boolean old = Files.exists(file) && Files.size(file) > 0;
            if (old && !place.get().resume()) {
                throw new IOException("there is one already, of a batch that can be resumed");
            }
            return opened(file, old);
        } catch (IOException unusable) {
            throw BatchStopped.journal("to open: " + file + ": " + unusable.getMessage(), unusable);
        }
    }

    private static Journal opened(Path file, boolean old) throws IOException {
        FileOutputStream out = locked(file);
        try {
            return new Journal(Optional.of(out), old ? JournalRead.of(file) : new JournalRead()).begun(old);
        } catch (IOException | RuntimeException unusable) {
            out.close(); // and with it the lock
            throw unusable;
        }
    }

    /** A stream and not a channel: an interrupt would close that. */
    private static FileOutputStream locked(Path file) throws IOException {
        FileOutputStream stream = new FileOutputStream(file.toFile(), true);
        try {
            if (stream.getChannel().tryLock() == null) {
                throw new IOException("another batch is writing it");
            }
            return stream;
        } catch (OverlappingFileLockException held) {
            stream.close();
            throw new IOException("another batch is writing it", held);
        } catch (IOException unusable) {
            stream.close();
            throw unusable;
        }
    }

    /** Cuts off a last line that was not written to its end. */
    private Journal begun(boolean old) throws IOException {
        if (old && out.isPresent()) {
            out.get().getChannel().truncate(before.length());
        }
        if (before.length() == 0) {
            write(JournalRead.HEAD);
        }
        return this;
    }

    /** Whether an earlier run has done a target. Refuses a stream that has another target in its place. */
    boolean hasDone(Source.Numbered next) {
        if (before.begun(next.number()) && before.sum(next.number()) != sum(next.target())) {
            String what = "to fit the targets: target " + next.number()
                    + " was another one; to resume, the stream must be the same and in the same order";
            throw BatchStopped.journal(what, new IllegalArgumentException("another target " + next.number()));
        }
        return before.done(next.number());
    }

    /** Whether a target was begun by an earlier run. */
    boolean hasBegun(long number) {
        return before.begun(number);
    }

    /** Refuses a stream that has ended before a target that was begun. */
    void ended(long taken) {
        if (before.highest() > taken) {
            String what =
                    "to fit the targets: there were at least " + before.highest() + ", and now the stream has " + taken;
            throw BatchStopped.journal(what, new IllegalArgumentException("fewer targets"));
        }
    }

    void begin(long number, BatchTarget target) {
        if (out.isPresent()) {
            write("begun " + number + " " + String.format("%08x", sum(target)));
        }
    }

    void done(long number) {
        if (out.isPresent()) {
            write("done " + number);
        }
    }

    private void write(String line) {
        if (out.isPresent()) {
            try {
                out.get().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException full) {
                throw BatchStopped.journal("to take a line: " + full.getMessage(), full);
            }
        }
    }

    private static int sum(BatchTarget target) {
        CRC32C sum = new CRC32C();
        String text = target.key() + "\n" + target.request().target().name() + "\n"
                + target.request().ports().entries();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    @Override
    public void close() {
        if (out.isPresent()) {
            try {
                out.get().close();
            } catch (IOException full) {
                throw BatchStopped.journal("to close: " + full.getMessage(), full);
            }
        }
    }
}
