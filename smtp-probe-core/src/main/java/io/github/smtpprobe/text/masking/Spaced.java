/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import io.github.smtpprobe.text.Ascii;
import java.util.function.Consumer;

/**
 * A line in which words are written letter by letter, with the same separator between the letters: {@code s e c r e t}, {@code
 * s.e.c}.
 */
final class Spaced {
    private Spaced() {}

    /**
     * Removes the separators.
     *
     * @param reader receives the line, if anything was removed
     */
    static void read(byte[] line, Consumer<Decoding> reader) {
        if (!written(line)) { // true of most lines
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

    /** Whether this is one of several equal separators with one letter between them. */
    private static boolean between(byte[] line, int at) {
        byte sign = line[at];
        return sign >= ' '
                && !Ascii.letter((char) sign)
                && !Ascii.digit((char) sign)
                && (same(line, at, at - 2) || same(line, at, at + 2));
    }

    /** Whether both places contain the same character, and the place between them another one. */
    private static boolean same(byte[] line, int one, int other) {
        return other >= 0 && other < line.length && line[other] == line[one] && line[(one + other) / 2] != line[one];
    }
}
