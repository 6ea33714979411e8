/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.dane.DaneVerdict;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.StartTls;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.CertificateAlert;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.ClientCertificate;
import io.github.smtpprobe.tls.TlsInfo;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One conversation with one address of an exchanger, up to TLS, and the DANE verdict on its certificate. Immutable and
 * thread-safe; compared by identity.
 */
public final class ServerHandshake {
    /** What the client offered in TLS, which determines the certificates that a server can present. */
    public enum Offer {
        /** Everything that this client supports: the server chooses, as it does for a sender. */
        ANY("any"),
        /** Only cipher suites that need an RSA key, in TLS 1.2. */
        RSA("rsa"),
        /** Only cipher suites that need an ECDSA key, in TLS 1.2. */
        ECDSA("ecdsa"),
        /** Everything, but no server name (SNI). Tried if the certificate matches no TLSA record. */
        NO_NAME("no-name");

        private final String token;

        Offer(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code ecdsa}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code ecdsa}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Offer> ofToken(String token) {
            return Tokens.find(values(), Offer::token, token);
        }
    }

    private static final Set<FailureKind> OURS = EnumSet.of(
            FailureKind.POLICY,
            FailureKind.EXTENSION,
            FailureKind.CLIENT,
            FailureKind.ROAD,
            FailureKind.LOCAL,
            FailureKind.CANCELLED,
            FailureKind.DEADLINE);
    private static final Set<Reason> ENDED =
            EnumSet.of(Reason.TLS_BROKEN, Reason.TLS_ALERT_LATER, Reason.TLS_CUT, Reason.TLS_ALERT, Reason.TLS_WARNING);
    private static final Set<Stage> LAST_STEPS = EnumSet.of(Stage.STARTTLS, Stage.TLS);
    private static final Set<String> OLD = Set.of("SSLv3", "TLSv1", "TLSv1.1");

    private final Offer offer;
    private final Attempt attempt;
    private final Optional<DaneVerdict> dane;
    /** The result, if it does not follow from the facts, since some of them are missing or say nothing about the server. */
    private final Optional<TlsResult> state;

    private ServerHandshake(Offer offer, Attempt attempt, Optional<DaneVerdict> dane, Optional<TlsResult> state) {
        this.offer = offer;
        this.attempt = attempt;
        this.dane = dane;
        this.state = state;
    }

    /**
     * Makes one.
     *
     * @param offer   what the client offered
     * @param attempt the conversation
     * @param dane    the verdict of the TLSA records on the certificate; empty if there are no records, or no certificate was
     *     seen
     * @return the handshake
     */
    public static ServerHandshake of(Offer offer, Attempt attempt, Optional<DaneVerdict> dane) {
        return new ServerHandshake(
                Objects.requireNonNull(offer, "offer"),
                Objects.requireNonNull(attempt, "attempt"),
                Objects.requireNonNull(dane, "dane"),
                Optional.empty());
    }

    /**
     * Makes one for a conversation that the survey's deadline cut short: whatever it failed with says nothing about the server's
     * TLS.
     *
     * @param offer   what the client offered
     * @param attempt the conversation
     * @return a handshake that counts as not tested
     */
    public static ServerHandshake cut(Offer offer, Attempt attempt) {
        return new ServerHandshake(
                Objects.requireNonNull(offer, "offer"),
                Objects.requireNonNull(attempt, "attempt"),
                Optional.empty(),
                Optional.of(TlsResult.NOT_TESTED));
    }

    /** The same handshake with a reduced conversation. */
    ServerHandshake told(Attempt less) {
        return new ServerHandshake(offer, less, dane, Optional.of(state()));
    }

    /** {@return what the client offered} */
    public Offer offer() {
        return offer;
    }

    /** {@return the conversation with its transcript; in a report for strangers, without it} */
    public Attempt attempt() {
        return attempt;
    }

    /** {@return the verdict of the TLSA records on the certificate; empty if there are no records, or no certificate was seen} */
    public Optional<DaneVerdict> dane() {
        return dane;
    }

    /** {@return what the TLS handshake showed; empty if none was begun} */
    public Optional<TlsInfo> tls() {
        return attempt.fact(TlsHandshake.class)
                .filter(handshake -> handshake.state() == Fact.State.PASSED || handshake.state() == Fact.State.FAILED)
                .map(TlsHandshake::tls);
    }

    /** {@return the certificates as they were sent, the server's own first; empty if none was seen} */
    public List<Certificate> chain() {
        return tls().map(TlsInfo::chain).orElse(List.of());
    }

    /** {@return the result of TLS} */
    public TlsResult state() {
        return state.orElseGet(this::seen);
    }

    /**
     * {@return whether nothing newer than TLS 1.1 works: an older version was used, or the server did not accept TLS 1.2, which
     * was offered}
     */
    public boolean oldTls() {
        return switch (state()) {
            case WORKS -> tls().flatMap(TlsInfo::protocol).filter(OLD::contains).isPresent();
            case FAILED ->
                attempt.fact(TlsHandshake.class)
                        .filter(fact ->
                                fact.versionRefused() && fact.tls().offered().contains("TLSv1.2"))
                        .isPresent();
            default -> false;
        };
    }

    /**
     * Tells whether the server rejected this client because it presented no client certificate, which most senders do not have
     * either. In TLS 1.3, the handshake is already complete for the client when the server says so.
     *
     * @return whether the server asked for a certificate, got none, and ended TLS with an alert that means this
     */
    public boolean clientCertificateDemanded() {
        return tls().filter(each -> each.clientCertificate() == ClientCertificate.NOT_GIVEN)
                        .isPresent()
                && attempt.facts().stream()
                        .anyMatch(fact -> fact.outcome() instanceof Outcome.Failed failed
                                && ENDED.contains(failed.reason())
                                && CertificateAlert.in(failed.detail()).isPresent());
    }

    private TlsResult seen() {
        if (clientCertificateDemanded()) {
            return TlsResult.FAILED;
        }
        if (tls().flatMap(TlsInfo::protocol).isPresent()) {
            return TlsResult.WORKS; // including a certificate that this client would refuse
        }
        if (attempt.conversed() && unoffered()) {
            return TlsResult.NOT_OFFERED;
        }
        return failure().filter(fact -> !ours(fact.outcome())).map(this::told).orElse(TlsResult.NOT_TESTED);
    }

    /** The step that failed; the last steps are examined first. */
    private Optional<Fact> failure() {
        return attempt.facts().stream()
                .filter(fact -> fact.state() == Fact.State.FAILED)
                .min(Comparator.comparingInt(fact -> LAST_STEPS.contains(fact.stage()) ? 0 : 1));
    }

    /**
     * Whether it ended because of this client, its machine or its network path, which says nothing about what the server does
     * with senders.
     */
    private static boolean ours(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && (OURS.contains(failed.kind()) || failed.reason() == Reason.CERTIFICATE_REFUSED);
    }

    private TlsResult told(Fact failed) {
        if (!LAST_STEPS.contains(failed.stage())) {
            return attempt.conversed() ? TlsResult.NOT_TESTED : TlsResult.NO_CONVERSATION;
        }
        boolean refused =
                failed.stage() == Stage.STARTTLS && failed.outcome().reply().isPresent();
        return refused ? TlsResult.REFUSED : TlsResult.FAILED;
    }

    private boolean unoffered() {
        return attempt.fact(StartTls.class)
                .map(StartTls::outcome)
                .filter(outcome -> outcome instanceof Outcome.Skipped skipped
                        && (skipped.reason() == SkipReason.NOT_OFFERED
                                || skipped.reason() == SkipReason.EXTENSIONS_NOT_ASKED))
                .isPresent();
    }
}
