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
 * The start-up costs of the first TLS handshake of a process: providers, trusted authorities and classes are loaded, and the
 * cryptography is not compiled yet. Most of it can be done in advance, by a handshake with nobody, whose first message is
 * created and thrown away. It uses nothing of the application's, and leaves no thread or session behind.
 */
public final class StartUp {
    /** With less time left, loading in advance would gain nothing. */
    private static final Duration LEAST = Duration.ofSeconds(2);

    private static final ReentrantLock WARMING = new ReentrantLock();
    private static volatile boolean warm;
    private static volatile boolean over;

    private StartUp() {}

    /** {@return whether no handshake with a server has got far enough yet to have loaded all that is needed} */
    public static boolean underWay() {
        return !over;
    }

    /** Records that a handshake with a server has got that far. */
    public static void ended() {
        over = true;
    }

    /**
     * Loads what the first handshake needs, once per process; concurrent callers wait. If anything fails here, the handshake
     * will report it. Nothing is done if there is too little time left, or if a provider other than this Java's own does TLS,
     * whose needs are not known.
     *
     * @param settings the settings of the handshake
     * @param trust    the settings that say whom it will trust; a trust manager of the application's is not called
     * @param guard    ends it when the probe is cancelled
     * @param deadline the deadline of the probe
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
            return; // the handshake meets the same failure, and reports it
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

    /** Whether it was completed. */
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

    /** Judges one of this Java's own authorities in place of a server's certificate. */
    private static void judge(OngoingHandshake handshake, TlsPeer nobody) throws GeneralSecurityException {
        X509TrustManager known = TlsSettings.standard().trustManager();
        X509Certificate[] authority = {known.getAcceptedIssuers()[0]};
        try {
            new CertificateJudge(known, List.of(), nobody, true)
                    .checkServerTrusted(authority, "UNKNOWN", handshake.engine());
        } catch (CertificateException refused) {
            return; // it has another name
        }
    }
}
