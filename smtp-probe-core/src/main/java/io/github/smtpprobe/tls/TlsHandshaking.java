/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** One handshake under way: the engine to drive, and what it has shown so far. Used by one thread. */
public final class TlsHandshaking {
    private final SSLEngine engine;
    private final TlsPeer peer;
    private final Optional<CertificateJudge> judge;

    TlsHandshaking(SSLEngine engine, TlsPeer peer, Optional<CertificateJudge> judge) {
        this.engine = engine;
        this.peer = peer;
        this.judge = judge;
    }

    /** {@return the engine, in client mode and ready to begin} */
    public SSLEngine engine() {
        return engine;
    }

    /**
     * What the handshake showed.
     *
     * @param complete whether it came to its end
     * @return the outcome
     */
    public TlsOutcome outcome(boolean complete) {
        SSLSession session = complete ? engine.getSession() : engine.getHandshakeSession();
        List<X509Certificate> raw =
                judge.map(CertificateJudge::chain).orElseGet(() -> complete ? chain(session) : List.of());
        Optional<CertificateVerdict> verdict =
                judge.isPresent() ? judge.get().verdict() : CertificateJudge.notObserved(raw);
        return new TlsOutcome(
                Optional.ofNullable(session).map(SSLSession::getProtocol).filter(name -> agreed(name, complete)),
                Optional.ofNullable(session).map(SSLSession::getCipherSuite).filter(name -> agreed(name, complete)),
                peer.serverName().map(name -> ((SNIHostName) name).getAsciiName()),
                peer.identity(),
                raw.stream().map(Certificate::of).toList(),
                verdict);
    }

    /** {@return the {@code tls-server-end-point} channel binding (RFC 5929 §4.1): the leaf's hash, by its own algorithm where that is strong} */
    public Optional<byte[]> endPoint() {
        List<X509Certificate> raw = judge.map(CertificateJudge::chain).orElseGet(() -> chain(engine.getSession()));
        if (raw.isEmpty()) {
            return Optional.empty();
        }
        String signature = raw.get(0).getSigAlgName().toUpperCase(Locale.ROOT);
        String hash =
                signature.startsWith("SHA384") ? "SHA-384" : signature.startsWith("SHA512") ? "SHA-512" : "SHA-256";
        try {
            return Optional.of(MessageDigest.getInstance(hash).digest(raw.get(0).getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(
                    "a parsed certificate has an encoding, and every JDK has SHA-2", impossible);
        }
    }

    private static boolean agreed(String name, boolean complete) {
        return complete && !name.equals("NONE") && !name.contains("NULL_WITH_NULL");
    }

    private static List<X509Certificate> chain(SSLSession session) {
        List<X509Certificate> found = new ArrayList<>();
        try {
            for (java.security.cert.Certificate each : session.getPeerCertificates()) {
                if (each instanceof X509Certificate certificate) {
                    found.add(certificate);
                }
            }
        } catch (SSLPeerUnverifiedException anonymous) {
            return List.of(); // no certificate was shown, which is what the empty list says
        }
        return found;
    }
}
