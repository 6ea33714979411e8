/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import io.github.smtpprobe.arguments.Arguments;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A complete reply of the server (RFC 5321 §4.2). Its lines are text that is safe to show; the original octets, with secrets
 * masked, are in the transcript. It is a record, since the RFC defines no further parts, and anomalies are tokens.
 *
 * @param code      the three digits
 * @param lines     the text of each line without code and separator, at least one
 * @param anomalies harmless deviations from the standard, such as {@code bare-lf}
 */
public record Reply(ReplyCode code, List<String> lines, Set<String> anomalies) {
    /** Separates the lines of a reply when they are shown as one. */
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
            throw new IllegalArgumentException("lines: a reply has at least one line");
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

    /** {@return the enhanced status code of the first line that has one (RFC 2034); always empty for 3xx} */
    public Optional<EnhancedStatusCode> enhanced() {
        return EnhancedStatusCode.atStartOf(explained());
    }

    /** The first line with an enhanced status code; empty if none has one. */
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

    /**
     * {@return whether code and enhanced status code contradict each other, as in {@code 550 2.1.5}; the reply code is the one
     * that counts (RFC 2034 §4)}
     */
    public boolean contradictory() {
        String line = explained();
        return !line.isEmpty() && line.charAt(0) - '0' != code.value() / 100;
    }

    /** {@return the text of all lines, joined by blanks and without enhanced status codes} */
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

    /** {@return the reply on one line for people: the code, the enhanced status code once, and the text of all lines} */
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
