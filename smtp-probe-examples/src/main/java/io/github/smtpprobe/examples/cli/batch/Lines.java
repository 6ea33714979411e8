/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a text with their numbers, one at a time: a line without end takes no more memory than the longest that is read. */
final class Lines implements AutoCloseable {
    /** A host name has 253 characters; the rest is for columns that are none of ours. */
    static final int LONGEST = 8192;

    private final InputStream in;
    private long number;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param text   without its end and without blanks around it; empty where it is too long
     * @param tooLong whether it is longer than {@link #LONGEST} octets
     */
    record Line(long number, String text, boolean tooLong) {}

    /** The next line; empty at the end. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(80);
        int octet = in.read();
        if (octet < 0) {
            return Optional.empty();
        }
        number++;
        long length = 0;
        for (; octet >= 0 && octet != '\n'; octet = in.read()) {
            if (++length <= LONGEST) {
                octets.write(octet);
            }
        }
        boolean tooLong = length > LONGEST;
        return Optional.of(new Line(number, tooLong ? "" : text(octets), tooLong));
    }

    private String text(ByteArrayOutputStream octets) {
        String text = octets.toString(StandardCharsets.UTF_8);
        return (number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
