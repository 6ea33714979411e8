/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import java.util.function.Consumer;

/**
 * Decodes octets or characters that a line contains as a list of numbers, as programs print an array of them, or as {@code
 * CHR(65)||CHR(66)} names them one by one. The numbers may be decimal, octal, hexadecimal or binary, and may have any signs and
 * short words between them. Each reading takes one pass.
 */
final class Numbers {
    /** The distance from which on two numbers do not belong to one list; {@code ) + String.fromCharCode(} is shorter. */
    private static final int FARTHEST = 32;

    private static final int[] RADIXES = {10, 16, 8, 2};
    private static final int LARGEST = 255;
    private static final int ASCII = 127;

    private final byte[] line;
    private final int radix;
    private final boolean signed;
    private final boolean points;
    private final Decoding made;
    /** The end of the last number. */
    private int last;
    /** The first half of a character in UTF-16; its place follows. */
    private int half;

    private int halfStart;
    private boolean beyond;

    private Numbers(byte[] line, Decoding made, int radix, boolean signed, boolean points) {
        this.line = line;
        this.made = made;
        this.radix = radix;
        this.signed = signed;
        this.points = points;
    }

    /**
     * Reads the numbers as octets, and also as characters if any of them is beyond ASCII.
     *
     * @param reader receives one reading after the other, and must not keep any, since each is overwritten by the next
     */
    static void read(byte[] line, Consumer<Decoding> reader) {
        if (!several(line)) {
            return;
        }
        Decoding made = new Decoding(line.length + 1);
        for (int radix : RADIXES) {
            Numbers numbers = new Numbers(line, made, radix, false, false);
            reader.accept(numbers.all());
            if (numbers.beyond) {
                reader.accept(new Numbers(line, made, radix, false, true).all());
            }
        }
        if (Escapes.holds(line, '-')) {
            reader.accept(new Numbers(line, made, 10, true, false).all());
        }
    }

    /** Whether there is more than one number, since the code of a reply alone is not a list. */
    private static boolean several(byte[] line) {
        int numbers = 0;
        for (int i = 0; i < line.length && numbers < 2; i++) {
            numbers += digit(line[i]) && (i == 0 || !digit(line[i - 1])) ? 1 : 0;
        }
        return numbers > 1;
    }

    private Decoding all() {
        made.shorten(0);
        int at = 0;
        while (at < line.length) {
            int end = at;
            while (end < line.length && alphanumeric(line[end])) {
                end++;
            }
            if (end > at) {
                token(at, end);
            }
            at = Math.max(end, at + 1);
        }
        return made;
    }

    private void token(int start, int end) {
        int own = radixOf(start, end);
        int from = own < 0 ? start : line[start] == '0' ? start + 2 : start + 1;
        int base = own < 0 ? radix : own;
        int value = 0;
        int at = from;
        while (at < end && Character.digit(line[at], base) >= 0) {
            value = Math.min(Character.MAX_CODE_POINT + 1, value * base + Character.digit(line[at], base));
            at++;
        }
        // Some languages mark the kind of a number after it, as in 65u8, 41h and 65L.
        if (at == from || (at < end && digit(line[at])) || (base == 16 && end - at > 1)) {
            return; // a word
        }
        boolean negative = signed && start > 0 && line[start - 1] == '-';
        number(negative ? -value : value, negative ? start - 1 : start, end);
    }

    /** The radix that a number's prefix states; negative if there is none. */
    private int radixOf(int start, int end) {
        boolean zero = line[start] == '0' && end - start > 2;
        int letter = zero ? line[start + 1] | 0x20 : end - start > 1 ? line[start] | 0x20 : 0;
        return switch (letter) {
            case 'x', 'u' -> 16;
            case 'd' -> start > 0 && line[start - 1] == '%' ? 10 : -1;
            case 'o' -> 8;
            case 'b' -> zero && binary(start + 2, end) ? 2 : -1;
            default -> -1;
        };
    }

    private boolean binary(int from, int to) {
        boolean binary = true;
        for (int i = from; i < to; i++) {
            binary &= line[i] == '0' || line[i] == '1';
        }
        return binary;
    }

    private void number(int value, int start, int end) {
        beyond |= value > ASCII;
        if (start - last > FARTHEST || Math.abs(value) > (points ? Character.MAX_CODE_POINT : LARGEST)) {
            made.add((byte) 0, start, start);
            half = 0;
        }
        last = end;
        if (!points) {
            if (Math.abs(value) <= LARGEST) {
                made.add((byte) value, start, end);
            }
            return;
        }
        if (value <= Character.MAX_CODE_POINT) {
            point(value, start, end);
        }
    }

    private void point(int value, int start, int end) {
        boolean first = value >= Character.MIN_HIGH_SURROGATE && value <= Character.MAX_HIGH_SURROGATE;
        boolean second = half != 0 && value >= Character.MIN_LOW_SURROGATE && value <= Character.MAX_LOW_SURROGATE;
        if (!first) {
            int whole = second ? Character.toCodePoint((char) half, (char) value) : value;
            made.addPoint(whole, second ? halfStart : start, end);
        }
        half = first ? value : 0;
        halfStart = start;
    }

    private static boolean alphanumeric(byte octet) {
        return digit(octet) || ((octet | 0x20) >= 'a' && (octet | 0x20) <= 'z');
    }

    private static boolean digit(byte octet) {
        return octet >= '0' && octet <= '9';
    }
}
