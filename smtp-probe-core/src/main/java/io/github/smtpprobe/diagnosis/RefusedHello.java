/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.smtp.Reply;

/** EHLO refused: our name, our person, or the command itself. */
final class RefusedHello implements AttemptCheck {
    @Override
    public void examine(Case one) {
        boolean replaced = one.attempt().facts(Fact.Hello.class).stream()
                .anyMatch(fact -> fact.verb().equals("HELO") && fact.outcome().succeeded());
        for (Fact.Hello fact : one.attempt().facts(Fact.Hello.class)) {
            Case.refusal(fact).ifPresent(reply -> {
                if (replaced) {
                    one.add("ehlo.unknown", fact);
                } else if (one.causedBy(fact)) {
                    one.add(id(reply), fact);
                }
            });
        }
    }

    private static String id(Reply reply) {
        if (Words.rateLimit(reply)) {
            return "server.rate-limited";
        }
        if (reply.code().value() == 421) {
            return "session.closing";
        }
        boolean name = reply.code().value() == 501
                || reply.code().value() == 504
                || reply.text().matches("(?i).*\\b(helo|ehlo|hostname|host name|fqdn)\\b.*");
        return name && reply.code().permanent() ? "ehlo.name-refused" : "ehlo.refused";
    }
}
