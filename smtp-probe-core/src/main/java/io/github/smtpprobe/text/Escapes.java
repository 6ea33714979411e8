/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A line with its escapes undone: {@code %41} and {@code %u0041} of URLs, {@code =41} of quoted-printable, {@code \x41}, JSON's
 * {@code \}{@code u0041} and {@code \"}, those of other languages with braces or eight digits, HTML's {@code &#65;} and names. What
 * is no escape stands for itself.
 */
final class Escapes {
    private static final int LONGEST_NUMBER = 7;
    private static final int LONGEST_NAME = 12;

    /** HTML's names of what is no letter in ASCII. */
    private static final Map<String, Integer> NAMES = names(
            "amp&",
            "lt<",
            "gt>",
            "quot\"",
            "apos'",
            "nbsp ",
            "excl!",
            "num#",
            "dollar$",
            "percnt%",
            "lpar(",
            "rpar)",
            "ast*",
            "midast*",
            "plus+",
            "comma,",
            "hyphen-",
            "dash-",
            "period.",
            "sol/",
            "colon:",
            "semi;",
            "equals=",
            "quest?",
            "commat@",
            "lsqb[",
            "lbrack[",
            "bsol\\",
            "rsqb]",
            "rbrack]",
            "hat^",
            "lowbar_",
            "underbar_",
            "grave`",
            "lcub{",
            "lbrace{",
            "verbar|",
            "vert|",
            "rcub}",
            "rbrace}");

    private final byte[] line;
    private final Decoding made;
    private int at;

    private Escapes(byte[] line) {
        this.line = line;
        this.made = new Decoding(line.length);
    }

    private static Map<String, Integer> names(String... all) {
        Map<String, Integer> names = new HashMap<>();
        for (String each : all) {
            int last = each.length() - 1;
            names.put(each.substring(0, last), (int) each.charAt(last));
        }
        return names;
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
        boolean single = line[start] != '&' && (line[start + 1] | 0x20) != 'u';
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
        if (next == 'u' && peek(2) == '{') {
            int point = number(3, 16, 1, LONGEST_NUMBER);
            at += point >= 0 && peek(0) == '}' ? 1 : 0;
            return point;
        }
        if (next == 'u') {
            return units('\\');
        }
        if (next == 'U') {
            return number(2, 16, 8, 8);
        }
        if (next == '\\' || next == '"' || next == '\'' || next == '/') {
            at += 2;
            return next;
        }
        return -1;
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
        while (length <= LONGEST_NAME && Character.isLetter(peek(1 + length))) {
            length++;
        }
        String name = new String(line, at + 1, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        Integer point = peek(1 + length) == ';' ? NAMES.get(name) : null;
        at += point == null ? 0 : length + 2;
        return point == null ? -1 : point;
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
