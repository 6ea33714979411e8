/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import java.util.function.Consumer;

/**
 * Decodes octets that a line contains as digits: hexadecimal digits of four bits each, and base64 digits of six bits each. Each
 * reading takes one pass.
 */
final class Digits {
    private static final int HEXADECIMAL = 4;
    private static final int BASE64 = 6;

    private final byte[] line;
    private final int bits;
    private final Decoding made;
    private int held;
    private int count;
    /** The place of the digit in which the next octet begins; negative if that is the next digit. */
    private int begin = -1;

    private Digits(byte[] line, int bits, Decoding made) {
        this.line = line;
        this.bits = bits;
        this.made = made;
    }

    /**
     * Decodes hexadecimal at both offsets and base64 at all four, also with the characters that programs write between the
     * digits.
     *
     * @param reader receives one reading after the other; each is overwritten by the next
     */
    static void read(byte[] line, Consumer<Decoding> reader) {
        Decoding made = new Decoding(line.length + 1);
        Digits hexadecimal = new Digits(line, HEXADECIMAL, made);
        for (int skipped = 0; skipped < 2; skipped++) {
            reader.accept(hexadecimal.row(skipped));
        }
        Digits base64 = new Digits(line, BASE64, made);
        for (int skipped = 0; skipped < 4; skipped++) {
            reader.accept(base64.row(skipped));
        }
    }

    private Decoding row(int skipped) {
        made.shorten(0);
        begin();
        int skip = skipped;
        for (int at = 0; at < line.length; at++) {
            boolean digit = digit(at) >= 0 && !prefix(at);
            if (digit && skip > 0) {
                skip--;
            } else if (digit) {
                take(at);
            } else if (!between(at)) {
                over(at);
                skip = skipped;
            }
        }
        return made;
    }

    private void take(int at) {
        begin = begin < 0 ? at : begin;
        held = (held << bits | digit(at)) & 0xFFFF;
        count += bits;
        if (count >= Byte.SIZE) {
            count -= Byte.SIZE;
            made.add((byte) (held >> count), begin, at + 1);
            begin = count > 0 ? at : -1;
        }
    }

    /** Handles a character that is not a digit: a new sequence begins after it. */
    private void over(int at) {
        if (line[at] == '=' && bits == BASE64 && made.end() == at) {
            made.extend(at + 1); // its padding
        } else {
            made.add((byte) 0, at, at);
        }
        begin();
    }

    private void begin() {
        held = 0;
        count = 0;
        begin = -1;
    }

    /**
     * Whether a character may come between digits. Base64 may be folded; octets in hexadecimal may have any signs or blanks
     * between them, or {@code 0x} before each.
     */
    private boolean between(int at) {
        return bits == BASE64 ? line[at] == ' ' : sign(line[at]) || prefix(at) || (at > 0 && prefix(at - 1));
    }

    private static boolean sign(byte octet) {
        return octet >= ' ' && octet < 0x7F && !Character.isLetterOrDigit(octet);
    }

    private boolean prefix(int at) {
        return bits == HEXADECIMAL && line[at] == '0' && at + 1 < line.length && (line[at + 1] | 0x20) == 'x';
    }

    /** Decodes base64 tokens that contain text, each from its beginning. Other tokens are left out. */
    static Decoding tokens(byte[] line) {
        Digits base64 = new Digits(line, BASE64, new Decoding(line.length + 1));
        int before = 0;
        int start = 0;
        for (int at = 0; at <= line.length; at++) {
            if (at < line.length && base64.digit(at) >= 0) {
                base64.take(at);
                continue;
            }
            if (!base64.readable(before) || base64.spare(start, at)) {
                base64.made.shorten(before);
            }
            if (at < line.length) {
                base64.over(at);
            }
            before = base64.made.length();
            start = at + 1;
        }
        return base64.made;
    }

    /** Whether base64 would have unused bits that are not zero, or a digit too few to hold an octet. */
    private boolean spare(int from, int to) {
        int over = (to - from) * BASE64 % Byte.SIZE;
        return to <= from || over == BASE64 || (digit(to - 1) & (1 << over) - 1) != 0;
    }

    private boolean readable(int from) {
        for (int i = from; i < made.length(); i++) {
            int octet = made.octet(i);
            if ((octet > 1 && octet < ' ') || octet == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private int digit(int at) {
        return bits == HEXADECIMAL ? Character.digit(line[at], 16) : base64(line[at]);
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
        // '-' and '_' are those of RFC 4648 §5, for URLs
        return octet == '+' || octet == '-' ? 62 : octet == '/' || octet == '_' ? 63 : -1;
    }
}
