/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What strangers may know about conversations: connection, STARTTLS and TLS, but nothing that was said. */
final class ToldConversations {
    /** Reasons whose details consist of this library's words and the peer's TLS alert, and of nothing that was said before TLS. */
    private static final Set<Reason> OF_TLS = Set.of(
            Reason.TLS_ALERT,
            Reason.TLS_CLOSED,
            Reason.TLS_RESET,
            Reason.TLS_CLOSED_MID_ANSWER,
            Reason.TLS_RESET_MID_ANSWER,
            Reason.TLS_PLAINTEXT_PEER,
            Reason.TLS_UNKNOWN_PEER,
            Reason.TLS_SILENT,
            Reason.TLS_TIMEOUT,
            Reason.TLS_ENDLESS,
            Reason.TLS_WARNING);

    private ToldConversations() {}

    static Attempt told(Attempt attempt) {
        List<Fact> facts = new ArrayList<>();
        attempt.facts().forEach(fact -> told(fact).ifPresent(facts::add));
        return Attempt.builder(attempt.route(), attempt.purpose())
                .index(attempt.index())
                .facts(facts)
                .took(attempt.took())
                .build();
    }

    private static Optional<Fact> told(Fact fact) {
        Outcome outcome = told(fact.outcome());
        if (fact instanceof Connect) {
            return Optional.of(Connect.of(outcome, fact.took()));
        }
        if (fact instanceof StartTls) {
            return Optional.of(StartTls.of(outcome, fact.took()));
        }
        if (fact instanceof TlsHandshake handshake) {
            return Optional.of(TlsHandshake.of(outcome, fact.took(), handshake.tls(), handshake.includesStartUp()));
        }
        return Optional.empty();
    }

    /** An outcome without words of the server; of a refusal, the code remains. */
    private static Outcome told(Outcome outcome) {
        if (outcome instanceof Outcome.Rejected rejected) {
            return new Outcome.Rejected(code(rejected.reason()));
        }
        if (outcome instanceof Outcome.Failed failed) {
            return new Outcome.Failed(
                    failed.reason(),
                    OF_TLS.contains(failed.reason()) ? failed.detail() : "",
                    failed.reply().map(ToldConversations::code));
        }
        return outcome.succeeded() ? Outcome.done() : outcome;
    }

    private static Reply code(Reply reply) {
        return Reply.of(reply.code().value(), "");
    }

    /** The reverse names of the exchangers' addresses. What the application's own look-ups reveal is not known here. */
    static List<TargetFact> reverseNames(List<TargetFact> facts) {
        List<TargetFact> told = new ArrayList<>();
        for (TargetFact each : facts) {
            if (each instanceof ReverseName name && name.whose() == ReverseName.Whose.SERVER) {
                told.add(told(name));
            }
        }
        return List.copyOf(told);
    }

    private static TargetFact told(ReverseName name) {
        ReverseName.Builder told = ReverseName.builder(name.whose(), told(name.outcome()))
                .names(name.names(), name.unread())
                .confirmed(name.confirmed())
                .took(name.took());
        name.address().ifPresent(told::address);
        name.iprev().ifPresent(told::iprev);
        return told.build();
    }
}
