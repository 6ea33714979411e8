/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.transaction;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Mailbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happened to a message for each of its recipients in LMTP, where there has to be exactly one reply for each (RFC 2033 §4.2). */
public final class Deliveries extends AttemptCheck {
    /** How many recipients a sentence names. */
    private static final int SHOWN = 3;

    public Deliveries() {
        super(Occasion.step(MessageTransfer.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        List<MessageTransfer> each = new ArrayList<>(one.attempt().facts(MessageTransfer.class));
        each.removeIf(fact -> fact.recipient().isEmpty());
        if (each.isEmpty()) {
            return;
        }
        Optional<Fact> surplus = surplus(one.attempt(), each);
        Optional<MessageTransfer> missing = missing(each);
        surplus.ifPresent(fact -> one.add("lmtp.replies-surplus", fact));
        missing.filter(fact -> surplus.isEmpty())
                .ifPresent(fact -> one.add(
                        "lmtp.replies-missing",
                        fact,
                        "none",
                        unanswered(fact) ? fact.recipient().map(Mailbox::wire).orElse("") : "",
                        "replies",
                        Integer.toString(each.indexOf(fact)),
                        "recipients",
                        Integer.toString(each.size())));
        if (surplus.isEmpty() && each.size() > 1) {
            each.stream()
                    .filter(fact -> AttemptFindings.refusal(fact).isPresent())
                    .forEach(fact -> one.add("lmtp.refused-for", fact));
        }
        List<MessageTransfer> taken =
                each.stream().filter(fact -> fact.outcome().succeeded()).toList();
        if (surplus.isEmpty() && !taken.isEmpty()) {
            one.add("lmtp.taken", taken.get(0), "recipients", names(taken));
        }
    }

    /** A surplus reply, which may have been taken for the answer to the last command on the connection. */
    private static Optional<Fact> surplus(Attempt attempt, List<MessageTransfer> each) {
        List<Fact> all = new ArrayList<>(each);
        all.addAll(attempt.facts(Quit.class));
        return all.stream()
                .filter(fact -> AttemptFindings.failed(fact, Reason.REPLIES_SURPLUS))
                .findFirst();
    }

    /** The first recipient without a reply that follows one with its own reply. */
    private static Optional<MessageTransfer> missing(List<MessageTransfer> each) {
        return each.stream()
                .filter(fact -> AttemptFindings.failed(fact, Reason.REPLIES_MISSING)
                        || (fact != each.get(0) && unanswered(fact)))
                .findFirst();
    }

    private static boolean unanswered(Fact fact) {
        return fact.outcome() instanceof Outcome.Failed failed
                && (failed.kind() == FailureKind.TIMEOUT
                        || failed.kind() == FailureKind.CLOSED
                        || failed.kind() == FailureKind.RESET);
    }

    private static String names(List<MessageTransfer> taken) {
        String shown = String.join(
                ", ",
                taken.stream()
                        .limit(SHOWN)
                        .map(fact -> fact.recipient().map(Mailbox::wire).orElse(""))
                        .toList());
        return taken.size() > SHOWN ? shown + " and " + (taken.size() - SHOWN) + " more" : shown;
    }
}
