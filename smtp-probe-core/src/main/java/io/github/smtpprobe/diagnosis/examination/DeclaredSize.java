/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.examination;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.transcript.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The size of a message that the client declares in MAIL FROM (RFC 1870 §4). */
public final class DeclaredSize {
    private static final String MAIL = "MAIL FROM:";
    private static final String SIZE = " SIZE=";
    private static final int MOST_DIGITS = 18;

    private DeclaredSize() {}

    /**
     * Reads it. Only the first such line counts, since a message may contain some, too.
     *
     * @param attempt any attempt
     * @return the number of octets; negative if none is declared
     */
    public static long of(Attempt attempt) {
        for (Entry entry : attempt.transcript().entries()) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                String line = new String(entry.octets(), StandardCharsets.ISO_8859_1);
                if (line.regionMatches(true, 0, MAIL, 0, MAIL.length())) {
                    return read(line);
                }
            }
        }
        return -1;
    }

    /** Reads it after the path, which may contain blanks within quotation marks. */
    private static long read(String line) {
        String parameters = line.substring(line.lastIndexOf('>') + 1).toUpperCase(Locale.ROOT);
        int at = parameters.indexOf(SIZE);
        return at < 0
                ? -1
                : Ascii.number(parameters.substring(at + SIZE.length()).split("\\s", 2)[0], MOST_DIGITS);
    }
}
