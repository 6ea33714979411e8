/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.cli.UnicodeInput;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a text with their numbers, one at a time. A line that never ends takes no more memory than the longest that is
 * allowed.
 */
final class Lines implements AutoCloseable {
    /** A host name has up to 253 characters; the rest is for columns that are ignored. */
    static final int LONGEST = 8192;

    private static final String NO_UTF_8 = "it is not text in UTF-8";

    private final InputStream in;
    private long number;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(new UnicodeInput(in));
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param text   without its end and without blanks around it; empty where it cannot be read
     * @param wrong  why it cannot be read, in words
     */
    record Line(long number, String text, Optional<String> wrong) {}

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
        return Optional.of(
                length > LONGEST ? unreadable("it is longer than " + LONGEST + " octets") : line(octets.toByteArray()));
    }

    private Line line(byte[] octets) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            return text.indexOf('\0') >= 0 ? unreadable(NO_UTF_8) : new Line(number, text.strip(), Optional.empty());
        } catch (CharacterCodingException otherwise) {
            return unreadable(NO_UTF_8);
        }
    }

    private Line unreadable(String why) {
        return new Line(number, "", Optional.of(why));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
