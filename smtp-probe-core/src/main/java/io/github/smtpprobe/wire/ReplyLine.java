/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.wire;

import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.wire.ReplyParser.Violation;
import java.util.Arrays;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One complete line of a reply, whether well-formed or not (RFC 5321 §4.2).
 *
 * @param octets the line with its line end
 * @param end    where the line end begins
 */
record ReplyLine(byte[] octets, int end) implements IntSupplier {
    /** The octets before the text: the code, and a blank or a hyphen. */
    private static final int BEFORE_TEXT = 4;

    static ReplyLine of(byte[] octets) {
        int end = octets.length - 1;
        return new ReplyLine(octets, end > 0 && octets[end - 1] == '\r' ? end - 1 : end);
    }

    /** Why this is not a line of a reply; null if it is one. */
    @Nullable
    Violation wrongForm() {
        if (end == 0) {
            return Violation.BLANK_LINE;
        }
        if (end < 3 || !digit(0) || !digit(1) || !digit(2)) {
            return Violation.BAD_CODE;
        }
        if (end > 3 && digit(3)) {
            return Violation.BAD_CODE; // 2500: four digits are not a code with text
        }
        if (end > 3 && octets[3] != ' ' && octets[3] != '-') {
            return Violation.BAD_SEPARATOR;
        }
        return code() < ReplyCode.LOWEST || code() > ReplyCode.HIGHEST ? Violation.CODE_RANGE : null;
    }

    /** The code of a line that begins with three digits. */
    int code() {
        return (octets[0] - '0') * 100 + (octets[1] - '0') * 10 + (octets[2] - '0');
    }

    /** Whether another line of the reply follows. */
    boolean continued() {
        return end > 3 && octets[3] == '-';
    }

    /** The text. A tab is legal in it (RFC 5321 §4.2), and is read as a blank. */
    String text() {
        int from = Math.min(BEFORE_TEXT, end);
        byte[] text = octets;
        for (int i = from; i < end; i++) {
            if (text[i] == '\t') {
                text = text == octets ? octets.clone() : text;
                text[i] = ' ';
            }
        }
        return Printable.decode(text, from, end);
    }

    /** The text unchanged, with the line end. */
    byte[] challenge() {
        return Arrays.copyOfRange(octets, Math.min(BEFORE_TEXT, octets.length), octets.length);
    }

    /** As above, after the text of the previous lines, whose line ends are dropped. */
    byte[] challengeAfter(byte[] before) {
        int kept = before.length;
        while (kept > 0 && before[kept - 1] <= ' ') {
            kept--;
        }
        byte[] own = challenge();
        byte[] all = Arrays.copyOf(before, kept + own.length);
        System.arraycopy(own, 0, all, kept, own.length);
        return all;
    }

    /** How many octets at the beginning of a well-formed line are read as a code or a keyword. */
    @Override
    public int getAsInt() {
        return ReadPrefix.of(this);
    }

    private boolean digit(int at) {
        return octets[at] >= '0' && octets[at] <= '9';
    }
}
