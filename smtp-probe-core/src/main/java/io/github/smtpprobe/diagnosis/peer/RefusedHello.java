/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.peer;

import io.github.smtpprobe.diagnosis.client.OddClient;
import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.diagnosis.replies.OutOfStep;
import io.github.smtpprobe.diagnosis.replies.SentProxyHeader;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.report.RequestView.Option;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.smtp.Reply;

/** EHLO refused: by a server that does not know it, because of our name, or because of us. */
public final class RefusedHello extends AttemptCheck {
    public RefusedHello() {
        super(Occasion.failed(Ehlo.class));
    }

    @Override
    protected void examine(AttemptFindings one) {
        boolean replaced = one.attempt().facts(Ehlo.class).stream()
                .anyMatch(fact -> fact.verb().equals("HELO") && fact.outcome().succeeded());
        Fact deciding = one.attempt().decidingFact().orElse(null);
        for (Ehlo fact : one.attempt().facts(Ehlo.class)) {
            AttemptFindings.refusal(fact).ifPresent(reply -> {
                if (OutOfStep.doubtful(one.attempt(), fact) || SentProxyHeader.explains(one, fact)) {
                    return; // it may be the reply to something else
                }
                if (replaced) {
                    one.add(unknown(reply) && !ourName(one, fact, reply) ? "ehlo.unknown" : "ehlo.denied", fact);
                } else if (fact.verb().equals("LHLO") && unknown(reply)) {
                    one.add("lmtp.refused", fact);
                } else if (deciding == fact && alone(one, fact) && unknown(reply)) {
                    one.add("ehlo.verb-refused", fact);
                } else if (deciding == fact && !OddClient.bytesBefore(one, fact, reply)) {
                    one.refused(fact, reply, "helo", helo(one, fact));
                }
            });
        }
    }

    /** A sentence about why HELO does not help; empty if that is not known. */
    private static String helo(AttemptFindings one, Ehlo fact) {
        boolean refused = one.attempt().facts(Ehlo.class).stream()
                .anyMatch(each -> each.verb().equals("HELO")
                        && AttemptFindings.refusal(each).isPresent());
        if (refused) {
            return "HELO was refused as well.";
        }
        boolean unanswered = one.attempt().facts(Ehlo.class).stream()
                .anyMatch(
                        each -> each != fact && each.verb().equals("HELO") && each.outcome() instanceof Outcome.Failed);
        if (unanswered) {
            return "HELO was tried as well, and had no reply.";
        }
        return one.route().mode() == TlsMode.STARTTLS && !fact.encrypted()
                ? "HELO does not help, since only the reply to EHLO offers STARTTLS."
                : "";
    }

    /** Whether the request demanded this verb alone, and it is not the usual one. */
    private static boolean alone(AttemptFindings one, Ehlo fact) {
        return one.seen().request().asks(Option.HELLO_VERB) && !fact.verb().equals("EHLO");
    }

    private static boolean ourName(AttemptFindings one, Ehlo fact, Reply reply) {
        return one.meaning(fact, reply).id().equals("ehlo.name-refused");
    }

    /** Whether the code is one for an unknown or impossible command (RFC 5321 §4.2.2). */
    private static boolean unknown(Reply reply) {
        return reply.code().value() >= 500 && reply.code().value() <= 504;
    }
}
