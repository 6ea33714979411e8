/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.io.ByteArrayOutputStream;

/**
 * Reads a message octet by octet until the line that contains only a dot (RFC 5321 §4.1.1.4). Only CRLF ends a line: a dot
 * between bare line feeds is text, as in a server that cannot be tricked. Dots that the client added are removed (§4.5.2).
 */
final class MessageInput {
    /** A client that never ends its message must not fill the memory of the test that detects this. */
    static final int LIMIT = 10 * 1024 * 1024;

    private enum At {
        LINE_START,
        DOT,
        DOT_CR,
        TEXT,
        TEXT_CR,
        END
    }

    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private At at = At.LINE_START;

    /** Takes octets up to the end of the message, and returns how many of them belonged to it. */
    int receive(byte[] octets) {
        int taken = 0;
        while (taken < octets.length && at != At.END && !tooLong()) {
            step(octets[taken++]);
        }
        return taken;
    }

    private void step(byte octet) {
        if (at == At.LINE_START && octet == '.') {
            at = At.DOT;
        } else if (at == At.DOT && octet == '\r') {
            at = At.DOT_CR;
        } else if (at == At.DOT_CR && octet == '\n') {
            at = At.END;
        } else {
            if (at == At.DOT_CR) { // the dot was a doubled one after all, before a bare CR
                message.write('\r');
                at = At.TEXT_CR;
            }
            text(octet);
        }
    }

    private void text(byte octet) {
        message.write(octet);
        if (octet == '\r') {
            at = At.TEXT_CR;
        } else {
            at = octet == '\n' && at == At.TEXT_CR ? At.LINE_START : At.TEXT;
        }
    }

    boolean ended() {
        return at == At.END;
    }

    boolean tooLong() {
        return message.size() > LIMIT;
    }

    byte[] message() {
        return message.toByteArray();
    }
}
