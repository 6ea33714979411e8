/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Cancellation;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.ExtensionError;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsHandshaking;
import io.github.smtpprobe.tls.TlsOutcome;
import io.github.smtpprobe.tls.TlsPeer;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transport.TlsConnection;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** The TLS handshake of a session, and the fact that it ends in. */
final class TlsStep {
    private static final String ALERT = "Received fatal alert: ";

    /** The JDK's words before it has sent anything: what it may offer is nothing. */
    private static final String NOTHING_TO_OFFER = "No appropriate protocol";

    /** The JDK's words for a peer that says good-bye in the middle. */
    private static final String CLOSE_NOTIFY = "close_notify during handshake";

    private final Dialogue dialogue;
    private final Recorder recorder;
    private final TlsSettings settings;
    private final Cancellation cancellation;

    TlsStep(Dialogue dialogue, Recorder recorder, TlsSettings settings, Cancellation cancellation) {
        this.dialogue = dialogue;
        this.recorder = recorder;
        this.settings = settings;
        this.cancellation = cancellation;
    }

    /** Whether the connection is secured now, though perhaps with a certificate that is not acceptable. */
    record Done(Fact.TlsHandshake fact, boolean secured, Optional<byte[]> endPoint) {}

    /**
     * Does the handshake.
     *
     * @param lenient   goes on after a bad certificate
     * @param forgiving a bad certificate is no failure, since TLS was optional
     */
    Done shake(Route route, Deadline deadline, boolean lenient, boolean forgiving) {
        long start = recorder.now();
        TlsPeer peer = new TlsPeer(route.host(), route.literal(), route.port());
        TlsHandshaking handshaking;
        TlsConnection connection;
        try {
            handshaking = settings.handshaking(peer, lenient);
            connection = new TlsConnection(dialogue.connection(), handshaking, cancellation);
        } catch (GeneralSecurityException | RuntimeException unable) {
            Outcome outcome = Outcome.failed(Reason.LOCAL_TLS, Failures.described(unable));
            return new Done(
                    new Fact.TlsHandshake(outcome, recorder.since(start), TlsOutcome.unseen(route.host())),
                    false,
                    Optional.empty());
        }
        TlsOutcome seen;
        try {
            connection.handshake(deadline);
            seen = handshaking.outcome(true);
        } catch (IOException | RuntimeException failure) {
            seen = handshaking.outcome(false);
            Outcome outcome = failed(failure, seen, connection.opening(), deadline);
            return new Done(new Fact.TlsHandshake(outcome, recorder.since(start), seen), false, Optional.empty());
        }
        recorder.event(new Event(Event.Kind.TLS, seen.protocol().orElse("unknown")));
        dialogue.secured(connection);
        boolean good = forgiving || seen.authenticated();
        Outcome outcome = good ? Outcome.done() : Outcome.failed(Reason.CERTIFICATE_REFUSED, words(seen));
        return new Done(new Fact.TlsHandshake(outcome, recorder.since(start), seen), true, handshaking.endPoint());
    }

    private Outcome failed(Exception failure, TlsOutcome seen, byte[] opening, Deadline deadline) {
        Outcome.Failed why = Failures.stopped(cancellation) || Failures.overtaken(failure)
                ? Failures.cancelled()
                : orOurs(classified(failure, seen, opening, deadline), seen);
        if (why.reason() == Reason.TLS_PLAINTEXT_PEER) {
            clearText(opening);
        }
        recorder.event(
                switch (why.reason()) {
                    case PROBE_CANCELLED -> Event.Kind.CANCELLED;
                    case TLS_SILENT, TLS_TIMEOUT -> Event.Kind.TIMEOUT;
                    case TLS_CLOSED -> Event.Kind.CLOSED;
                    default -> Event.Kind.TLS_FAILED;
                });
        return why;
    }

    /** Where this Java lacks what nearly every server uses, that is the likelier reason than any of the server's. */
    private Outcome.Failed orOurs(Outcome.Failed why, TlsOutcome seen) {
        boolean judged = seen.verdict()
                .filter(verdict -> verdict.trust() != CertificateVerdict.Trust.REFUSED)
                .isPresent();
        boolean any = why.reason() == Reason.TLS_ALERT || why.reason() == Reason.TLS_HANDSHAKE;
        return !any && (judged || why.reason() != Reason.CERTIFICATE_REFUSED)
                ? why
                : settings.lacks()
                        .map(lack -> Outcome.failed(Reason.LOCAL_TLS, lack + "; TLS ended with: " + why.detail()))
                        .orElse(why);
    }

    /** Line by line, as a reply is recorded. */
    private void clearText(byte[] opening) {
        int from = 0;
        for (int i = 0; i < opening.length; i++) {
            if (opening[i] == '\n' || i == opening.length - 1) {
                dialogue.overheard(Arrays.copyOfRange(opening, from, i + 1));
                from = i + 1;
            }
        }
    }

    private static Outcome.Failed classified(Exception failure, TlsOutcome seen, byte[] opening, Deadline deadline) {
        String text = Printable.clean(String.valueOf(failure.getMessage()));
        if (seen.verdict().isPresent() && !seen.verdict().get().acceptable()) {
            return Outcome.failed(Reason.CERTIFICATE_REFUSED, words(seen));
        }
        if (failure instanceof SocketTimeoutException || deadline.expired()) {
            return opening.length == 0
                    ? Outcome.failed(Reason.TLS_SILENT, "nothing came in answer to the TLS hello")
                    : Outcome.failed(Reason.TLS_TIMEOUT, "the TLS handshake did not end in time");
        }
        int alert = text.indexOf(ALERT);
        if (alert >= 0) {
            return Outcome.failed(Reason.TLS_ALERT, text.substring(alert + ALERT.length()));
        }
        if (opening.length > 0 && (opening[0] < 20 || opening[0] > 24)) { // content types of RFC 8446 §5.1
            return Outcome.failed(Reason.TLS_PLAINTEXT_PEER, "the peer answered in clear text");
        }
        if (text.contains(NOTHING_TO_OFFER)) {
            return Outcome.failed(Reason.LOCAL_TLS, text);
        }
        if (failure instanceof ExtensionError bug) {
            return Failures.transport(bug);
        }
        if (failure instanceof RuntimeException) {
            return Outcome.failed(Reason.TLS_HANDSHAKE, "this side threw " + ExtensionError.nameOf(failure));
        }
        boolean ended = failure instanceof EOFException || text.contains(CLOSE_NOTIFY);
        if (ended || !(failure instanceof SSLException)) {
            return Outcome.failed(Reason.TLS_CLOSED, "the peer closed the connection during the handshake");
        }
        return Outcome.failed(Reason.TLS_HANDSHAKE, text);
    }

    private static String words(TlsOutcome seen) {
        return seen.verdict()
                .map(verdict -> "the certificate: " + verdict.objections())
                .orElse("the peer showed no certificate");
    }
}
