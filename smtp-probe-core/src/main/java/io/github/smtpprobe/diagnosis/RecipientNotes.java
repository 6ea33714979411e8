/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What replies to RCPT TO do not prove, and patterns over several of them. */
final class RecipientNotes extends AttemptCheck {
    private static final Duration SLOW = Duration.ofSeconds(5);

    RecipientNotes() {
        super(Occasion.step(RcptTo.class).or(Occasion.step(MessageTransfer.class)));
    }

    @Override
    void examine(AttemptFindings one) {
        recipients(one);
        one.attempt()
                .fact(MessageTransfer.class)
                .filter(fact -> fact.stage() == Stage.END_OF_DATA) // DATA alone sends nothing
                .filter(fact -> fact.outcome().succeeded() && fact.recipient().isEmpty())
                .ifPresent(fact -> one.add("message.queued", fact));
    }

    private static void recipients(AttemptFindings one) {
        List<RcptTo> all = new ArrayList<>(one.attempt().facts(RcptTo.class));
        all.removeIf(fact -> fact.outcome().reply().isEmpty());
        Optional<RcptTo> accepted = first(all, fact -> fact.outcome().succeeded());
        accepted.ifPresent(fact -> accepted(one, fact));
        if (accepted.isEmpty()
                && all.size() > 1
                && first(all, fact -> ofItsOwn(one, fact)).isEmpty()) {
            one.add("recipient.all-refused", all.get(0));
        }
        if (all.size() > 1 && !slow(all.get(0))) {
            first(all, RecipientNotes::slow).ifPresent(fact -> one.add("recipient.tarpit", fact));
        }
    }

    private static void accepted(AttemptFindings one, RcptTo fact) {
        one.add("recipient.accepted", fact);
        switch (fact.outcome().reply().orElseThrow().code().value()) {
            case 251 -> one.add("recipient.forwarded", fact);
            case 252 -> one.add("recipient.unverified", fact);
            default -> {}
        }
    }

    private static Optional<RcptTo> first(List<RcptTo> all, Predicate<RcptTo> wanted) {
        for (RcptTo each : all) {
            if (wanted.test(each)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static boolean slow(RcptTo fact) {
        return fact.took().compareTo(SLOW) >= 0;
    }

    /** A refusal that says what is the matter with this one mailbox. */
    private static boolean ofItsOwn(AttemptFindings one, RcptTo fact) {
        return AttemptFindings.refusal(fact)
                .map(reply -> one.meaning(fact, reply).id())
                .filter(id -> id.startsWith("recipient.") && !id.equals("recipient.refused"))
                .isPresent();
    }
}
