/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.util.function.Consumer;

/** A line in which words are written letter by letter, with the same separator between each two: {@code s e c r e t}, {@code s.e.c}. */
final class Spaced {
    private Spaced() {}

    /**
     * Takes the signs out.
     *
     * @param reader takes what became shorter
     */
    static void read(byte[] line, Consumer<Decoding> reader) {
        if (!written(line)) { // as most lines
            return;
        }
        Decoding made = new Decoding(line.length);
        for (int i = 0; i < line.length; i++) {
            if (!between(line, i)) {
                made.add(line[i], i, i + 1);
            }
        }
        reader.accept(made);
    }

    private static boolean written(byte[] line) {
        boolean found = false;
        for (int i = 0; i < line.length && !found; i++) {
            found = between(line, i);
        }
        return found;
    }

    /** Whether one of several such signs, each behind one letter, stands here. */
    private static boolean between(byte[] line, int at) {
        byte sign = line[at];
        return sign >= ' '
                && !Ascii.letter((char) sign)
                && !Ascii.digit((char) sign)
                && (same(line, at, at - 2) || same(line, at, at + 2));
    }

    /** Whether the same sign stands in both places, and another one between them. */
    private static boolean same(byte[] line, int one, int other) {
        return other >= 0 && other < line.length && line[other] == line[one] && line[(one + other) / 2] != line[one];
    }
}
