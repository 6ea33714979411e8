/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.Rset;
import java.util.List;

/**
 * What goes wrong after everything that was requested is done: a server that ends the session, as Dovecot does if it finds after
 * a login that its relay host is not available, or a server that says more than it was asked.
 */
public final class EndedEarly extends AttemptCheck {
    public EndedEarly() {
        super(Occasion.failed(Rset.class).or(Occasion.failed(Quit.class)));
    }

    @Override
    protected void examine(AttemptFindings one) {
        if (!one.attempt().passed()) {
            return; // the earlier failure is what counts
        }
        List<Fact> last = one.attempt().facts().stream()
                .filter(fact -> fact instanceof Rset || fact instanceof Quit)
                .toList();
        last.stream().filter(EndedEarly::closing).findFirst().ifPresent(fact -> one.add("session.ended-early", fact));
        last.stream()
                .filter(fact -> AttemptFindings.failed(fact, Reason.UNSOLICITED_REPLY))
                .filter(fact -> OutOfStep.words(one.attempt(), fact).isEmpty()) // or that is reported already
                .findFirst()
                .ifPresent(fact -> {
                    SurplusReply surplus = new SurplusReply(one.attempt(), fact);
                    one.add("session.surplus", fact, "behind", surplus.behind(), "early", surplus.shows());
                });
        StrayReply.atQuit(one.attempt())
                .ifPresent(odd -> one.add(
                        "session.surplus",
                        odd,
                        "odd",
                        StrayReply.quoted(odd),
                        "behind",
                        StrayReply.beforeQuit(one.attempt())));
    }

    private static boolean closing(Fact fact) {
        return AttemptFindings.refusal(fact)
                .filter(reply -> reply.code().value() == 421)
                .isPresent();
    }
}
