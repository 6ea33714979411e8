/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a transaction in which the client named a second one out of turn. If the message is accepted nevertheless, the
 * refusal of the second sender changed nothing, and the first one counts.
 */
final class OpenTransaction {
    private static final int OUT_OF_TURN = 503;

    private Optional<Fact> sender = Optional.empty();

    /**
     * Adds the next fact.
     *
     * @param before  the last fact of its kind
     * @param message whether a message was sent before it
     * @return the sender that counts in the end
     */
    Optional<Fact> take(@Nullable Fact before, Fact fact, boolean message) {
        if (fact instanceof MailFrom) {
            sender = Optional.ofNullable(before)
                    .filter(each -> each.outcome().succeeded() && !message && outOfTurn(fact.outcome()));
        }
        return fact instanceof MessageTransfer && fact.outcome().succeeded() ? sender : Optional.empty();
    }

    private static boolean outOfTurn(Outcome how) {
        return how instanceof Outcome.Rejected
                && how.reply()
                        .filter(reply -> reply.code().value() == OUT_OF_TURN)
                        .isPresent();
    }
}
