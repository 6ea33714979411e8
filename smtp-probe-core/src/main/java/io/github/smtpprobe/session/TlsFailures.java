/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.handshake.EllipticCurves;
import io.github.smtpprobe.handshake.Received;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.RoadFailure;
import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Interprets an exception of a TLS handshake. What was seen of the certificate and of the peer's octets takes precedence over
 * its words.
 */
final class TlsFailures {
    /** The JDK's message before it has sent anything: it has nothing that it may offer. */
    private static final String NOTHING_TO_OFFER = "No appropriate protocol";

    /** The JDK's message if the peer ends TLS in the middle of the handshake. */
    private static final String CLOSE_NOTIFY = "close_notify during handshake";

    /** The system's message if the peer drops the connection. */
    private static final String RESET = "reset";

    private static final String WAS_CLOSED = "the server closed the connection during the TLS handshake";
    private static final String WAS_RESET = "the server reset the connection during the TLS handshake";

    private static final String ANSWERED = ", after it had begun to answer";

    /** The content type of a handshake (RFC 8446 §5.1). */
    private static final byte HANDSHAKE = 22;

    /** A server's flights have twenty records at most, however small it makes them. */
    private static final int FLOOD = 64;

    /** A record's head, and a ServerHello without session and extensions (RFC 5246 §7.4.1.3). */
    private static final int SHORTEST_HELLO = 5 + 42;

    private TlsFailures() {}

    /**
     * Names a failure.
     *
     * @param seen     what the handshake showed before it failed
     * @param received what the peer sent
     * @param deadline of the handshake
     */
    static Outcome.Failed of(Exception failure, TlsInfo seen, Received received, Deadline deadline) {
        byte[] opening = received.opening();
        String text = Printable.clean(String.valueOf(failure.getMessage()));
        if (seen.verdict().isPresent() && !seen.verdict().get().acceptable()) {
            return certificateRefused(seen);
        }
        if (failure instanceof ExtensionError bug && bug.placed()) {
            return application(bug);
        }
        if (failure instanceof SocketTimeoutException || deadline.expired()) {
            return late(received);
        }
        if (failure instanceof RoadFailure road) {
            return RoadTrouble.of(road);
        }
        Optional<String> alert = TlsWords.alert(text);
        if (alert.isPresent()) {
            return Outcome.failed(Reason.TLS_ALERT, alert.get());
        }
        Optional<String> warning = TlsWords.warning(text);
        if (warning.isPresent()) {
            return Outcome.failed(Reason.TLS_WARNING, warning.get());
        }
        return speaksTls(opening) ? inTls(failure, text, opening) : notTls(opening);
    }

    private static Outcome.Failed late(Received received) {
        if (received.opening().length == 0) {
            return Outcome.failed(Reason.TLS_SILENT, "the server did not answer the TLS handshake");
        }
        if (received.records() >= FLOOD) {
            String empty = received.empty() == 0
                    ? ""
                    : received.empty() == received.records()
                            ? ", all of them empty"
                            : ", " + received.empty() + " of them empty";
            return Outcome.failed(
                    Reason.TLS_ENDLESS,
                    "the TLS handshake did not end in time: " + received.records() + " records came" + empty);
        }
        return Outcome.failed(Reason.TLS_TIMEOUT, "the TLS handshake did not end in time" + begun(received.opening()));
    }

    private static Outcome.Failed notTls(byte[] opening) {
        return isText(opening)
                ? Outcome.failed(Reason.TLS_PLAINTEXT_PEER, "the server answered in clear text")
                : Outcome.failed(
                        Reason.TLS_UNKNOWN_PEER, "the server answered with octets that are neither TLS nor text");
    }

    /** Words for octets that cannot contain even one TLS message: the shortest ServerHello is longer. */
    private static String begun(byte[] opening) {
        return opening.length >= SHORTEST_HELLO
                ? ""
                : ": only " + (opening.length == 1 ? "1 octet" : opening.length + " octets") + " of an answer came";
    }

    /** Whether the first line is text: a server that speaks no TLS may repeat octets of our handshake in the next ones. */
    private static boolean isText(byte[] opening) {
        for (int i = 0; i < opening.length; i++) {
            byte each = opening[i];
            boolean control = each >= 0 && (each < ' ' || each == 0x7F);
            if (each == '\n' && i > 0) {
                return true;
            }
            if (control && each != '\t' && each != '\r' && each != '\n') {
                return false;
            }
        }
        return true;
    }

    /** A failure of a key manager, a trust manager or a provider of the application's. */
    static Outcome.Failed application(ExtensionError bug) {
        return Outcome.failed(Reason.TRANSPORT_FAILED, "TLS failed in code of the application: " + bug.what());
    }

    private static boolean speaksTls(byte[] opening) {
        return opening.length == 0 || (opening[0] >= 20 && opening[0] <= 24); // content types of RFC 8446 §5.1
    }

    private static Outcome.Failed inTls(Exception failure, String text, byte[] opening) {
        if (text.contains(NOTHING_TO_OFFER)) {
            return Outcome.failed(Reason.LOCAL_TLS, text);
        }
        if (failure instanceof ExtensionError bug) {
            return Failures.transport(bug);
        }
        if (failure instanceof RuntimeException) {
            return Outcome.failed(Reason.TLS_HANDSHAKE, "an error in this client: " + ExtensionError.nameOf(failure));
        }
        boolean ended = failure instanceof EOFException || text.contains(CLOSE_NOTIFY);
        return ended || !(failure instanceof SSLException)
                ? ended(text.contains(RESET), opening.length > 0 && opening[0] == HANDSHAKE)
                : Outcome.failed(Reason.TLS_HANDSHAKE, TlsWords.plain(text));
    }

    /**
     * The peer ended the connection.
     *
     * @param reset    whether it reset the connection instead of closing it
     * @param answered whether messages of its handshake had arrived
     */
    private static Outcome.Failed ended(boolean reset, boolean answered) {
        String words = reset ? WAS_RESET : WAS_CLOSED;
        return answered
                ? Outcome.failed(reset ? Reason.TLS_RESET_MID_ANSWER : Reason.TLS_CLOSED_MID_ANSWER, words + ANSWERED)
                : Outcome.failed(reset ? Reason.TLS_RESET : Reason.TLS_CLOSED, words);
    }

    static Outcome.Failed certificateRefused(TlsInfo seen) {
        String words = seen.verdict()
                .map(verdict -> "the certificate: " + verdict.objections())
                .orElse("the server sent no certificate");
        return Outcome.failed(Reason.CERTIFICATE_REFUSED, words);
    }

    /** If this Java lacks what nearly every server uses, that is a more likely reason than anything on the server's side. */
    static Outcome.Failed orOurs(Outcome.Failed why, TlsInfo seen, TlsSettings settings) {
        boolean judged = seen.verdict()
                .filter(verdict -> verdict.trust() != CertificateVerdict.Trust.REFUSED)
                .isPresent();
        boolean any = why.reason() == Reason.TLS_ALERT || why.reason() == Reason.TLS_HANDSHAKE;
        return !any && (judged || why.reason() != Reason.CERTIFICATE_REFUSED)
                ? why
                : EllipticCurves.missing(settings)
                        .map(lack -> Outcome.failed(Reason.LOCAL_TLS, lack + "; TLS ended with: " + why.detail()))
                        .orElse(why);
    }
}
