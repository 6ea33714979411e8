/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.nio.charset.StandardCharsets;

/**
 * A line with its escapes undone: {@code %41} and {@code %u0041} of URLs, {@code =41} of quoted-printable, those of programming
 * languages, JSON and shells with a backslash, and HTML's numbers and names. What is no escape stands for itself.
 */
final class Escapes {
    private static final int LONGEST_NUMBER = 7;
    private static final String SIGNS = "=%\\&+\"'";
    private static final String CONTROLS = "abtnvfre";
    private static final int[] CONTROL_CODES = {7, 8, 9, 10, 11, 12, 13, 27};

    private final byte[] line;
    private final Decoding made;
    private int at;

    private Escapes(byte[] line) {
        this.line = line;
        this.made = new Decoding(line.length);
    }

    /** Whether a line holds a sign with which any escape begins. */
    static boolean possible(byte[] line) {
        for (byte octet : line) {
            if (SIGNS.indexOf(octet) >= 0) {
                return true;
            }
        }
        return false;
    }

    static Decoding undo(byte[] line) {
        Escapes escapes = new Escapes(line);
        while (escapes.at < line.length) {
            escapes.step();
        }
        return escapes.made;
    }

    /** SMTP's own escapes, {@code +41} (xtext, RFC 3461 §4): elsewhere a plus sign is one, or a blank. */
    static Decoding xtext(byte[] line) {
        Escapes escapes = new Escapes(line);
        while (escapes.at < line.length) {
            int start = escapes.at;
            int octet = line[start] == '+' ? escapes.number(1, 16, 2, 2) : -1;
            escapes.at = octet < 0 ? start + 1 : escapes.at;
            escapes.made.add(octet < 0 ? line[start] : (byte) octet, start, escapes.at);
        }
        return escapes.made;
    }

    /** Quotation marks within quotation marks, which SQL, CSV and YAML write twice. */
    static Decoding doubled(byte[] line) {
        Decoding made = new Decoding(line.length);
        for (int at = 0; at < line.length; at++) {
            boolean twice = (line[at] == '"' || line[at] == '\'') && at + 1 < line.length && line[at + 1] == line[at];
            made.add(line[at], at, twice ? at + 2 : at + 1);
            at += twice ? 1 : 0;
        }
        return made;
    }

    private void step() {
        int start = at;
        int point = switch (line[at]) {
            case '=' -> number(1, 16, 2, 2);
            case '%' -> (peek(1) | 0x20) == 'u' ? units('%') : number(1, 16, 2, 2);
            case '\\' -> backslash();
            case '&' -> entity();
            default -> -1;
        };
        if (point < 0) {
            made.add(line[start], start, start + 1);
            at = start + 1;
            return;
        }
        boolean single = line[start] != '&' && (line[start + 1] | 0x20) != 'u' && line[at - 1] != '}';
        byte[] octets = single
                ? new byte[] {(byte) point}
                : new String(Character.toChars(point)).getBytes(StandardCharsets.UTF_8);
        for (byte octet : octets) {
            made.add(octet, start, at);
        }
    }

    private int backslash() {
        int next = peek(1);
        if (next == 'x' || next == 'u') {
            return peek(2) == '{' ? braces() : next == 'x' ? number(2, 16, 1, 2) : units('\\');
        }
        if (next == 'U') {
            return number(2, 16, 8, 8);
        }
        if (next >= '0' && next <= '7') {
            return number(1, 8, 1, 3);
        }
        int control = CONTROLS.indexOf(next);
        boolean sign = next >= ' ' && next < 0x7F && !Character.isLetterOrDigit(next);
        at += sign || control >= 0 ? 2 : 0;
        return sign ? next : control < 0 ? -1 : CONTROL_CODES[control];
    }

    private int braces() {
        int point = number(3, 16, 1, LONGEST_NUMBER);
        at += point >= 0 && peek(0) == '}' ? 1 : 0;
        return point;
    }

    /** A unit of UTF-16, or two that are halves of one character. */
    private int units(int lead) {
        int first = number(2, 16, 4, 4);
        boolean half = first >= Character.MIN_HIGH_SURROGATE && first <= Character.MAX_HIGH_SURROGATE;
        int second = half && peek(0) == lead && (peek(1) | 0x20) == 'u' ? number(2, 16, 4, 4) : -1;
        return second < 0 ? first : Character.toCodePoint((char) first, (char) second);
    }

    private int entity() {
        if (peek(1) == '#') {
            boolean hexadecimal = (peek(2) | 0x20) == 'x';
            int point = hexadecimal ? number(3, 16, 1, LONGEST_NUMBER) : number(2, 10, 1, LONGEST_NUMBER);
            at += point >= 0 && peek(0) == ';' ? 1 : 0;
            return point;
        }
        int length = 0;
        while (length <= Entities.LONGEST_NAME && Character.isLetterOrDigit(peek(1 + length))) {
            length++;
        }
        int point = peek(1 + length) == ';'
                ? Entities.point(new String(line, at + 1, length, StandardCharsets.ISO_8859_1))
                : -1;
        at += point < 0 ? 0 : length + 2;
        return point;
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
