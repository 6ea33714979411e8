/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.Operators;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the results, one per line and each with a single write, so that only the last line can be incomplete if the process
 * dies. A later run removes that line, and knows which targets have one. A failure to write ends the batch.
 */
final class BatchOutput implements AutoCloseable {
    private final OutputStream out;
    private final Written before;
    private final RowFormat format;
    private final Operators operators;
    private final Optional<String> contact;
    private Optional<Path> made = Optional.empty();
    private boolean begun;

    private BatchOutput(
            OutputStream out, Written before, RowFormat format, Operators operators, Optional<String> contact) {
        this.out = out;
        this.before = before;
        this.format = format;
        this.operators = operators;
        this.contact = contact;
        this.begun = before.length() > 0;
    }

    /** An output to a writer, such as standard output, which reports failures only when it is asked. */
    static BatchOutput to(PrintWriter writer, RowFormat format, Operators operators, Optional<String> contact) {
        OutputStream checked = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int from, int length) throws IOException {
                writer.print(new String(octets, from, length, StandardCharsets.UTF_8));
                if (writer.checkError()) {
                    throw new IOException("its reader is gone, or the disk is full");
                }
            }
        };
        return new BatchOutput(checked, Written.nothing(), format, operators, contact);
    }

    /**
     * An output to the end of a file: the lines of an earlier run stay.
     *
     * @throws IllegalArgumentException if another batch is writing it, or it has lines of another form
     */
    static BatchOutput to(Path file, RowFormat format, Operators operators, Optional<String> contact)
            throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return new BatchOutput(Files.newOutputStream(file), Written.nothing(), format, operators, contact);
        }
        boolean isNew = Files.notExists(file);
        RandomAccessFile all = new RandomAccessFile(file.toFile(), "rw");
        try {
            lock(all);
            Written before = Written.of(new FileInputStream(all.getFD()), format);
            all.setLength(before.length());
            all.seek(before.length());
            BatchOutput output = new BatchOutput(new FileOutput(all), before, format, operators, contact);
            output.made = isNew ? Optional.of(file) : Optional.empty();
            return output;
        } catch (IOException | RuntimeException unusable) {
            all.close();
            throw unusable;
        }
    }

    /** Locks the file until it is closed. If the file system has no locks, only the journal keeps other runs away. */
    private static void lock(RandomAccessFile file) {
        try {
            if (file.getChannel().tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException held) {
            throw new IllegalArgumentException("-o names a file that another batch is writing", held);
        } catch (IOException none) {
            return;
        }
        throw new IllegalArgumentException("-o names a file that another batch is writing");
    }

    /** Writes at the current position of the file. */
    private static final class FileOutput extends OutputStream {
        private final RandomAccessFile file;

        FileOutput(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public void write(int octet) throws IOException {
            file.write(octet);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            file.write(octets, from, length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** What an earlier run has written; nothing if that cannot be known. */
    Written before() {
        return before;
    }

    /**
     * Writes a result.
     *
     * @throws UncheckedIOException if the disk is full or the pipe closed
     */
    void write(BatchResult result) {
        if (result.state() == BatchResult.State.CANCELLED) {
            return; // a cancelled target is not done: a later run writes its row
        }
        Map<String, Object> row = new LinkedHashMap<>(format.row(result, operators));
        contact.ifPresent(mailbox -> row.put(RowFormat.CONTACT, mailbox));
        if (result.state() == BatchResult.State.DENIED) {
            row.put(format.reasonName(), "not asked: the --do-not-probe file forbids every way to it");
        }
        Optional<String> header = begun ? Optional.empty() : Optional.of(format.header(row));
        try {
            out.write((header.orElse("") + format.line(row)).getBytes(StandardCharsets.UTF_8));
            begun = true;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Deletes a file that was created for a batch that then did not begin. */
    void withdraw() throws IOException {
        if (made.isPresent() && !begun) {
            out.close();
            Files.deleteIfExists(made.get());
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
