/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The anomalies of one line of a reply, which a tolerant client can ignore but a strict one may not. */
final class LineAnomalies {
    /** The limit of RFC 5321 §4.5.3.1.5, including code and line end; challenges may be longer (RFC 4954 §4). */
    private static final int LONG = 512;

    private static final int CHALLENGE = 334;

    private static final int DELETE = 0x7F;

    private LineAnomalies() {}

    /** Adds them as tokens. UTF-8 is an anomaly unless the client asked for it. */
    static void note(ReplyLine line, boolean utf8, Set<String> into) {
        byte[] octets = line.octets();
        if (line.end() == octets.length - 1) {
            into.add("bare-lf");
        }
        if (line.end() == 3) {
            into.add("no-text");
        }
        if (octets.length > LONG && line.code() != CHALLENGE) {
            into.add("long-line");
        }
        if (controls(line)) {
            into.add("control-characters");
        }
        if (foreign(octets)) {
            foreign(octets, utf8, into);
        }
    }

    /** Whether there are invisible characters that a terminal obeys; a tab is legal in a reply (RFC 5321 §4.2). */
    private static boolean controls(ReplyLine line) {
        for (int i = 0; i < line.end(); i++) {
            byte octet = line.octets()[i];
            if ((octet >= 0 && octet < ' ' && octet != '\t') || octet == DELETE) {
                return true;
            }
        }
        return false;
    }

    private static boolean foreign(byte[] line) {
        for (byte octet : line) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }

    private static void foreign(byte[] line, boolean utf8, Set<String> into) {
        CharBuffer text = decoded(line);
        if (text == null || !utf8) {
            into.add("non-ascii"); // RFC 6531 §3.7.4 allows it only if the client asked for SMTPUTF8
        }
        if (text != null && text.chars().anyMatch(LineAnomalies::turns)) {
            into.add("direction-marks");
        }
    }

    /** Whether a character reverses the direction of the following text (Unicode Standard Annex #9). */
    private static boolean turns(int each) {
        return (each >= 0x202A && each <= 0x202E) || (each >= 0x2066 && each <= 0x2069);
    }

    private static @Nullable CharBuffer decoded(byte[] line) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
        } catch (CharacterCodingException other) {
            return null;
        }
    }
}
