/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.Rset;
import java.util.List;

/**
 * RSET that is refused or has no usable reply. This is not part of any verdict, but it is bad for clients that keep their
 * connections. If RSET was sent together with other commands and a reply is missing, only the number of replies is known, and
 * {@link Pipelining} reports that.
 */
public final class UnansweredRset extends AttemptCheck {
    /** The reasons that apply to all replies of a group of commands, of which RSET was one. */
    private static final List<Reason> OF_THE_GROUP =
            List.of(Reason.REPLY_NOT_AWAITED, Reason.REPLIES_MISSING, Reason.REPLIES_SURPLUS);

    /** With this code, the server takes its leave, which says nothing about the command. */
    private static final int GOING = 421;

    public UnansweredRset() {
        super(Occasion.failed(Rset.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt()
                .fact(Rset.class)
                .filter(fact -> fact.outcome() instanceof Outcome.Failed failed
                        && failed.kind() != FailureKind.CANCELLED
                        && failed.kind() != FailureKind.DEADLINE
                        && !OF_THE_GROUP.contains(failed.reason())
                        && failed.reason() != Reason.UNSOLICITED_REPLY // in this case, it was not sent
                        && !(Pipelining.brokeOff(fact)
                                && SentTogether.last(one.attempt().transcript()).commands() > 1))
                .ifPresent(fact -> one.add("rset.unanswered", fact));
        one.attempt()
                .fact(Rset.class)
                .filter(fact -> AttemptFindings.refusal(fact)
                        .filter(reply -> reply.code().value() != GOING)
                        .isPresent())
                .filter(fact -> one.attempt().passed() || !OutOfStep.doubtful(one.attempt(), fact))
                .ifPresent(fact -> one.add("rset.refused", fact));
    }
}
