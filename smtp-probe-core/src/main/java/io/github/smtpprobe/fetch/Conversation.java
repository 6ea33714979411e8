/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.handshake.OngoingHandshake;
import io.github.smtpprobe.handshake.TlsConnection;
import io.github.smtpprobe.handshake.TlsPeer;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicBoolean;

/** One connection to a policy host: the handshake, and one request inside it. It is closed in any case. */
final class Conversation {
    private final Route route;
    private final TlsSettings tls;
    private final Guard guard;
    private final Deadline deadline;

    Conversation(Route route, TlsSettings tls, Guard guard, Deadline deadline) {
        this.route = route;
        this.tls = tls;
        this.guard = guard;
        this.deadline = deadline;
    }

    /**
     * Asks for the policy.
     *
     * @param ours whether the connection's close() is known not to block
     */
    PolicyFetch.Builder over(Connection connection, boolean ours) {
        AtomicBoolean closing = new AtomicBoolean();
        Runnable abort = () -> {
            if (closing.compareAndSet(false, true)) {
                free(connection, ours);
            }
        };
        Cancellation.Watch watch = guard.cancellation().watch(deadline, abort);
        try {
            return secured(connection);
        } finally {
            watch.close();
            if (closing.compareAndSet(false, true)) {
                close(connection);
            }
        }
    }

    /** Releases the connection. Called by the watchdog, which must not be blocked by a caller's close(). */
    private void free(Connection connection, boolean ours) {
        if (ours || !guard.elsewhere(() -> quietly(connection))) {
            quietly(connection);
        }
    }

    private static void quietly(Connection connection) {
        try {
            connection.close();
        } catch (IOException | RuntimeException ignored) {
            // There is nobody to tell: the fetching thread uses the same connection.
        }
    }

    private void close(Connection connection) {
        try {
            guard.finish(connection, deadline, () -> {
                connection.close();
                return true;
            });
        } catch (ExtensionError bug) {
            guard.note(bug);
        }
    }

    private PolicyFetch.Builder secured(Connection connection) {
        OngoingHandshake handshake;
        try {
            handshake = OngoingHandshake.judged(tls, tls, new TlsPeer(route.host(), false, route.port()), false);
        } catch (GeneralSecurityException | IllegalArgumentException unable) {
            return ended(Outcome.LOCAL).detail(Trouble.words(unable));
        }
        TlsConnection secure = new TlsConnection(connection, handshake, guard, deadline);
        try {
            guard.connect(tls, deadline, () -> {
                secure.handshake(deadline);
                handshake.settle();
                return true;
            });
        } catch (IOException failure) {
            return unsecured(
                    failure, handshake.outcome(false), secure.received().opening());
        }
        TlsInfo seen = handshake.outcome(true);
        return (seen.authenticated() ? asked(secure) : refused(seen)).tls(seen);
    }

    private PolicyFetch.Builder unsecured(IOException failure, TlsInfo seen, byte[] opening) {
        boolean refused = seen.verdict().map(verdict -> !verdict.acceptable()).orElse(false);
        if (refused) {
            return refused(seen).tls(seen);
        }
        Outcome why = Trouble.of(failure, deadline, guard.cancellation());
        boolean clear = opening.length > 0 && (opening[0] < 20 || opening[0] > 24); // RFC 8446 §5.1
        return ended(why == Outcome.BAD_HTTP ? Outcome.TLS_FAILED : why)
                .detail(clear ? "the host answered in clear text" : Trouble.words(failure))
                .tls(seen);
    }

    private PolicyFetch.Builder refused(TlsInfo seen) {
        return ended(Outcome.BAD_CERTIFICATE)
                .detail(seen.verdict()
                        .map(CertificateVerdict::objections)
                        .map(words -> "the certificate: " + words)
                        .orElse("the host sent no certificate"));
    }

    private PolicyFetch.Builder asked(TlsConnection secure) {
        PolicyFetch.Builder found =
                new WebRequest(route.host(), deadline, guard.cancellation()).over(secure, secure::ended);
        quit(secure);
        return found;
    }

    /** Ends TLS properly (RFC 9112 §9.8), as far as the peer allows. */
    private void quit(TlsConnection secure) {
        try {
            secure.end(deadline);
        } catch (IOException gone) {
            // close_notify is a courtesy; the connection is closed next
        }
    }

    private PolicyFetch.Builder ended(Outcome outcome) {
        return PolicyFetch.builder(route.host(), outcome);
    }
}
