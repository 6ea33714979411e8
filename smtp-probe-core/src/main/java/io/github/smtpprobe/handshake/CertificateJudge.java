/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The trust manager of one handshake: it keeps the chain, judges trust, name, dates and strength separately, and then accepts or
 * refuses the chain as a whole, as TLS requires.
 */
final class CertificateJudge extends CertificateKeeper {
    private final X509TrustManager delegate;
    private final List<String> fingerprints;
    private final TlsPeer peer;
    private final boolean lenient;
    private volatile @Nullable CertificateVerdict verdict;

    CertificateJudge(X509TrustManager delegate, List<String> fingerprints, TlsPeer peer, boolean lenient) {
        this.delegate = delegate;
        this.fingerprints = fingerprints;
        this.peer = peer;
        this.lenient = lenient;
    }

    @Override
    Optional<CertificateVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** The verdict if a caller's own SSLContext judged the certificate. */
    static Optional<CertificateVerdict> notObserved(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        CertificatePath path = CertificatePath.of(chain, List.of());
        return Optional.of(builderFor(Trust.NOT_OBSERVED, Name.NOT_CHECKED, path)
                .detail("the caller's SSLContext judged the certificate")
                .build());
    }

    private CertificateVerdict verdict(Trust trust, Name name, CertificatePath path, String detail) {
        return builderFor(trust, name, path).detail(Printable.clean(detail)).build();
    }

    private static CertificateVerdict.Builder builderFor(Trust trust, Name name, CertificatePath path) {
        return CertificateVerdict.builder(trust, name, path.validity())
                .weak(Weaknesses.of(path))
                .path(ReadCertificates.of(path.certificates()));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String authType, SSLEngine engine)
            throws CertificateException {
        super.checkServerTrusted(sent, authType, engine);
        CertificateVerdict found = safely(authType, engine);
        verdict = found;
        if (!lenient && !found.acceptable()) {
            throw new CertificateException("refused: " + found.trust() + ", " + found.name() + ", " + found.validity());
        }
    }

    /** A certificate may be arbitrarily malformed, but there is always a verdict. */
    private CertificateVerdict safely(String authType, SSLEngine engine) {
        try {
            return judge(authType, engine);
        } catch (RuntimeException unreadable) {
            String detail =
                    "the certificate cannot be read: " + unreadable.getClass().getSimpleName();
            return CertificateVerdict.builder(Trust.REFUSED, Name.NOT_CHECKED, Validity.VALID)
                    .detail(detail)
                    .build();
        }
    }

    private CertificateVerdict judge(String authType, SSLEngine engine) {
        List<X509Certificate> chain = chain();
        if (!fingerprints.isEmpty()) {
            boolean known = fingerprints.contains(Certificate.fingerprint(chain.get(0)));
            return verdict(
                    known ? Trust.TRUSTED_BY_FINGERPRINT : Trust.OTHER_FINGERPRINT,
                    Name.NOT_CHECKED,
                    CertificatePath.of(chain, List.of()),
                    known ? "" : "its fingerprint is none of those that are trusted");
        }
        ChainTrust trust = new ChainTrust(delegate, chain);
        boolean byName = jdkChecksNames(engine);
        // Validating a path takes milliseconds, so trust and name are checked together, and separately only if that
        // fails.
        boolean good = byName && trust.refusal(authType, engine).isEmpty();
        String refusal = good ? "" : byPath(trust, authType, engine);
        boolean trusted = refusal.isEmpty() || (trust.path().validity() != Validity.VALID && trust.heldWithinDates());
        boolean named = (good || !byName || !refusal.isEmpty()) && matches();
        return verdict(
                trusted ? Trust.TRUSTED : trust.lack(),
                named ? Name.MATCHES : Name.MISMATCH,
                trust.path(),
                trusted ? "" : trust.why(refusal));
    }

    /** Why the path is refused regardless of the name; algorithms that this handshake must not use count, too. */
    private String byPath(ChainTrust trust, String authType, SSLEngine engine) {
        return asksEngine(engine) ? trust.refusalOfPath(authType, engine) : trust.refusal(authType);
    }

    private boolean matches() {
        return HostNameMatcher.matches(
                peer.identity(),
                peer.address(),
                CertificateFacts.names(
                        chain().get(0), peer.address() ? CertificateFacts.IP_ADDRESS : CertificateFacts.DNS_NAME));
    }

    /** Whether the JDK can check this name at all: it does not accept one with an underscore. */
    private boolean jdkChecksNames(SSLEngine engine) {
        return asksEngine(engine) && (peer.address() || peer.serverName().isPresent());
    }

    private boolean asksEngine(SSLEngine engine) {
        try {
            return delegate instanceof X509ExtendedTrustManager && engine.getHandshakeSession() != null;
        } catch (UnsupportedOperationException notKnown) {
            return false; // another provider's engine need not reveal it
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return ChainTrust.anchors(delegate);
    }
}
