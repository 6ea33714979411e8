/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

/**
 * Finds out where words begin and end: at blanks, brackets, quotes and punctuation, but not inside a name, a number or an
 * address.
 */
final class Words {
    private Words() {}

    /** Whether a part of a text is a whole word. */
    static boolean whole(Decoding text, int from, int to) {
        return apart(text, from, -1) && apart(text, to - 1, 1);
    }

    /** Whether an octet is not joined to what is next to it on one side. */
    private static boolean apart(Decoding text, int at, int step) {
        int next = octet(text, at + step);
        if (blank(next) || quote(next)) {
            return true;
        }
        boolean letter = letter(octet(text, at));
        boolean joins = next == '.' || next == '-' || next == '@' || next == '/' || next == '+' || next == '_';
        return letter && !letter(next) && !(joins && letter(octet(text, at + 2 * step)));
    }

    private static int octet(Decoding text, int at) {
        return at < 0 || at >= text.length() ? ' ' : text.octet(at) & 0xFF;
    }

    /** Blanks and control characters, which separate the parts of a SASL message. */
    private static boolean blank(int octet) {
        return octet <= ' ';
    }

    private static boolean quote(int octet) {
        return octet == '"'
                || octet == '\''
                || octet == '`'
                || octet == '<'
                || octet == '>'
                || octet == '('
                || octet == ')';
    }

    private static boolean letter(int octet) {
        return octet >= 0x80 || Character.isLetterOrDigit(octet);
    }
}
