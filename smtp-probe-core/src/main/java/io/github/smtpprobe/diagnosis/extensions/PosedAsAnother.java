/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.extensions;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.XClient;
import io.github.smtpprobe.smtp.Reply;

/** XCLIENT, with which the probe asks to be treated as another client: accepted, refused, or not offered. */
public final class PosedAsAnother extends AttemptCheck {
    public PosedAsAnother() {
        super(Occasion.step(XClient.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().fact(XClient.class).ifPresent(fact -> {
            if (fact.outcome().succeeded()) {
                one.add("xclient.taken", fact);
            } else if (fact.outcome().skippedFor(SkipReason.NOT_OFFERED)) {
                boolean known = one.attempt()
                        .fact(Ehlo.class)
                        .filter(hello -> hello.capabilities().offers("XCLIENT"))
                        .isPresent();
                one.add("xclient.not-offered", fact, "attributes", known ? "all attributes that were to be sent" : "");
            }
            AttemptFindings.refusal(fact).ifPresent(reply -> refused(one, fact, reply));
        });
    }

    private static void refused(AttemptFindings one, XClient fact, Reply reply) {
        switch (reply.code().value()) {
            case 421 -> one.refused(fact, reply);
            case 500, 501, 502, 504 -> one.add("xclient.bad-value", fact);
            case 503 -> one.add("xclient.out-of-order", fact);
            default -> one.add("xclient.refused", fact);
        }
    }
}
