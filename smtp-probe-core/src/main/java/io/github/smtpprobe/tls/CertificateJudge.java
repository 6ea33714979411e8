/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The trust manager of one handshake: it keeps the chain, judges trust, name, dates and strength one by one, and then says
 * the one word that TLS needs. Extended, so that the JDK adds no check of its own behind our back.
 */
final class CertificateJudge extends X509ExtendedTrustManager {
    private final X509TrustManager delegate;
    private final List<String> pins;
    private final TlsPeer peer;
    private final boolean lenient;
    private volatile List<X509Certificate> chain = List.of();
    private volatile @Nullable CertificateVerdict verdict;

    CertificateJudge(X509TrustManager delegate, List<String> pins, TlsPeer peer, boolean lenient) {
        this.delegate = delegate;
        this.pins = pins;
        this.peer = peer;
        this.lenient = lenient;
    }

    List<X509Certificate> chain() {
        return chain;
    }

    Optional<CertificateVerdict> verdict() {
        return Optional.ofNullable(verdict);
    }

    /** The verdict where a foreign SSLContext judged. */
    static Optional<CertificateVerdict> notObserved(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CertificateVerdict(
                Trust.NOT_OBSERVED,
                Name.NOT_CHECKED,
                Validity.of(chain),
                Certificate.of(chain.get(0)).weaknesses(),
                "the caller's SSLContext judged the certificate"));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String authType, SSLEngine engine)
            throws CertificateException {
        chain = List.of(sent);
        CertificateVerdict found = judge(sent, authType, engine);
        verdict = found;
        if (!lenient && !found.acceptable()) {
            throw new CertificateException("refused: " + found.trust() + ", " + found.name() + ", " + found.validity());
        }
    }

    private CertificateVerdict judge(X509Certificate[] sent, String authType, SSLEngine engine) {
        Validity validity = Validity.of(chain);
        List<String> weak = Certificate.of(sent[0]).weaknesses();
        if (pins.contains(Certificate.fingerprint(sent[0]))) {
            return new CertificateVerdict(Trust.PINNED, Name.NOT_CHECKED, validity, weak, "");
        }
        // A path costs milliseconds to validate, so trust and name are asked for together, and apart only after a no.
        boolean good = acceptedByJdk(sent, authType, engine);
        ChainTrust trust = new ChainTrust(delegate, chain);
        String refusal = good ? "" : trust.refusal(authType);
        boolean trusted = refusal.isEmpty() || (validity != Validity.VALID && trust.heldWithinDates());
        boolean jdkNames = good || !refusal.isEmpty() || !jdkChecksNames(engine);
        boolean named = jdkNames
                && HostNameMatcher.matches(
                        peer.identity(),
                        peer.address(),
                        Certificate.names(sent[0], peer.address() ? Certificate.IP_ADDRESS : Certificate.DNS_NAME));
        return new CertificateVerdict(
                trusted ? Trust.TRUSTED : trust.lack(),
                named ? Name.MATCHES : Name.MISMATCH,
                validity,
                weak,
                trusted ? "" : Printable.clean(refusal));
    }

    /** Whether the JDK can check this name at all: one with an underscore is none for it. */
    private boolean jdkChecksNames(SSLEngine engine) {
        return delegate instanceof X509ExtendedTrustManager
                && (peer.address() || peer.serverName().isPresent())
                && engine.getHandshakeSession() != null;
    }

    /** The JDK's own check of path and name; false also where it cannot be asked. */
    private boolean acceptedByJdk(X509Certificate[] sent, String authType, SSLEngine engine) {
        if (!jdkChecksNames(engine)) {
            return false;
        }
        try {
            ((X509ExtendedTrustManager) delegate).checkServerTrusted(sent, authType, engine);
            return true;
        } catch (CertificateException | RuntimeException | Error refused) {
            return false; // by the path or by the name, or it broke: the caller asks for the path alone next
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String authType) throws CertificateException {
        throw new CertificateException("only handshakes of an SSLEngine are judged here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String authType, Socket socket) throws CertificateException {
        checkServerTrusted(sent, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String authType) throws CertificateException {
        throw new CertificateException("we are the client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String authType, Socket socket) throws CertificateException {
        checkClientTrusted(sent, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(sent, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return ChainTrust.anchors(delegate);
    }
}
