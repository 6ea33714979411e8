/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import io.github.smtpprobe.text.Ascii;
import java.util.Objects;
import java.util.Optional;

/**
 * An enhanced status code such as {@code 5.1.1} (RFC 3463, RFC 2034). It only explains a reply; the reply code decides. It is a
 * record, since the RFC defines no further parts.
 *
 * @param status  2, 4 or 5
 * @param subject what it is about, 0 to 999
 * @param detail  0 to 999
 */
public record EnhancedStatusCode(int status, int subject, int detail) {
    private static final int SHORTEST = 5;
    private static final int MOST_DIGITS = 3;
    /** Where the second number begins. */
    private static final int SUBJECT = 2;

    /**
     * Reads the enhanced status code at the start of a reply's text.
     *
     * @param text the text after the reply code
     * @return the code; empty if the text does not start with one
     */
    public static Optional<EnhancedStatusCode> atStartOf(String text) {
        int end = lengthAtStartOf(text);
        if (end == 0) {
            return Optional.empty();
        }
        int dot = text.indexOf('.', SUBJECT);
        return Optional.of(new EnhancedStatusCode(
                text.charAt(0) - '0',
                Integer.parseInt(text, SUBJECT, dot, 10),
                Integer.parseInt(text, dot + 1, end, 10)));
    }

    /**
     * The length of the enhanced status code at the start of a reply's text.
     *
     * @param text the text after the reply code
     * @return its length in characters; 0 if the text does not start with one
     */
    public static int lengthAtStartOf(String text) {
        if (Objects.requireNonNull(text, "text").length() < SHORTEST
                || text.charAt(1) != '.'
                || "245".indexOf(text.charAt(0)) < 0) {
            return 0; // true of most lines of a long reply
        }
        int dot = number(text, SUBJECT);
        if (dot == 0 || dot == text.length() || text.charAt(dot) != '.') {
            return 0;
        }
        int end = number(text, dot + 1);
        boolean apart = end == text.length() || text.charAt(end) == ' ' || text.charAt(end) == '\t';
        return apart ? end : 0;
    }

    /** The end of a number of one to three digits without leading zeros; 0 if there is none. */
    private static int number(String text, int from) {
        int end = from;
        while (end < text.length() && Ascii.digit(text.charAt(end))) {
            end++;
        }
        int digits = end - from;
        boolean padded = digits > 1 && text.charAt(from) == '0';
        return digits == 0 || digits > MOST_DIGITS || padded ? 0 : end;
    }

    @Override
    public String toString() {
        return status + "." + subject + "." + detail;
    }
}
