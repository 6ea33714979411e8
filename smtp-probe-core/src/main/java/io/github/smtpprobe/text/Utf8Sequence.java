/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

/** The octets that make one character in UTF-8 (RFC 3629 §4). ASCII is not read here, since most callers pass over it faster. */
public final class Utf8Sequence {
    /** What is read instead of a character. */
    public static final int MALFORMED = -1;

    private Utf8Sequence() {}

    /**
     * Tells how long a sequence is.
     *
     * @param lead its first octet, from 0 to 255
     * @return how many octets it has, 2 to 4; 0 if none begins with this one
     */
    public static int length(int lead) {
        if (lead >= 0xC2 && lead <= 0xDF) {
            return 2;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            return 3;
        }
        return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    }

    /**
     * Reads a character.
     *
     * @param octets contain the whole sequence
     * @param at     where it begins
     * @param length how long it is
     * @return the code point; {@link #MALFORMED} if it is a surrogate, longer than necessary, or no sequence at all
     */
    public static int decode(byte[] octets, int at, int length) {
        int point = octets[at] & (0x7F >> length);
        for (int i = at + 1; i < at + length; i++) {
            if ((octets[i] & 0xC0) != 0x80) {
                return MALFORMED;
            }
            point = (point << 6) | (octets[i] & 0x3F);
        }
        int least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
        boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        return point < least || half || point > Character.MAX_CODE_POINT ? MALFORMED : point;
    }
}
