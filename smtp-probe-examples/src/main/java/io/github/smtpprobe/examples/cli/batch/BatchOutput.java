/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli.batch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.Operators;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes results, one a line and each with one call, so that a line which the process had no time to end is at most the last one. A
 * later run cuts that, and goes on with the targets that have no line. What cannot be written ends the batch.
 */
final class BatchOutput implements AutoCloseable {
    private final OutputStream out;
    private final RowFormat format;
    private final Operators operators;
    private final Optional<String> contact;
    private final BitSet written = new BitSet();
    private boolean begun;
    private long failedBefore;
    private long doneBefore;

    private BatchOutput(OutputStream out, RowFormat format, Operators operators, Optional<String> contact) {
        this.out = out;
        this.format = format;
        this.operators = operators;
        this.contact = contact;
    }

    /** A writer, such as standard output; what it cannot write it only tells when it is asked. */
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
        return new BatchOutput(checked, format, operators, contact);
    }

    /** A file, from its end on: what an earlier run has written stays. */
    static BatchOutput to(Path file, RowFormat format, Operators operators, Optional<String> contact)
            throws IOException {
        boolean whole = !Files.isRegularFile(file) || Files.size(file) == 0;
        if (!whole) {
            cut(file);
        }
        BatchOutput output = new BatchOutput(new FileOutputStream(file.toFile(), true), format, operators, contact);
        if (!whole) {
            output.look(file);
        }
        return output;
    }

    /** Cuts what stands behind the last end of a line. */
    private static void cut(Path file) throws IOException {
        try (RandomAccessFile all = new RandomAccessFile(file.toFile(), "rw")) {
            long end = all.length();
            byte[] piece = new byte[8192];
            while (end > 0) {
                int length = (int) Math.min(piece.length, end);
                all.seek(end - length);
                all.readFully(piece, 0, length);
                for (int i = length - 1; i >= 0; i--) {
                    if (piece[i] == '\n') {
                        all.setLength(end - length + i + 1);
                        return;
                    }
                }
                end -= length;
            }
            all.setLength(0);
        }
    }

    private void look(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                begun = true;
                RowFormat.Written row = format.read(line);
                if (row.number() > 0 && row.number() <= Integer.MAX_VALUE && !written.get((int) row.number())) {
                    written.set((int) row.number());
                    doneBefore++;
                    failedBefore += row.verdict().equals("failed") ? 1 : 0;
                }
            }
        }
    }

    /** How many targets an earlier run has written. */
    long doneBefore() {
        return doneBefore;
    }

    /** How many of them had failed. */
    long failedBefore() {
        return failedBefore;
    }

    /** Whether an earlier run has written a target. */
    boolean has(long number) {
        return number <= Integer.MAX_VALUE && written.get((int) number);
    }

    /**
     * Writes a result.
     *
     * @param number of the target in its list
     * @throws UncheckedIOException if the disk is full or the pipe closed
     */
    void write(long number, BatchResult result) {
        if (result.state() == BatchResult.State.CANCELLED) {
            return; // what was cancelled is not done: a later run has a row for it
        }
        Map<String, Object> row = new LinkedHashMap<>(format.row(result, operators));
        row.put("number", number); // the run's own count leaves out what an earlier run had done
        contact.ifPresent(mailbox -> row.put("contact", mailbox));
        Optional<String> header = begun ? Optional.empty() : Optional.of(format.header(row));
        try {
            out.write((header.orElse("") + format.line(row)).getBytes(StandardCharsets.UTF_8));
            begun = true;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
