/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.extensions.ExtensionsNotAsked;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;

/** The server that offers PIPELINING but does not follow it (RFC 2920 §3.2), or does not offer it although it was requested. */
public final class Pipelining extends AttemptCheck {
    private static final String MERGED =
            " There are more lines than replies. If each line was meant as the reply to a command of its own, some"
                    + " have a hyphen behind their code where a blank has to be, which joins them to the next line.";

    private static final String SILENT = "fell silent";
    private static final List<Stage> TOGETHER = List.of(Stage.MAIL_FROM, Stage.RCPT_TO, Stage.RSET, Stage.QUIT);

    public Pipelining() {
        super(Occasion.step(MailFrom.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        Optional<MailFrom> mail = one.attempt().fact(MailFrom.class);
        if (mail.isEmpty() || mail.get().outcome() instanceof Outcome.Skipped) {
            return;
        }
        boolean offered = one.attempt()
                .fact(Ehlo.class)
                .filter(hello -> hello.capabilities().pipelining())
                .isPresent();
        if (offered && troubled(one.attempt())) {
            Optional<Fact> miscounted = miscounted(one.attempt());
            miscounted.ifPresent(fact -> one.add(
                    AttemptFindings.failed(fact, Reason.REPLIES_MISSING)
                            ? "pipelining.replies-missing"
                            : "pipelining.replies-surplus",
                    fact));
            if (miscounted.isEmpty()) {
                brokenOff(one, SentTogether.last(one.attempt().transcript()));
            }
            swapped(one, mail.get());
        } else if (!offered && one.seen().request().pipelines()) {
            one.add(
                    ExtensionsNotAsked.asked(one.attempt()) ? "pipelining.not-offered" : "pipelining.not-asked",
                    mail.get());
        }
    }

    /** Whether any step was not answered as it should be. */
    private static boolean troubled(Attempt attempt) {
        for (Fact fact : attempt.facts()) {
            if (!fact.outcome().succeeded() && !(fact.outcome() instanceof Outcome.Skipped)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Fact> miscounted(Attempt attempt) {
        return attempt.facts().stream()
                .filter(fact ->
                        !(fact instanceof MessageTransfer || fact instanceof Quit)) // those of a message in LMTP
                .filter(fact -> AttemptFindings.failed(fact, Reason.REPLIES_MISSING, Reason.REPLIES_SURPLUS))
                .findFirst();
    }

    private static void brokenOff(AttemptFindings one, SentTogether last) {
        if (last.commands() > 1) {
            one.attempt().facts().stream()
                    .filter(fact -> TOGETHER.contains(fact.stage()) && brokeOff(fact))
                    .findFirst()
                    .filter(fact -> ending(fact).equals(SILENT) || !BrokenDialogue.tells(one, fact))
                    .ifPresent(fact -> add(one, brokenOff(fact, last), fact, last));
        }
    }

    private static String brokenOff(Fact fact, SentTogether last) {
        if (fact.stage() == Stage.QUIT) {
            return "pipelining.reply-uncertain";
        }
        return ending(fact).equals(SILENT) && last.replies() > 0 ? "pipelining.unanswered" : "pipelining.cut-short";
    }

    private static void add(AttemptFindings one, String id, Fact fact, SentTogether last) {
        one.add(
                id,
                fact,
                "ending",
                ending(fact),
                "answered",
                Integer.toString(last.replies()),
                "sent",
                Integer.toString(last.commands()),
                "merged",
                last.lines() > last.replies() ? MERGED : "");
    }

    /** Whether the server fell silent, or closed the connection, at a step. */
    static boolean brokeOff(Fact fact) {
        return !ending(fact).isEmpty();
    }

    /** How the server broke off at a step, in words; empty if it did not. */
    private static String ending(Fact fact) {
        FailureKind kind = fact.outcome() instanceof Outcome.Failed failed ? failed.kind() : FailureKind.LOCAL;
        return switch (kind) {
            case TIMEOUT -> SILENT;
            case CLOSED -> "closed the connection";
            case RESET -> "reset the connection";
            default -> "";
        };
    }

    private static void swapped(AttemptFindings one, MailFrom mail) {
        if (AttemptFindings.refusal(mail).isPresent()) {
            one.attempt().facts(RcptTo.class).stream()
                    .filter(fact -> fact.outcome().succeeded() && one.attempt().follows(fact))
                    .findFirst()
                    .ifPresent(fact -> one.add("pipelining.out-of-order", fact));
        }
    }
}
