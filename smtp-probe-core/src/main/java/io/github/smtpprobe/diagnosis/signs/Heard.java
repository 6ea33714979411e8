/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.signs;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.transcript.Entry;
import java.util.stream.Collectors;

/**
 * What a port sent without being asked, or in answer to a TLS hello: its first octets, in the form of the transcript.
 *
 * @param clear  what came in clear text, its lines joined by line feeds; empty if nothing came
 * @param inside what came inside TLS
 */
public record Heard(String clear, String inside) {
    private static final int LINES = 4;
    private static final int LONGEST = 200;

    /** What was heard in an attempt. */
    public static Heard of(Attempt attempt) {
        return new Heard(lines(attempt, false), lines(attempt, true));
    }

    private static String lines(Attempt attempt, boolean encrypted) {
        String all = attempt.transcript().entries().stream()
                .filter(entry -> entry.direction() == Entry.Direction.SERVER && entry.encrypted() == encrypted)
                .limit(LINES)
                .map(Entry::text)
                .collect(Collectors.joining("\n"));
        return all.length() > LONGEST ? all.substring(0, LONGEST) : all;
    }
}
