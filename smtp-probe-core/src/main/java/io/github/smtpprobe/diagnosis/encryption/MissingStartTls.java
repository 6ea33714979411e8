/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.encryption;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.extensions.NamePlace;
import io.github.smtpprobe.diagnosis.signs.BlankedKeyword;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.request.TlsMode;
import java.util.Optional;

/** STARTTLS that is not offered, either by the server or because something on the way blanks out keywords. */
public final class MissingStartTls extends AttemptCheck {
    private static final String OTHER_PORT = " Until then, try port 465 with implicit TLS.";

    public MissingStartTls() {
        super(Occasion.failed(StartTls.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().fact(StartTls.class).ifPresent(fact -> {
            if (!fact.outcome().skippedFor(SkipReason.NOT_OFFERED)) {
                return;
            }
            Optional<String> blanked = one.attempt().fact(Ehlo.class).flatMap(BlankedKeyword::of);
            if (blanked.isPresent()) {
                one.add("starttls.stripped", fact, "keyword", blanked.get());
            } else if (one.route().mode() == TlsMode.STARTTLS) {
                boolean misplaced = NamePlace.holds(one.attempt(), "STARTTLS");
                one.add(
                        "starttls.not-offered",
                        fact,
                        "misplaced",
                        misplaced ? "STARTTLS" : "",
                        "order",
                        misplaced ? NamePlace.REMEDY + OTHER_PORT : "",
                        "withheld",
                        one.seen().request().credentials().isPresent() ? "credentials" : "");
            } else {
                one.add("starttls.absent", fact);
            }
        });
    }
}
