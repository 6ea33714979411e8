/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.tls.CertificateVerdict;
import io.github.smtpprobe.tls.ClientCertificate;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.tls.TlsSettings;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** One handshake under way: the engine to drive, and what it has shown so far. Used by one thread. */
public final class OngoingHandshake {
    /** The JDK's name for the check of the certificate's name by RFC 2818. */
    static final String BY_NAME = "HTTPS";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SSLEngine engine;
    private final TlsPeer peer;
    private final List<String> offered;
    private final Optional<CertificateKeeper> judge;
    private final Optional<ClientKeys> keys;
    private final List<String> groups;
    private final List<String> suites;
    private final Optional<SNIServerName> serverName;
    private final boolean resumable;
    private boolean resumed;

    private OngoingHandshake(
            SSLEngine engine,
            TlsPeer peer,
            TlsSettings settings,
            Optional<CertificateKeeper> judge,
            Optional<ClientKeys> keys) {
        this.engine = engine;
        this.peer = peer;
        this.offered = settings.protocols();
        this.groups = settings.namedGroups();
        this.suites = settings.cipherSuites();
        this.serverName = peer.serverName(settings);
        this.resumable = settings.resumesSessions();
        this.judge = judge;
        this.keys = keys;
    }

    /**
     * Prepares the client's end of one handshake.
     *
     * @param settings what to show and offer
     * @param trust    whom to trust; a caller's own SSLContext decides that by itself
     * @param peer     the peer that the certificate must be for
     * @param lenient  whether the handshake continues after a bad certificate, to learn more; this does not change the verdict
     * @return the handshake
     * @throws GeneralSecurityException if this JDK cannot do what the settings ask for
     */
    public static OngoingHandshake judged(TlsSettings settings, TlsSettings trust, TlsPeer peer, boolean lenient)
            throws GeneralSecurityException {
        return settings.sslContext().isPresent()
                ? unwatched(settings, peer, settings.sslContext().get())
                : watched(
                        settings,
                        peer,
                        settings.resumesSessions(),
                        new CertificateJudge(trust.trustManager(), trust.fingerprints(), peer, lenient));
    }

    /**
     * Prepares the client's end of a handshake that only shows whether the peer speaks TLS. Its certificate is kept but not
     * judged, so that no trust manager is waited for. A caller's own SSLContext judges it nevertheless.
     *
     * @param settings what to show and offer
     * @param peer     the peer
     * @return the handshake
     * @throws GeneralSecurityException if this JDK cannot do what the settings ask for
     */
    public static OngoingHandshake looking(TlsSettings settings, TlsPeer peer) throws GeneralSecurityException {
        return settings.sslContext().isPresent()
                ? unwatched(settings, peer, settings.sslContext().get())
                : watched(settings, peer, false, new CertificateKeeper());
    }

    /** A handshake whose certificates are kept, and judged, here. */
    private static OngoingHandshake watched(
            TlsSettings settings, TlsPeer peer, boolean resuming, CertificateKeeper judge)
            throws GeneralSecurityException {
        ClientKeys client = new ClientKeys(settings.keyManagers());
        SSLEngine engine;
        if (resuming) {
            SharedContext shared = SharedContext.of(settings);
            engine = engine(shared.context(), settings, peer);
            shared.register(engine, judge, client);
        } else {
            SSLContext fresh = context(settings);
            fresh.init(new KeyManager[] {client}, new TrustManager[] {judge}, RANDOM);
            engine = engine(fresh, settings, peer);
        }
        return new OngoingHandshake(engine, peer, settings, Optional.of(judge), Optional.of(client));
    }

    /** A context of the settings' provider, not yet initialised. */
    static SSLContext context(TlsSettings settings) throws GeneralSecurityException {
        return settings.provider().isPresent()
                ? SSLContext.getInstance("TLS", settings.provider().get())
                : SSLContext.getInstance("TLS");
    }

    /** A handshake with a caller's own SSLContext. */
    private static OngoingHandshake unwatched(TlsSettings settings, TlsPeer peer, SSLContext ready)
            throws GeneralSecurityException {
        SSLEngine engine = engine(ready, settings, peer);
        return new OngoingHandshake(engine, peer, settings, Optional.empty(), Optional.empty());
    }

