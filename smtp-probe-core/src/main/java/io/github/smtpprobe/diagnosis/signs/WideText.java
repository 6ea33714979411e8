/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.signs;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.transcript.Entry;

/** Text in UTF-16 in place of ASCII, as scripts on Windows write it. Nothing is read behind its first NUL. */
public final class WideText {
    private static final int MARK = 2;

    private WideText() {}

    /** Whether what a server said first begins as text in UTF-16 does: with its mark, or with a reply code of two octets a digit. */
    public static boolean begins(Attempt attempt) {
        return attempt.transcript().entries().stream()
                .filter(entry -> entry.direction() == Entry.Direction.SERVER)
                .findFirst()
                .filter(entry -> begins(entry.octets()))
                .isPresent();
    }

    private static boolean begins(byte[] octets) {
        boolean little = octets.length > MARK && octets[0] == (byte) 0xFF && octets[1] == (byte) 0xFE;
        boolean big = octets.length > MARK && octets[0] == (byte) 0xFE && octets[1] == (byte) 0xFF;
        return big ? octets[MARK] == 0 : digit(octets, little ? MARK : 0);
    }

    private static boolean digit(byte[] octets, int at) {
        return octets.length > at + 1 && Ascii.digit((char) octets[at]) && octets[at + 1] == 0;
    }
}
