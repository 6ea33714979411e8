/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.smtp.Reply;

/** The refusal of a command that a pasted text does not show, or of one that is not a step of a probe, such as VRFY. */
public final class UnplacedRefusal extends AttemptCheck {
    public UnplacedRefusal() {
        super(Occasion.failed(UnplacedReply.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        for (UnplacedReply fact : one.attempt().facts(UnplacedReply.class)) {
            AttemptFindings.refusal(fact).ifPresent(reply -> refused(one, fact, reply));
        }
    }

    /**
     * Reports a refusal. Words tell the cause regardless of the command, but a code alone means something else for each
     * command.
     */
    private static void refused(AttemptFindings one, UnplacedReply fact, Reply reply) {
        if (fact.command().equalsIgnoreCase("PROXY")) {
            one.add("proxy.not-expected", fact);
        } else if (!fact.command().isEmpty()) {
            one.add("dialogue.other-command", fact, "command", fact.command());
        } else if (fact.about().isPresent()) {
            one.refused(fact, reply);
        } else {
            one.add("dialogue.refused", fact, "lasting", reply.code().temporary() ? "for now" : "");
        }
    }
}
