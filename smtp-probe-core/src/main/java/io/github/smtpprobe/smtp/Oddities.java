/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What is odd about one line of a reply and harms nobody who is patient with it; stricter clients may stumble. */
final class Oddities {
    /** RFC 5321 §4.5.3.1.5, with code and line end; challenges may be longer (RFC 4954 §4). */
    private static final int LONG = 512;

    private static final int CHALLENGE = 334;

    private Oddities() {}

    /**
     * Notes them.
     *
     * @param line with its end
     * @param end  where the line end begins
     * @param code the reply's
     * @param utf8 whether UTF-8 was asked for
     * @param into tokens
     */
    static void note(byte[] line, int end, int code, boolean utf8, Set<String> into) {
        if (end == line.length - 1) {
            into.add("bare-lf");
        }
        if (end == 3) {
            into.add("no-text");
        }
        if (line.length > LONG && code != CHALLENGE) {
            into.add("long-line");
        }
        if (!decodes(line, utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII)) {
            into.add("non-ascii"); // RFC 6531 §3.7.4 allows it only to those who asked for SMTPUTF8
        }
    }

    private static boolean decodes(byte[] line, Charset charset) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }
}
