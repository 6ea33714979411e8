/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.Rset;

/** The server that has enough when all that was asked is done: Dovecot says after a login that its relay host is not there. */
final class EndedEarly extends AttemptCheck {
    EndedEarly() {
        super(Occasion.failed(Rset.class).or(Occasion.failed(Quit.class)));
    }

    @Override
    void examine(AttemptFindings one) {
        if (!one.attempt().passed()) {
            return; // what failed before is the news
        }
        one.attempt().facts().stream()
                .filter(fact -> fact instanceof Rset || fact instanceof Quit)
                .filter(EndedEarly::closing)
                .findFirst()
                .ifPresent(fact -> one.add("session.ended-early", fact));
    }

    private static boolean closing(Fact fact) {
        return AttemptFindings.refusal(fact)
                .filter(reply -> reply.code().value() == 421)
                .isPresent();
    }
}
