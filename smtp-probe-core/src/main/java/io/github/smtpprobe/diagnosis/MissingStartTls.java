/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Capabilities;
import java.util.Optional;

/** STARTTLS that is not offered: by the server, or by something on the way that blanks keywords out. */
final class MissingStartTls extends AttemptCheck {
    MissingStartTls() {
        super(Occasion.failed(StartTls.class));
    }

    @Override
    void examine(AttemptFindings one) {
        one.attempt().fact(StartTls.class).ifPresent(fact -> {
            if (!fact.outcome().skippedFor(SkipReason.NOT_OFFERED)) {
                return;
            }
            Optional<String> blanked = one.attempt().fact(Ehlo.class).flatMap(MissingStartTls::blanked);
            if (blanked.isPresent()) {
                one.add("starttls.stripped", fact, "keyword", blanked.get());
            } else if (one.route().mode() == TlsMode.STARTTLS) {
                one.add("starttls.not-offered", fact);
            } else {
                one.add("starttls.absent", fact);
            }
        });
    }

    /** A keyword that a firewall has overwritten: STARTTLS becomes XXXXXXXA, and AUTH becomes XXXA. */
    static Optional<String> blanked(Ehlo hello) {
        for (Capabilities.Keyword each : hello.capabilities().keywords()) {
            if (blanked(each.name())) {
                return Optional.of(each.name());
            }
        }
        return Optional.empty();
    }

    /** At least three times X, and then perhaps one letter more. */
    private static boolean blanked(String name) {
        int blank = 0;
        while (blank < name.length() && name.charAt(blank) == 'X') {
            blank++;
        }
        boolean letter = blank == name.length() - 1 && name.charAt(blank) >= 'A' && name.charAt(blank) <= 'Z';
        return blank >= 3 && (blank == name.length() || letter);
    }
}
