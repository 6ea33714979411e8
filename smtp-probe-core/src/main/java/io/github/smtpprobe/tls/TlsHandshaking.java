/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** One handshake under way: the engine to drive, and what it has shown so far. Used by one thread. */
public final class TlsHandshaking {
    private final SSLEngine engine;
    private final TlsPeer peer;
    private final List<String> offered;
    private final Optional<CertificateKeeper> judge;
    private final Optional<ClientKeys> keys;

    private TlsHandshaking(
            SSLEngine engine,
            TlsPeer peer,
            List<String> offered,
            Optional<CertificateKeeper> judge,
            Optional<ClientKeys> keys) {
        this.engine = engine;
        this.peer = peer;
        this.offered = offered;
        this.judge = judge;
        this.keys = keys;
    }

    /** A handshake that is watched: its certificates are kept, and judged, here. */
    static TlsHandshaking watched(
            SSLEngine engine, TlsPeer peer, List<String> offered, CertificateKeeper judge, ClientKeys keys) {
        return new TlsHandshaking(engine, peer, offered, Optional.of(judge), Optional.of(keys));
    }

    /** A handshake of somebody's own SSLContext. */
    static TlsHandshaking unwatched(SSLEngine engine, TlsPeer peer, List<String> offered) {
        return new TlsHandshaking(engine, peer, offered, Optional.empty(), Optional.empty());
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
        @Nullable SSLSession session = complete ? engine.getSession() : null;
        List<X509Certificate> raw =
                judge.map(CertificateKeeper::chain).orElseGet(() -> session == null ? List.of() : chain(session));
        Optional<CertificateVerdict> verdict =
                judge.isPresent() ? judge.get().verdict() : CertificateJudge.notObserved(raw);
        return new TlsOutcome(
                Optional.ofNullable(session).map(SSLSession::getProtocol).filter(TlsHandshaking::agreed),
                Optional.ofNullable(session).map(SSLSession::getCipherSuite).filter(TlsHandshaking::agreed),
                peer.serverName().map(name -> ((SNIHostName) name).getAsciiName()),
                peer.identity(),
                raw.stream().map(Certificate::of).toList(),
                verdict,
                offered,
                keys.map(ClientKeys::state).orElse(TlsOutcome.ClientCertificate.NOT_ASKED_FOR));
    }

    /** {@return the {@code tls-server-end-point} channel binding (RFC 5929 §4.1); empty where the certificate has none} */
    public Optional<byte[]> endPoint() {
        List<X509Certificate> raw = judge.map(CertificateKeeper::chain).orElseGet(() -> chain(engine.getSession()));
        return raw.stream().findFirst().flatMap(ChannelBinding::of);
    }

    private static boolean agreed(String name) {
        return !name.equals("NONE") && !name.contains("NULL_WITH_NULL");
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
