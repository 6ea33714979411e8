/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import io.github.smtpprobe.text.Entities;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Decodes the escapes in a line: {@code %41} and {@code %u0041} of URLs, {@code =41} of quoted-printable, backslash escapes of
 * programming languages, JSON and shells, and HTML's numeric and named references. Everything else is left as it is.
 */
final class Escapes {
    private static final int LONGEST_NUMBER = 7;
    /**
     * The sign with which each family's escapes begin. A line may contain one of them as an escape, and another one as itself.
     */
    private static final String FAMILIES = "=%\\&";

    private static final String CONTROLS = "abtnvfre";
    private static final int[] CONTROL_CODES = {7, 8, 9, 10, 11, 12, 13, 27};

    private final byte[] line;
    private final Decoding made;
    private int at;
    /** Whether the last escape stands for a character, and not for an octet. */
    private boolean wide;

    private Escapes(byte[] line) {
        this.line = line;
        this.made = new Decoding(line.length);
    }

    /**
     * Decodes the escapes: first those of all families together, then those of each family alone, since each leaves the signs
     * of the others unchanged.
     *
     * @param reader receives one result after the other
     */
    static void read(byte[] line, Consumer<Decoding> reader) {
        int families = 0;
        for (int i = 0; i < FAMILIES.length(); i++) {
            families += holds(line, FAMILIES.charAt(i)) ? 1 : 0;
        }
        if (families > 0) {
            reader.accept(undo(line, Escapes::any));
        }
        for (int i = 0; i < FAMILIES.length() && families > 1; i++) {
            char sign = FAMILIES.charAt(i);
            if (holds(line, sign)) {
                reader.accept(undo(line, each -> each.peek(0) == sign ? each.any() : -1));
            }
        }
        if (holds(line, '+')) {
            reader.accept(undo(line, Escapes::xtext));
        }
        if (holds(line, '\\')) {
            reader.accept(undo(line, each -> each.backslashed(2, 2)));
            reader.accept(undo(line, each -> each.backslashed(4, 4)));
            reader.accept(undo(line, Escapes::styled));
        }
    }

    static boolean holds(byte[] line, char sign) {
        for (byte octet : line) {
            if (octet == sign) {
                return true;
            }
        }
        return false;
    }

    /**
     * Decodes with a rule, which moves the position past an escape and returns what it stands for; negative if none begins
     * there.
     */
    private static Decoding undo(byte[] line, ToIntFunction<Escapes> rule) {
        Escapes escapes = new Escapes(line);
        while (escapes.at < line.length) {
            escapes.step(rule);
        }
        return escapes.made;
    }

    private void step(ToIntFunction<Escapes> rule) {
        int start = at;
        wide = false;
        int point = rule.applyAsInt(this);
        if (point < 0) {
            at = start + 1;
            made.add(line[start], start, at);
        } else if (wide) {
            for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                made.add(octet, start, at);
            }
        } else {
            made.add((byte) point, start, at);
        }
    }

    private int any() {
        return switch (line[at]) {
            case '=' -> number(1, 16, 2, 2);
            case '%' -> (peek(1) | 0x20) == 'u' ? units('%') : number(1, 16, 2, 2);
            case '\\' -> backslash();
            case '&' -> entity();
            default -> -1;
        };
    }

    /** An escape of SMTP's xtext, such as {@code +41} (RFC 3461 §4). Elsewhere, a plus sign is itself or a blank. */
    private int xtext() {
        return line[at] == '+' ? number(1, 16, 2, 2) : -1;
    }

    /** {@code \28} as in LDAP (RFC 4514), or {@code \0041} as in SQL, which others would read as octal numbers. */
    private int backslashed(int fewest, int most) {
        wide = most > 2;
        return line[at] == '\\' ? number(1, 16, fewest, most) : -1;
    }

    /** {@code \41 } as in style sheets, where a blank ends the number. */
    private int styled() {
        int point = backslashed(1, 6);
        at += point >= 0 && peek(0) == ' ' ? 1 : 0;
        return point;
    }

    private int backslash() {
        int next = peek(1);
        if (next == 'x' || next == 'u') {
            return peek(2) == '{' ? braces() : next == 'x' ? number(2, 16, 1, 2) : units('\\');
        }
        if (next == 'U') {
            wide = true;
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
        wide = true;
        at += point >= 0 && peek(0) == '}' ? 1 : 0;
        return point;
    }

    /** A unit of UTF-16, or two that are the halves of one character. */
    private int units(int lead) {
        int first = number(2, 16, 4, 4);
        wide = true;
        boolean half = first >= Character.MIN_HIGH_SURROGATE && first <= Character.MAX_HIGH_SURROGATE;
        int second = half && peek(0) == lead && (peek(1) | 0x20) == 'u' ? number(2, 16, 4, 4) : -1;
        return second < 0 ? first : Character.toCodePoint((char) first, (char) second);
    }

    private int entity() {
        wide = true;
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

    /** The number that begins this many octets ahead; the position moves past it. Negative if there is none. */
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
