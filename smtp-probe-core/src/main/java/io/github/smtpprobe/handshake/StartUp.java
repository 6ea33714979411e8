/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * Start-up costs of the first TLS handshake of a process: providers, trusted authorities and classes are loaded, and the
 * cryptography is not compiled yet. Most of them can be paid in advance, by a handshake with nobody, whose first message is
 * created and thrown away. It uses nothing of the application's, and leaves no thread or session behind.
 */
public final class StartUp {
    /** With less time left the handshake may as well wait for its classes as the probe for its connection. */
    private static final Duration LEAST = Duration.ofSeconds(2);

    private static final ReentrantLock WARMING = new ReentrantLock();
    private static volatile boolean warm;
    private static volatile boolean over;

    private StartUp() {}

    /** {@return whether no handshake with a server has yet come so far that all it needs is loaded} */
    public static boolean underWay() {
        return !over;
    }

    /** A handshake with a server has come so far. */
    public static void ended() {
        over = true;
    }

    /**
     * Loads what the first handshake needs, once for the process; of several that ask at once the others wait. Whatever fails here is
     * left to the handshake, which says it. With too little time left nothing is done, nor where another provider than this Java's own
     * does TLS, of whose needs nothing is known.
     *
     * @param settings of the handshake
     * @param trust    whose trust it will have; a trust manager of the application's is not asked
     * @param guard    ends it when the probe is cancelled
     * @param deadline of the probe
     */
    public static void warmUp(TlsSettings settings, TlsSettings trust, Guard guard, Deadline deadline) {
        boolean ended =
                guard.cancellation().cancelled() || Thread.currentThread().isInterrupted();
        if (ended || deadline.remaining().compareTo(LEAST) < 0) {
            return;
        }
        try {
            if (settings.sslContext().isEmpty()) {
                trust.trustManager();
            }
            if (underWay() && !warm && byThisJava(settings)) {
                once(settings, guard, deadline);
            }
        } catch (GeneralSecurityException
                | RuntimeException
                | LinkageError
                | StackOverflowError
                | AssertionError later) {
            return; // the handshake meets it again, and it is said there
        }
    }

    private static boolean byThisJava(TlsSettings settings) throws NoSuchAlgorithmException {
        Optional<Provider> other =
                settings.provider().or(() -> settings.sslContext().map(SSLContext::getProvider));
        return other.isEmpty()
                || other.get()
                        .getName()
                        .equals(SSLContext.getInstance("TLS").getProvider().getName());
    }

    private static void once(TlsSettings settings, Guard guard, Deadline deadline) throws GeneralSecurityException {
        try {
            if (!WARMING.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            warm = warm || greetNobody(settings, guard, deadline);
        } finally {
            WARMING.unlock();
        }
    }

    /** Whether it came to its end. */
    private static boolean greetNobody(TlsSettings settings, Guard guard, Deadline deadline)
            throws GeneralSecurityException {
        TlsSettings plain = TlsSettings.builder()
                .protocols(settings.protocols().toArray(new String[0]))
                .build();
        TlsPeer nobody = new TlsPeer("localhost", false, 25);
        OngoingHandshake handshake = OngoingHandshake.looking(plain, nobody);
        try {
            new TlsConnection(new Nobody(), handshake, guard, deadline).handshake(deadline);
        } catch (InterruptedIOException ended) {
            return false; // the probe was cancelled meanwhile, or has no time left
        } catch (IOException unanswered) {
            judge(handshake, nobody);
        }
        return true;
    }

    /** One of this Java's own authorities stands in for a server. */
    private static void judge(OngoingHandshake handshake, TlsPeer nobody) throws GeneralSecurityException {
        X509TrustManager known = TlsSettings.standard().trustManager();
        X509Certificate[] authority = {known.getAcceptedIssuers()[0]};
        try {
            new CertificateJudge(known, List.of(), nobody, true)
                    .checkServerTrusted(authority, "UNKNOWN", handshake.engine());
        } catch (CertificateException refused) {
            return; // its name is another one
        }
    }
}
