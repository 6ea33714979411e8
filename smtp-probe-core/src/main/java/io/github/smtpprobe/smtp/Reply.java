/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import io.github.smtpprobe.text.Arguments;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A complete reply of the server (RFC 5321 §4.2). Its lines are text made safe to show; the octets as they came, less the
 * secrets, are in the transcript. A record: the RFC has closed its shape, and what is odd about one is a token.
 *
 * @param code      the three digits
 * @param lines     the text of each line without code and separator, at least one
 * @param anomalies deviations that were harmless, such as {@code bare-lf}
 */
public record Reply(ReplyCode code, List<String> lines, Set<String> anomalies) {
    /** What stands between the lines of a reply where they are shown as one. */
    private static final String BETWEEN = " | ";

    /**
     * Makes a reply.
     *
     * @param code      the three digits
     * @param lines     at least one line
     * @param anomalies may be empty
     */
    public Reply {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(anomalies, "anomalies");
        lines = Arguments.copy(lines, "lines");
        anomalies = anomalies.isEmpty() ? Set.of() : Set.copyOf(anomalies);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a reply has at least one line");
        }
    }

    /**
     * Makes a reply without anomalies.
     *
     * @param code  200 to 599
     * @param lines at least one line of text
     * @return the reply
     */
    public static Reply of(int code, String... lines) {
        return new Reply(new ReplyCode(code), Arrays.asList(lines), Set.of());
    }

    /** {@return the enhanced status code of the first line that has one (RFC 2034); never one for 3xx} */
    public Optional<EnhancedStatusCode> enhanced() {
        return EnhancedStatusCode.atStartOf(explained());
    }

    /** The line with the enhanced status code; empty where none has one. */
    private String explained() {
        if (code.intermediate()) {
            return "";
        }
        for (int i = 0; i < lines.size(); i++) {
            if (EnhancedStatusCode.lengthAtStartOf(lines.get(i)) > 0) {
                return lines.get(i);
            }
        }
        return "";
    }

    /** {@return whether code and enhanced status code contradict each other, as in {@code 550 2.1.5}; the code counts (RFC 2034 §4)} */
    public boolean contradictory() {
        String line = explained();
        return !line.isEmpty() && line.charAt(0) - '0' != code.value() / 100;
    }

    /** {@return all lines joined by blanks, each without its enhanced status code} */
    public String text() {
        if (lines.size() == 1) {
            return rest(lines.get(0));
        }
        StringBuilder out = new StringBuilder();
        for (String line : lines) {
            String rest = rest(line);
            if (!rest.isEmpty()) {
                out.append(out.length() == 0 ? "" : " ").append(rest);
            }
        }
        return out.toString();
    }

    private static String rest(String line) {
        return line.substring(EnhancedStatusCode.lengthAtStartOf(line)).strip();
    }

    /** {@return the code, the enhanced status code once, and the text of all lines: for people} */
    public String oneLine() {
        String enhanced = enhanced().map(found -> " " + found).orElse("");
        return (code + enhanced + " " + text()).strip();
    }

    /** {@return the code and the whole text on one line, for example {@code 550 5.1.1 no such user}} */
    @Override
    public String toString() {
        int length = 3;
        for (int i = 0; i < lines.size(); i++) {
            length += BETWEEN.length() + lines.get(i).length();
        }
        StringBuilder out = new StringBuilder(length).append(code.value());
        if (lines.size() > 1 || !lines.get(0).isEmpty()) {
            out.append(' ').append(lines.get(0));
        }
        for (int i = 1; i < lines.size(); i++) {
            out.append(BETWEEN).append(lines.get(i));
        }
        return out.toString();
    }
}
