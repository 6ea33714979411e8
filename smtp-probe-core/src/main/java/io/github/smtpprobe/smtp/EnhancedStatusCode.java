/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced status code such as {@code 5.1.1} (RFC 3463, RFC 2034). It explains; only the reply code decides.
 * A record: the RFC has closed its shape.
 *
 * @param status  2, 4 or 5
 * @param subject what it is about, 0 to 999
 * @param detail  0 to 999
 */
public record EnhancedStatusCode(int status, int subject, int detail) {
    private static final int SHORTEST = 5;
    private static final Pattern FORM =
            Pattern.compile("([245])\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})(?=[ \\t]|$)");

    /**
     * Reads the enhanced status code at the start of a reply's text.
     *
     * @param text the text after the reply code
     * @return the code, or nothing where the text does not start with one
     */
    public static Optional<EnhancedStatusCode> atStartOf(String text) {
        Objects.requireNonNull(text, "text");
        if (text.length() < SHORTEST || text.charAt(1) != '.') { // most lines of long replies
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.lookingAt()) {
            return Optional.empty();
        }
        return Optional.of(new EnhancedStatusCode(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))));
    }

    @Override
    public String toString() {
        return status + "." + subject + "." + detail;
    }
}
