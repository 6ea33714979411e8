/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The anomalies of one line of a reply: what harms no patient client, though a strict one may stumble. */
final class LineAnomalies {
    /** RFC 5321 §4.5.3.1.5, with code and line end; challenges may be longer (RFC 4954 §4). */
    private static final int LONG = 512;

    private static final int CHALLENGE = 334;

    private LineAnomalies() {}

    /** Notes them as tokens. UTF-8 is odd unless the client asked for it. */
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
        if (foreign(octets) && !(utf8 && decodes(octets))) {
            into.add("non-ascii"); // RFC 6531 §3.7.4 allows it only to those who asked for SMTPUTF8
        }
    }

    private static boolean foreign(byte[] line) {
        for (byte octet : line) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean decodes(byte[] line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }
}
