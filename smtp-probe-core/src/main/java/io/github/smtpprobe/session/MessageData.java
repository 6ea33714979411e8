/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the form that DATA requires (RFC 5321 §4.5.2): every line end becomes CRLF, a dot at the start of a line is
 * doubled, a lone dot ends it. A bare CR or LF never reaches the wire, so no reader finds an end where there is none.
 */
final class MessageData {
    private final List<byte[]> lines = new ArrayList<>();
    private int doubled;

    MessageData(byte[] message) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int i = 0; i < message.length; i++) {
            byte octet = message[i];
            if (octet == '\r' || octet == '\n') {
                i += octet == '\r' && i + 1 < message.length && message[i + 1] == '\n' ? 1 : 0;
                end(line);
            } else {
                if (octet == '.' && line.size() == 0) {
                    line.write('.');
                    doubled++;
                }
                line.write(octet);
            }
        }
        if (line.size() > 0) {
            end(line);
        }
        lines.add(new byte[] {'.', '\r', '\n'});
    }

    private void end(ByteArrayOutputStream line) {
        line.write('\r');
        line.write('\n');
        lines.add(line.toByteArray());
        line.reset();
    }

    /** Each line as sent, the last one being the lone dot. */
    List<byte[]> lines() {
        return lines;
    }

    /** The octets to send, in one piece. */
    byte[] wire() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        lines.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** The number of octets for the SIZE parameter (RFC 1870 §5): without doubled dots and the final one. */
    int size() {
        return wire().length - doubled - 3;
    }

    static boolean eightBit(byte[] message) {
        for (byte octet : message) {
            if (octet < 0) {
                return true;
            }
        }
        return false;
    }
}
