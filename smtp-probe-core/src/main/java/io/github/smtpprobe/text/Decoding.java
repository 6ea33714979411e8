/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.util.Arrays;
import java.util.List;

/**
 * A line as it reads once an encoding is undone, with the place in the line that each octet was made from. What is found in it
 * can so be masked in the line itself. Made in one pass; NUL stands where nothing could be decoded.
 */
final class Decoding {
    private final byte[] octets;
    private final int[] starts;
    private final int[] ends;
    private int length;

    Decoding(int capacity) {
        octets = new byte[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    /** The line as it is. */
    static Decoding none(byte[] line) {
        Decoding made = new Decoding(line.length);
        for (int i = 0; i < line.length; i++) {
            made.add(line[i], i, i + 1);
        }
        return made;
    }

    /** Hexadecimal at both of its offsets, base64 at its four. */
    static List<Decoding> packed(byte[] line) {
        return List.of(
                packed(line, 4, 0),
                packed(line, 4, 1),
                packed(line, 6, 0),
                packed(line, 6, 1),
                packed(line, 6, 2),
                packed(line, 6, 3));
    }

    /** Tokens of base64 that are text, each from its beginning: the others are left out. */
    static Decoding tokens(byte[] line) {
        Decoding made = new Decoding(line.length + 1);
        int at = 0;
        while (at < line.length) {
            int end = run(line, at, 6);
            int before = made.length;
            made.unpack(line, at, end, 6);
            if (!made.readable(before) || spare(line, at, end)) {
                made.length = before;
            }
            made.add((byte) 0, at, at);
            at = Math.max(end, at + 1);
        }
        return made;
    }

    /** Runs of digits that hold so many bits each, decoded from the n-th digit of each run on. */
    private static Decoding packed(byte[] line, int bits, int skipped) {
        Decoding made = new Decoding(line.length + 1);
        int at = 0;
        while (at < line.length) {
            int end = run(line, at, bits);
            made.unpack(line, at + skipped, end, bits);
            made.add((byte) 0, at, at);
            at = Math.max(end, at + 1);
        }
        return made;
    }

    private void unpack(byte[] line, int from, int to, int bits) {
        int held = 0;
        int count = 0;
        int made = 0;
        for (int i = from; i < to; i++) {
            held = (held << bits | digit(line[i], bits)) & 0xFFFF;
            count += bits;
            if (count >= 8) {
                count -= 8;
                int end = i + 1 < to ? i + 1 : padding(line, to);
                add((byte) (held >> count), from + made++ * 8 / bits, end);
            }
        }
    }

    void add(byte octet, int start, int end) {
        octets[length] = octet;
        starts[length] = start;
        ends[length] = end;
        length++;
    }

    private static int padding(byte[] line, int from) {
        int end = from;
        while (end < line.length && end < from + 2 && line[end] == '=') {
            end++;
        }
        return end;
    }

    /** Where a run of digits that begins here ends. */
    private static int run(byte[] line, int from, int bits) {
        int end = from;
        while (end < line.length && digit(line[end], bits) >= 0) {
            end++;
        }
        return end;
    }

    /** Whether bits are left over that base64 would have set to zero, or a digit that can hold no octet. */
    private static boolean spare(byte[] line, int from, int to) {
        int over = (to - from) * 6 % 8;
        return to == from || over == 6 || (digit(line[to - 1], 6) & (1 << over) - 1) != 0;
    }

    private boolean readable(int from) {
        for (int i = from; i < length; i++) {
            int octet = octets[i];
            if (octet > 1 && octet < ' ' || octet == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static int digit(byte octet, int bits) {
        return bits == 4 ? Character.digit(octet, 16) : base64(octet);
    }

    private static int base64(byte octet) {
        if (octet >= 'A' && octet <= 'Z') {
            return octet - 'A';
        }
        if (octet >= 'a' && octet <= 'z') {
            return octet - 'a' + 26;
        }
        if (octet >= '0' && octet <= '9') {
            return octet - '0' + 52;
        }
        // '-' and '_' are RFC 4648 §5's, for URLs
        return octet == '+' || octet == '-' ? 62 : octet == '/' || octet == '_' ? 63 : -1;
    }

    int length() {
        return length;
    }

    byte octet(int at) {
        return octets[at];
    }

    /** Marks what a part of this was made from. */
    void mark(int from, int to, boolean[] hidden) {
        Arrays.fill(hidden, starts[from], ends[to - 1], true);
    }
}
