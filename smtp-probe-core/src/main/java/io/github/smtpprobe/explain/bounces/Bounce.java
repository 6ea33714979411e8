/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.bounces;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail or an event that reports that another mail has not been delivered, or not yet.
 *
 * @param lines      the lines of the report, without the returned mail; there are as many as in the text
 * @param statements statements that may tell the reason if no reply does
 * @param delayed    whether delivery will be tried again
 */
public record Bounce(List<String> lines, List<Statement> statements, boolean delayed) {
    /** A code with a colon after it, as Yahoo writes it. */
    private static final Pattern COLON = Pattern.compile("^(\\W{0,3}[45]\\d\\d): (?::\\s)?(?=\\S)");

    /** What a filter says before the reply of the server behind it. */
    private static final Pattern FILTER = Pattern.compile(
            "[45]\\d\\d (?:[\\d.]{1,12} )?[\\w ,=:/-]{0,100}from MTA\\([^)]{1,200}\\): (?=[45]\\d\\d[ -])");

    /**
     * The lines of a text that report on a delivery, with the others empty; empty if there are none.
     *
     * @param text the text without what programs put around its lines
     */
    public static Optional<List<String>> report(List<String> text) {
        return Signs.report(text) ? Optional.of(ReturnedMail.cutOff(text)) : Optional.empty();
    }

    /** Reads such lines. */
    public static Bounce of(List<String> report) {
        List<String> lines = new ArrayList<>();
        for (String line : Folds.joined(report)) {
            lines.add(FILTER.matcher(COLON.matcher(line).replaceFirst("$1 ")).replaceFirst(""));
        }
        return new Bounce(List.copyOf(lines), Statements.in(lines), Signs.delayed(lines));
    }
}
