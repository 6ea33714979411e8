/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.TlsHandshake;

/** A pasted text in which nothing failed but which does not show a success either; the finding says what is missing. */
final class PastedInPart extends AttemptCheck {
    PastedInPart() {
        super(Occasion.skipped(SkipReason.NOT_SHOWN));
    }

    @Override
    void examine(AttemptFindings one) {
        one.attempt().facts().stream()
                .filter(fact -> fact.outcome().skippedFor(SkipReason.NOT_SHOWN))
                .findFirst()
                .ifPresent(fact -> missing(one, fact));
    }

    private static void missing(AttemptFindings one, Fact fact) {
        if (fact instanceof MessageTransfer) {
            one.add("dialogue.no-end", fact, "last", last(one));
        } else if (fact instanceof TlsHandshake) {
            one.add("dialogue.no-handshake", fact);
        } else if (!(fact instanceof Authentication)) {
            one.add("dialogue.no-failure", fact);
        } else if (!MisplacedLogin.atProvider(one, fact)) {
            one.add("login.none-offered", fact);
        }
    }

    private static String last(AttemptFindings one) {
        return one.attempt().facts().stream()
                .filter(fact -> fact.outcome().succeeded())
                .reduce((before, after) -> after)
                .map(Values::name)
                .orElse("");
    }
}
