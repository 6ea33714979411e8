/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.words.Quotation;
import io.github.smtpprobe.diagnosis.words.Values;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.Rset;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Reply;
import java.util.List;
import java.util.Optional;

/**
 * A reply that came when only RSET or QUIT, or nothing at all, remained to be answered, and that contradicts an earlier reply. If
 * one reply too many came before, it is the answer to the previous step.
 */
public final class StrayReply {
    private static final String LOOK_FIRST = " Look into the mailbox before the message is sent again.";

    private StrayReply() {}

    /** Sentences about which step is in doubt, and why; empty if none is. */
    static String words(Attempt attempt, Fact fact) {
        Optional<Fact> before = before(attempt, fact);
        if (before.isEmpty()) {
            return "";
        }
        String step = Values.name(before.get());
        boolean last = fact instanceof Rset || fact instanceof Quit;
        if (last
                && before.get().outcome().succeeded()
                && attempt.decidingFact().filter(each -> each == fact).isPresent()) {
            return refusal(fact)
                    .map(reply -> "The server also sent " + reply + ". It may be the answer to " + step
                            + ", and what was taken for that answer may be a reply too many to the command before. So what came of "
                            + step + " is unknown." + (before.get() instanceof MessageTransfer ? LOOK_FIRST : ""))
                    .orElse("");
        }
        return AttemptFindings.refusal(fact).isPresent()
                ? atQuit(attempt)
                        .filter(quit -> before(attempt, quit)
                                .filter(each -> each == fact)
                                .isPresent())
                        .map(quit -> "It answered " + Values.name(fact) + " with a refusal, and then QUIT with "
                                + quoted(quit)
                                + ", which answers another command. The two contradict each other, so what came of "
                                + Values.name(fact) + " is unknown.")
                        .orElse("")
                : "";
    }

    /** Whether a reply at the very end keeps the attempt from passing, so that no earlier reply can be relied on. */
    public static boolean decides(Attempt attempt) {
        return attempt.decidingFact()
                .filter(fact -> fact instanceof Rset || fact instanceof Quit)
                .isPresent();
    }

    /** The QUIT step, if it got the reply of another command. */
    static Optional<Fact> atQuit(Attempt attempt) {
        return attempt.fact(Quit.class)
                .filter(quit -> AttemptFindings.failed(quit, Reason.UNEXPECTED_CODE))
                .map(Fact.class::cast);
    }

    /** What precedes QUIT, in words for sentences. */
    static String beforeQuit(Attempt attempt) {
        return atQuit(attempt)
                .flatMap(quit -> before(attempt, quit))
                .map(fact -> "its reply to " + Values.name(fact))
                .orElse("");
    }

    /** The reply of a step, in quotation marks. */
    static String quoted(Fact fact) {
        return fact.outcome().reply().map(Reply::oneLine).map(Quotation::quoted).orElse("");
    }

    private static Optional<String> refusal(Fact fact) {
        return fact.outcome()
                .reply()
                .filter(reply -> reply.code().temporary() || reply.code().permanent())
                .map(reply -> quoted(fact));
    }

    /** The last step before it that was taken and does not merely end a transaction. */
    private static Optional<Fact> before(Attempt attempt, Fact fact) {
        List<Fact> facts = attempt.facts();
        return facts.subList(0, Math.max(0, facts.indexOf(fact))).stream()
                .filter(each -> !(each.outcome() instanceof Outcome.Skipped) && !(each instanceof Rset))
                .reduce((earlier, later) -> later);
    }
}
