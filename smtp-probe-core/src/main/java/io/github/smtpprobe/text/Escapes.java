/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A line with its escapes undone: {@code %41} of URLs, {@code =41} of quoted-printable, {@code \x41}, JSON's {@code \}{@code u0041}
 * and {@code \"}, HTML's {@code &#65;} and {@code &amp;}. What is no escape stands for itself.
 */
final class Escapes {
    private static final int LONGEST_NUMBER = 7;
    private static final List<String> ENTITIES = List.of("&amp;", "&lt;", "&gt;", "&quot;", "&apos;");
    private static final String ENTITY_VALUES = "&<>\"'";

    private final byte[] line;
    private final Decoding made;
    private int at;

    private Escapes(byte[] line) {
        this.line = line;
        this.made = new Decoding(line.length);
    }

    static Decoding undo(byte[] line) {
        Escapes escapes = new Escapes(line);
        while (escapes.at < line.length) {
            escapes.step();
        }
        return escapes.made;
    }

    private void step() {
        int start = at;
        int point = switch (line[at]) {
            case '%', '=' -> number(1, 16, 2, 2);
            case '\\' -> backslash();
            case '&' -> entity();
            default -> -1;
        };
        if (point < 0) {
            made.add(line[start], start, start + 1);
            at = start + 1;
            return;
        }
        boolean single = line[start] == '%' || line[start] == '=' || (line[start] == '\\' && line[start + 1] == 'x');
        byte[] octets = single
                ? new byte[] {(byte) point}
                : new String(Character.toChars(point)).getBytes(StandardCharsets.UTF_8);
        for (byte octet : octets) {
            made.add(octet, start, at);
        }
    }

    private int backslash() {
        int next = peek(1);
        if (next == 'x') {
            return number(2, 16, 2, 2);
        }
        if (next == 'u') {
            int first = number(2, 16, 4, 4);
            boolean half = first >= Character.MIN_HIGH_SURROGATE && first <= Character.MAX_HIGH_SURROGATE;
            int second = half && peek(0) == '\\' && peek(1) == 'u' ? number(2, 16, 4, 4) : -1;
            return second < 0 ? first : Character.toCodePoint((char) first, (char) second);
        }
        if (next == '\\' || next == '"' || next == '\'' || next == '/') {
            at += 2;
            return next;
        }
        return -1;
    }

    private int entity() {
        if (peek(1) == '#') {
            boolean hexadecimal = (peek(2) | 0x20) == 'x';
            int point = hexadecimal ? number(3, 16, 1, LONGEST_NUMBER) : number(2, 10, 1, LONGEST_NUMBER);
            at += point >= 0 && peek(0) == ';' ? 1 : 0;
            return point;
        }
        for (String each : ENTITIES) {
            if (each.equalsIgnoreCase(
                    new String(line, at, Math.min(each.length(), line.length - at), StandardCharsets.ISO_8859_1))) {
                at += each.length();
                return ENTITY_VALUES.charAt(ENTITIES.indexOf(each));
            }
        }
        return -1;
    }

    private int peek(int ahead) {
        return at + ahead < line.length ? line[at + ahead] : -1;
    }

    /** The number that begins so many octets ahead; the place moves behind it. Negative where there is none. */
    private int number(int ahead, int radix, int fewest, int most) {
        int value = 0;
        int digits = 0;
        while (digits < most && Character.digit(peek(ahead + digits), radix) >= 0) {
            value = value * radix + Character.digit(peek(ahead + digits), radix);
            digits++;
        }
        if (digits < fewest || !Character.isValidCodePoint(value)) {
            return -1;
        }
        at += ahead + digits;
        return value;
    }
}
