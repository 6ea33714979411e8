/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.signs;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.smtp.Capabilities;
import java.util.Optional;

/** A keyword that a firewall has blanked out, such as {@code XXXXXXXA}. */
public final class BlankedKeyword {
    private BlankedKeyword() {}

    /**
     * Finds a keyword that a firewall has overwritten: STARTTLS becomes XXXXXXXA, and AUTH becomes XXXA.
     *
     * @param hello the step, with the server's reply
     * @return the keyword as it arrived
     */
    public static Optional<String> of(Ehlo hello) {
        for (Capabilities.Keyword each : hello.capabilities().keywords()) {
            if (blanked(each.name())) {
                return Optional.of(each.name());
            }
        }
        return Optional.empty();
    }

    /** Whether a name consists of at least three X, perhaps followed by one other letter. */
    private static boolean blanked(String name) {
        int blank = 0;
        while (blank < name.length() && name.charAt(blank) == 'X') {
            blank++;
        }
        boolean letter = blank == name.length() - 1 && name.charAt(blank) >= 'A' && name.charAt(blank) <= 'Z';
        return blank >= 3 && (blank == name.length() || letter);
    }
}
