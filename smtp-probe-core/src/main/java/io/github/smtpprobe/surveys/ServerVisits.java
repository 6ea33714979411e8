/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.dane.Dane;
import io.github.smtpprobe.dane.DaneNames;
import io.github.smtpprobe.dane.DaneVerdict;
import io.github.smtpprobe.dane.TlsaRecord;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedAddress;
import io.github.smtpprobe.survey.SurveyedAddress.Omission;
import io.github.smtpprobe.survey.TlsResult;
import io.github.smtpprobe.surveys.Conversations.Peer;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.TlsInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The visits to one address of an exchanger: one conversation like a sender's, and another one for the certificate that the
 * server has for the other kind of key. If the certificate matches no TLSA record, one more without a server name shows whether
 * that is the reason.
 */
final class ServerVisits {
    private final Conversations conversations;
    private final Peer peer;
    private final List<TlsaRecord> records;
    private final DaneNames names;
    private final Instant now;
    private final Deadline deadline;

    ServerVisits(
            Conversations conversations,
            Peer peer,
            List<TlsaRecord> records,
            DaneNames names,
            Instant now,
            Deadline deadline) {
        this.conversations = conversations;
        this.peer = peer;
        this.records = records;
        this.names = names;
        this.now = now;
        this.deadline = deadline;
    }

    SurveyedAddress see() {
        if (deadline.expired() || conversations.cancelled()) {
            return SurveyedAddress.omitted(peer.address(), Omission.DEADLINE);
        }
        ServerHandshake first = visit(Offer.ANY);
        if (denied(first.attempt())) {
            return SurveyedAddress.omitted(peer.address(), Omission.DENIED);
        }
        List<ServerHandshake> all = new ArrayList<>(List.of(first));
        otherKey(first).filter(offer -> goesOn()).ifPresent(offer -> all.add(visit(offer)));
        boolean mismatch = all.stream()
                .anyMatch(each -> each.dane()
                        .filter(verdict -> verdict.state() == DaneVerdict.State.MISMATCH)
                        .isPresent());
        if (mismatch && goesOn()) {
            all.add(visit(Offer.NO_NAME));
        }
        return SurveyedAddress.seen(peer.address(), all);
    }

    private boolean goesOn() {
        return !deadline.expired() && !conversations.cancelled();
    }

    private ServerHandshake visit(Offer offer) {
        Attempt attempt = conversations.converse(peer, offer, deadline);
        List<byte[]> chain =
                attempt.fact(TlsHandshake.class).map(TlsHandshake::tls).map(TlsInfo::chain).orElse(List.of()).stream()
                        .map(Certificate::encoded)
                        .flatMap(Optional::stream)
                        .toList();
        Optional<DaneVerdict> dane = records.isEmpty() || chain.isEmpty()
                ? Optional.empty()
                : Optional.of(Dane.judge(records, chain, names, now));
        ServerHandshake seen = ServerHandshake.of(offer, attempt, dane);
        boolean told = seen.state() == TlsResult.WORKS
                || seen.state() == TlsResult.NOT_OFFERED; // whatever happened afterwards
        return !told && deadline.expired() && timedOut(attempt) ? ServerHandshake.cut(offer, attempt) : seen;
    }

    /** Whether the wait lasted until the deadline, which is shorter than a sender waits. */
    private static boolean timedOut(Attempt attempt) {
        return attempt.facts().stream()
                .anyMatch(fact ->
                        fact.outcome() instanceof Outcome.Failed failed && failed.kind() == FailureKind.TIMEOUT);
    }

    private static boolean denied(Attempt attempt) {
        return attempt.fact(Connect.class)
                .map(Connect::outcome)
                .filter(outcome -> outcome instanceof Outcome.Failed failed && failed.reason() == Reason.ADDRESS_DENIED)
                .isPresent();
    }

    /** The kind of key that the server has not shown. */
    private static Optional<Offer> otherKey(ServerHandshake first) {
        return first.chain().stream().findFirst().map(Certificate::keyAlgorithm).flatMap(key -> switch (key) {
            case "RSA" -> Optional.of(Offer.ECDSA);
            case "EC" -> Optional.of(Offer.RSA);
            default -> Optional.empty();
        });
    }
}
