/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.FailureKind;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import java.util.Optional;

/** The service that is no SMTP server, known by its first octets. */
final class NotSmtp implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().fact(Fact.Greeting.class).ifPresent(fact -> greeted(one, fact));
        one.attempt()
                .fact(Fact.TlsHandshake.class)
                .filter(fact -> Case.failed(fact, Reason.TLS_PLAINTEXT_PEER))
                .ifPresent(fact -> Protocol.of(Heard.of(one.attempt()).clear())
                        .filter(spoken -> one.attempt()
                                .fact(Fact.Greeting.class)
                                .filter(greeting -> greeting.outcome().succeeded())
                                .isEmpty())
                        .ifPresent(spoken -> name(one, fact, spoken, "")));
    }

    private static void greeted(Case one, Fact.Greeting fact) {
        Heard heard = Heard.of(one.attempt());
        boolean tls = !heard.inside().isEmpty();
        Optional<Protocol> spoken =
                Protocol.of(tls ? heard.inside() : fact.opening().isEmpty() ? heard.clear() : fact.opening());
        if (fact.outcome() instanceof Outcome.Failed failed
                && failed.kind() == FailureKind.PROTOCOL_VIOLATION
                && failed.reason() != Reason.UNEXPECTED_CODE) {
            spoken.ifPresentOrElse(known -> name(one, fact, known, tls ? " inside TLS" : ""), () -> strange(one, fact));
        } else if (fact.outcome().reply().isPresent()) {
            spoken.filter(known -> !one.attempt().conversed() || known.id().equals("peer.nntp"))
                    .ifPresent(known -> name(one, fact, known, tls ? " inside TLS" : ""));
        }
    }

    /** A greeting that begins as one and then breaks the rules is SMTP, and broken. */
    private static void strange(Case one, Fact.Greeting fact) {
        if (fact.opening().matches("(?s)(220|421|554)[ -].*")) {
            one.add("session.protocol", fact);
        } else {
            unknown(one, fact);
        }
    }

    /** What nobody knows by its octets; the number of the port may tell. */
    static void unknown(Case one, Fact fact) {
        one.add(
                "peer.not-smtp",
                fact,
                "registered",
                Protocol.registered(one.route().port()));
    }

    /** Names what a port speaks, in the words that there are for it. */
    static void name(Case one, Fact fact, Protocol spoken, String inside) {
        one.add(spoken.id(), fact, "protocol", spoken.name(), "inside", inside);
    }
}
