/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.RcptTo;
import java.time.Duration;
import java.util.List;

/** What replies to RCPT TO do not prove, and patterns over several of them. */
final class RecipientNotes implements AttemptCheck {
    private static final Duration SLOW = Duration.ofSeconds(5);

    @Override
    public void examine(AttemptFindings one) {
        recipients(one);
        one.attempt()
                .fact(MessageTransfer.class)
                .filter(fact -> fact.outcome().succeeded())
                .ifPresent(fact -> one.add("message.queued", fact));
    }

    private static void recipients(AttemptFindings one) {
        List<RcptTo> all = one.attempt().facts(RcptTo.class).stream()
                .filter(fact -> fact.outcome().reply().isPresent())
                .toList();
        if (all.isEmpty()) {
            return;
        }
        List<RcptTo> accepted =
                all.stream().filter(fact -> fact.outcome().succeeded()).toList();
        accepted.stream().findFirst().ifPresent(fact -> {
            one.add("recipient.accepted", fact);
            fact.outcome().reply().map(reply -> reply.code().value()).ifPresent(code -> {
                if (code == 251 || code == 252) {
                    one.add(code == 251 ? "recipient.forwarded" : "recipient.unverified", fact);
                }
            });
        });
        if (accepted.isEmpty() && all.size() > 1 && all.stream().noneMatch(fact -> ofItsOwn(one, fact))) {
            one.add("recipient.all-refused", all.get(0));
        }
        boolean firstFast = all.get(0).took().compareTo(SLOW) < 0;
        all.stream()
                .skip(1)
                .filter(fact -> firstFast && fact.took().compareTo(SLOW) >= 0)
                .findFirst()
                .ifPresent(fact -> one.add("recipient.tarpit", fact));
    }

    /** A refusal that says what is the matter with this one mailbox. */
    private static boolean ofItsOwn(AttemptFindings one, RcptTo fact) {
        return AttemptFindings.refusal(fact)
                .map(reply -> one.meaning(fact, reply).id())
                .filter(id -> id.startsWith("recipient.") && !id.equals("recipient.refused"))
                .isPresent();
    }
}
