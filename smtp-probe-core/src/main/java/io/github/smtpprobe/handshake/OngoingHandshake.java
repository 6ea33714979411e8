/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.tls.TlsSettings;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** One handshake under way: the engine to drive, and what it has shown so far. Used by one thread. */
public final class OngoingHandshake {
    private final SSLEngine engine;
    private final TlsPeer peer;
    private final List<String> offered;
    private final Optional<CertificateKeeper> judge;
    private final Optional<ClientKeys> keys;

    private OngoingHandshake(
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

    /**
     * Prepares the client's end of one handshake.
     *
     * @param settings what to show and offer
     * @param trust    whom to trust, if that is another than what the settings trust; a ready SSLContext trusts whom it likes
     * @param peer     whom the certificate must be made out to
     * @param lenient  whether the handshake goes on after a bad certificate, to look further; the verdict stays what it is
     * @return the handshake
     * @throws GeneralSecurityException when this JDK cannot do what the settings ask for
     */
    public static OngoingHandshake judged(TlsSettings settings, TlsSettings trust, TlsPeer peer, boolean lenient)
            throws GeneralSecurityException {
        return settings.sslContext().isPresent()
                ? unwatched(settings, peer, settings.sslContext().get())
                : watched(
                        settings,
                        peer,
                        new CertificateJudge(trust.trustManager(), trust.fingerprints(), peer, lenient));
    }

    /**
     * Prepares the client's end of a handshake that only shows whether the peer speaks TLS: its certificate is kept and not judged,
     * so that no trust manager is waited for. A ready SSLContext judges all the same.
     *
     * @param settings what to show and offer
     * @param peer     whom we talk to
     * @return the handshake
     * @throws GeneralSecurityException when this JDK cannot do what the settings ask for
     */
    public static OngoingHandshake looking(TlsSettings settings, TlsPeer peer) throws GeneralSecurityException {
        return settings.sslContext().isPresent()
                ? unwatched(settings, peer, settings.sslContext().get())
                : watched(settings, peer, new CertificateKeeper());
    }

    /** The certificates are kept, and judged, here. */
    private static OngoingHandshake watched(TlsSettings settings, TlsPeer peer, CertificateKeeper judge)
            throws GeneralSecurityException {
        ClientKeys client = new ClientKeys(settings.keyManagers());
        SSLContext fresh = settings.provider().isPresent()
                ? SSLContext.getInstance("TLS", settings.provider().get())
                : SSLContext.getInstance("TLS");
        fresh.init(new KeyManager[] {client}, new TrustManager[] {judge}, new SecureRandom());
        SSLEngine engine = engine(fresh, settings, peer);
        return new OngoingHandshake(engine, peer, settings.protocols(), Optional.of(judge), Optional.of(client));
    }

    /** By somebody's own SSLContext. */
    private static OngoingHandshake unwatched(TlsSettings settings, TlsPeer peer, SSLContext ready) {
        SSLEngine engine = engine(ready, settings, peer);
        return new OngoingHandshake(engine, peer, settings.protocols(), Optional.empty(), Optional.empty());
    }

    private static SSLEngine engine(SSLContext context, TlsSettings settings, TlsPeer peer) {
        SSLEngine engine = context.createSSLEngine(peer.identity(), peer.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(settings.protocols().toArray(new String[0]));
        peer.serverName().ifPresent(name -> parameters.setServerNames(List.of(name)));
        // The JDK's name check: with a foreign context the only one, else asked for by the judge beside our own.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** {@return the engine, in client mode and ready to begin} */
    public SSLEngine engine() {
        return engine;
    }

    /**
     * What the handshake showed.
     *
     * @param complete whether it came to its end
     * @return what is known of it by now
     */
    public TlsInfo outcome(boolean complete) {
        @Nullable SSLSession session = complete ? engine.getSession() : null;
        List<X509Certificate> raw =
                judge.map(CertificateKeeper::chain).orElseGet(() -> session == null ? List.of() : chain(session));
        Optional<CertificateVerdict> verdict =
                judge.isPresent() ? judge.get().verdict() : CertificateJudge.notObserved(raw);
        TlsInfo.Builder info = TlsInfo.builder(peer.identity())
                .chain(raw.stream().map(CertificateFacts::of).toList())
                .offered(offered)
                .clientCertificate(keys.map(ClientKeys::state).orElse(TlsInfo.ClientCertificate.NOT_ASKED_FOR));
        Optional.ofNullable(session)
                .map(SSLSession::getProtocol)
                .filter(OngoingHandshake::agreed)
                .ifPresent(info::protocol);
        Optional.ofNullable(session)
                .map(SSLSession::getCipherSuite)
                .filter(OngoingHandshake::agreed)
                .ifPresent(info::cipherSuite);
        peer.serverName().ifPresent(name -> info.serverName(((SNIHostName) name).getAsciiName()));
        verdict.ifPresent(info::verdict);
        return info.build();
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