    private static SSLEngine engine(SSLContext context, TlsSettings settings, TlsPeer peer)
            throws GeneralSecurityException {
        SSLEngine engine = context.createSSLEngine(peer.identity(), peer.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(settings.protocols().toArray(new String[0]));
        // Set in any case: without a list, the JDK sends the peer's own name.
        parameters.setServerNames(peer.serverName(settings).map(List::of).orElse(List.of()));
        // The JDK's check of the name: the only one with a caller's own context, otherwise requested by the judge in
        // addition
        // to ours.
        parameters.setEndpointIdentificationAlgorithm(BY_NAME);
        if (!settings.namedGroups().isEmpty()) {
            GroupChoice.make(parameters, settings.namedGroups());
        }
        if (!settings.cipherSuites().isEmpty()) {
            parameters.setCipherSuites(settings.cipherSuites().toArray(new String[0]));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** {@return the engine, in client mode and ready to begin} */
    public SSLEngine engine() {
        return engine;
    }

    /** {@return whether its session is kept for later connections} */
    public boolean resumable() {
        return resumable;
    }

    /**
     * Completes a handshake that succeeded. If it resumed a session, no certificate was judged in it: the session's certificate
     * is then judged now, with today's trust and for the current peer.
     *
     * @throws SSLHandshakeException if that certificate is refused; the session is not resumed again
     */
    public void settle() throws SSLHandshakeException {
        List<X509Certificate> known = chain(engine.getSession());
        if (judge.isEmpty() || known.isEmpty() || !judge.get().chain().isEmpty()) {
            return;
        }
        resumed = true;
        try {
            judge.get().checkServerTrusted(known.toArray(new X509Certificate[0]), "UNKNOWN", engine);
        } catch (CertificateException refused) {
            engine.getSession().invalidate();
            SSLHandshakeException failure = new SSLHandshakeException("the certificate of the session is refused");
            failure.initCause(refused);
            throw failure;
        }
    }

    /**
     * The results of the handshake.
     *
     * @param complete whether it was completed
     * @return what is known about it so far
     */
    public TlsInfo outcome(boolean complete) {
        @Nullable SSLSession session = complete ? engine.getSession() : null;
        List<X509Certificate> raw =
                judge.map(CertificateKeeper::chain).orElseGet(() -> session == null ? List.of() : chain(session));
        Optional<CertificateVerdict> verdict =
                judge.isPresent() ? judge.get().verdict() : CertificateJudge.notObserved(raw);
        TlsInfo.Builder info = TlsInfo.builder(peer.identity())
                .chain(ReadCertificates.of(raw))
                .offered(offered)
                .offeredGroups(groups)
                .offeredSuites(suites)
                .resumed(resumed)
                .clientCertificate(keys.map(ClientKeys::state).orElse(ClientCertificate.NOT_ASKED_FOR));
        Optional.ofNullable(session)
                .map(SSLSession::getProtocol)
                .filter(OngoingHandshake::agreed)
                .ifPresent(info::protocol);
        Optional.ofNullable(session)
                .map(SSLSession::getCipherSuite)
                .filter(OngoingHandshake::agreed)
                .ifPresent(info::cipherSuite);
        serverName.ifPresent(name -> info.serverName(((SNIHostName) name).getAsciiName()));
        verdict.ifPresent(info::verdict);
        return info.build();
    }

    /**
     * The channel bindings by type. In TLS 1.3, {@code tls-exporter} is the default (RFC 9266 §3), and GNU SASL, for example,
     * supports it but not {@code tls-server-end-point}. The latter is what remains in older versions, and if this Java cannot
     * export. Java gives no access to {@code tls-unique}, which servers accept in older versions.
     *
     * @return the bindings, the best first
     */
    public Map<String, byte[]> channelBindings() {
        Map<String, byte[]> found = new LinkedHashMap<>();
        KeyExport.channelBinding(engine.getSession()).ifPresent(data -> found.put("tls-exporter", data));
        List<X509Certificate> raw = judge.map(CertificateKeeper::chain).orElseGet(() -> chain(engine.getSession()));
        if (!raw.isEmpty()) {
            ReadCertificates.binding(raw.get(0)).ifPresent(data -> found.put("tls-server-end-point", data));
        }
        return found;
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
            return List.of(); // no certificate was shown, which the empty list expresses
        }
        return found;
    }
}
