/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import io.github.smtpprobe.text.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

/**
 * The dialogue notation: {@code S: } and {@code C: } in clear, {@code S~ } and {@code C~ } under TLS, {@code * } for events.
 * A line ends in CRLF; any other end is written out ({@code \x0A}), a missing one is {@code \-} at the end of the line.
 */
final class Notation {
    private static final String NO_END = "\\-";
    private static final String MASK = "[redacted]";

    private Notation() {}

    static String print(Entry entry) {
        if (entry.direction() == Entry.Direction.EVENT) {
            return "* " + entry.text();
        }
        char who = entry.direction() == Entry.Direction.CLIENT ? 'C' : 'S';
        String line = line(entry.octets());
        // What a peer wrote must not look like our mask.
        String honest = entry.masked() ? line : line.replace(MASK, "\\x5B" + MASK.substring(1));
        return who + (entry.encrypted() ? "~ " : ": ") + honest;
    }

    private static String line(byte[] octets) {
        int n = octets.length;
        boolean twoEnds = n >= 3 && octets[n - 3] == '\n';
        if (n >= 2 && octets[n - 2] == '\r' && octets[n - 1] == '\n' && !twoEnds) {
            return Printable.escape(octets, 0, n - 2);
        }
        return Printable.escape(octets, 0, n) + (n > 0 && octets[n - 1] == '\n' ? "" : NO_END);
    }

    static Entry parse(String text) {
        if (text.startsWith("* ")) {
            return Entry.event(Event.parse(text.substring(2)), Duration.ZERO);
        }
        if (!spoken(text)) {
            throw new IllegalArgumentException("not a line of a dialogue: it must start with S:, C:, S~, C~ or *");
        }
        boolean encrypted = text.charAt(1) == '~';
        String body = text.length() > 3 ? text.substring(3) : "";
        byte[] octets = octets(body);
        return text.charAt(0) == 'C'
                ? Entry.client(octets, encrypted, Duration.ZERO)
                : Entry.server(octets, encrypted, body.contains(MASK), Duration.ZERO);
    }

    /** Whether a text begins like a line of the client's or the server's. */
    private static boolean spoken(String text) {
        return text.length() >= 2
                && (text.charAt(0) == 'S' || text.charAt(0) == 'C')
                && (text.charAt(1) == ':' || text.charAt(1) == '~')
                && (text.length() == 2 || text.charAt(2) == ' ');
    }

    private static byte[] octets(String text) {
        boolean ended = !endsWithEscape(text, "-");
        String body = ended ? text : text.substring(0, text.length() - NO_END.length());
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length() + 2);
        int at = 0;
        while (at < body.length()) {
            at = body.charAt(at) == '\\' ? unescape(body, at, out) : literal(body, at, out);
        }
        if (ended && !endsWithEscape(body, "x0A")) {
            out.write('\r');
            out.write('\n');
        }
        return out.toByteArray();
    }

    /** Whether the text ends with this escape, rather than with an escaped backslash and the same characters. */
    private static boolean endsWithEscape(String text, String escape) {
        int backslashes = 0;
        for (int i = text.length() - escape.length() - 1; i >= 0 && text.charAt(i) == '\\'; i--) {
            backslashes++;
        }
        return text.endsWith(escape) && backslashes % 2 == 1;
    }

    private static int literal(String body, int at, ByteArrayOutputStream out) {
        int point = body.codePointAt(at);
        if (point < 0x80) {
            out.write(point);
            return at + 1;
        }
        out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        return at + Character.charCount(point);
    }

    private static int unescape(String body, int at, ByteArrayOutputStream out) {
        if (body.startsWith("\\", at + 1)) {
            out.write('\\');
            return at + 2;
        }
        if (body.startsWith("x", at + 1) && body.length() >= at + 4) {
            out.write(number(body.substring(at + 2, at + 4)));
            return at + 4;
        }
        int end = body.startsWith("u{", at + 1) ? body.indexOf('}', at) : -1;
        if (end > at + 3) {
            out.writeBytes(
                    Character.toString(number(body.substring(at + 3, end))).getBytes(StandardCharsets.UTF_8));
            return end + 1;
        }
        throw new IllegalArgumentException("unknown escape in a dialogue at column " + (at + 4));
    }

    private static int number(String hex) {
        if (hex.isEmpty() || hex.length() > 6 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("no hexadecimal number in an escape");
        }
        return Integer.parseInt(hex, 16);
    }
}
