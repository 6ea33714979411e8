/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import java.lang.Character.UnicodeScript;

/**
 * Counts the terminal columns of a text: none for combining characters, two for wide East Asian characters and emoji, otherwise
 * one. This approximates Unicode's UAX #11 with what the platform knows; terminals differ in the rest.
 */
final class Columns {
    private Columns() {}

    static int of(String text) {
        int columns = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            columns += character < 0x300 ? 1 : of(character);
            i += Character.charCount(character);
        }
        return columns;
    }

    private static int of(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> within(character, 0x1160, 0x11FF) ? 0 : wide(character) ? 2 : 1;
        };
    }

    private static boolean wide(int character) {
        if (within(character, 0xFF61, 0xFFDC)) { // the narrow forms
            return false;
        }
        return switch (UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> true;
            default ->
                within(character, 0x3000, 0x303E)
                        || within(character, 0x30FB, 0x30FC)
                        || within(character, 0xFF01, 0xFFE6)
                        || within(character, 0x1F300, 0x1F64F)
                        || within(character, 0x1F900, 0x1F9FF);
        };
    }

    private static boolean within(int character, int first, int last) {
        return first <= character && character <= last;
    }

    /** A text padded with spaces to a width; at least one space follows a text that is as wide or wider. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - of(text)));
    }

    static String leftPadded(String text, int width) {
        return " ".repeat(Math.max(0, width - of(text))) + text;
    }
}
