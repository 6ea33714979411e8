/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.transaction;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.replies.StrayReply;
import io.github.smtpprobe.fact.RcptTo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Predicate;

/** What replies to RCPT TO do not prove, and patterns over several of them. */
public final class RecipientNotes extends AttemptCheck {
    private static final Duration SLOW = Duration.ofSeconds(5);

    /** How many recipients a sentence names. */
    private static final int SHOWN = 3;

    public RecipientNotes() {
        super(Occasion.step(RcptTo.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        List<RcptTo> all = new ArrayList<>(one.attempt().facts(RcptTo.class));
        all.removeIf(fact -> fact.outcome().reply().isEmpty());
        List<RcptTo> accepted = new ArrayList<>(all);
        accepted.removeIf(fact -> !fact.outcome().succeeded());
        if (!accepted.isEmpty() && !StrayReply.decides(one.attempt())) {
            accepted(one, accepted);
        }
        if (all.size() > 1
                && first(all, fact -> !refusedWithoutReason(one, fact)).isEmpty()) {
            one.add("recipient.all-refused", all.get(0));
        }
        if (all.size() > 1 && !slow(all.get(0))) {
            first(all, RecipientNotes::slow).ifPresent(fact -> one.add("recipient.tarpit", fact));
        }
    }

    private static void accepted(AttemptFindings one, List<RcptTo> all) {
        RcptTo fact = all.get(0);
        one.add("recipient.accepted", fact, "recipient", names(all), "these", all.size() > 1 ? "the mailboxes" : "");
        switch (fact.outcome().reply().orElseThrow().code().value()) {
            case 251 -> one.add("recipient.forwarded", fact);
            case 252 -> one.add("recipient.unverified", fact);
            default -> {}
        }
    }

    private static String names(List<RcptTo> all) {
        StringJoiner shown = new StringJoiner(", ");
        for (int i = 0; i < all.size() && i < SHOWN; i++) {
            shown.add(all.get(i).recipient().wire());
        }
        return all.size() > SHOWN ? shown + " and " + (all.size() - SHOWN) + " more" : shown.toString();
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

    /** Whether a recipient was refused without a reason. A reason, or a request to try later, says more than a pattern. */
    private static boolean refusedWithoutReason(AttemptFindings one, RcptTo fact) {
        return AttemptFindings.refusal(fact)
                .filter(reply -> reply.code().permanent())
                .filter(reply -> one.meaning(fact, reply).general())
                .isPresent();
    }
}
