/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.extensions;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.report.Attempt;
import java.util.List;

/**
 * A keyword in the first line of a reply to EHLO. That line is for the server's name (RFC 5321 §4.1.1.1), so that clients look for
 * no offer there.
 */
public final class NamePlace {
    /** What to do about it. */
    public static final String REMEDY =
            "On your own server, let the reply to EHLO begin with a line for its name, and put the keywords behind it; otherwise tell its"
                    + " operator.";

    private NamePlace() {}

    /** Whether the last reply to EHLO begins with a keyword in place of a name. */
    public static boolean holds(Attempt attempt, String keyword) {
        List<Ehlo> hellos = attempt.facts(Ehlo.class);
        return !hellos.isEmpty()
                && hellos.get(hellos.size() - 1).outcome().succeeded()
                && hellos.get(hellos.size() - 1)
                        .outcome()
                        .reply()
                        .map(reply -> reply.lines().get(0).strip().split(" ", 2)[0])
                        .filter(keyword::equalsIgnoreCase)
                        .isPresent();
    }
}
