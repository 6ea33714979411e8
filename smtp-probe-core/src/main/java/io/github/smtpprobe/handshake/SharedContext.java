/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.tls.TlsSettings;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The SSLContext of all connections with settings that resume sessions, which are stored in it. Its managers belong to no
 * handshake: they delegate to the judge and the keys of the engine that calls them, so that each handshake is judged
 * separately.
 */
final class SharedContext {
    /** With weak keys, so that the sessions of settings disappear together with them. */
    private static final Map<TlsSettings, SharedContext> ALL = new WeakHashMap<>();

    private final Map<SSLEngine, CertificateKeeper> judges = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<SSLEngine, ClientKeys> keys = Collections.synchronizedMap(new WeakHashMap<>());
    private final SSLContext context;

    private SharedContext(TlsSettings settings) throws GeneralSecurityException {
        context = OngoingHandshake.context(settings);
        context.init(
                new KeyManager[] {new Keys(new ClientKeys(settings.keyManagers()))},
                new TrustManager[] {new Trust()},
                new SecureRandom());
    }

    static SharedContext of(TlsSettings settings) throws GeneralSecurityException {
        synchronized (ALL) {
            SharedContext found = ALL.get(settings);
            if (found == null) {
                found = new SharedContext(settings);
                ALL.put(settings, found);
            }
            return found;
        }
    }

    SSLContext context() {
        return context;
    }

    /** Registers the managers of an engine, before its handshake. */
    void register(SSLEngine engine, CertificateKeeper judge, ClientKeys client) {
        judges.put(engine, judge);
        keys.put(engine, client);
    }

    /** Delegates to the engine's judge. */
    private final class Trust extends CertificateKeeper {
        @Override
        public void checkServerTrusted(X509Certificate[] sent, String authType, SSLEngine engine)
                throws CertificateException {
            CertificateKeeper judge = judges.get(engine);
            if (judge == null) {
                throw new CertificateException("the handshake is none of ours");
            }
            judge.checkServerTrusted(sent, authType, engine);
        }
    }

    /** Delegates the choice to the engine's keys; the keys themselves are the same for all. */
    private final class Keys extends X509ExtendedKeyManager {
        private final ClientKeys all;

        Keys(ClientKeys all) {
            this.all = all;
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
            ClientKeys own = keys.get(engine);
            return own == null ? null : own.chooseEngineClientAlias(keyTypes, issuers, engine);
        }

        @Override
        public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
            return null; // only engines are used
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return all.getClientAliases(keyType, issuers);
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return all.getCertificateChain(alias);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return all.getPrivateKey(alias);
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null; // we are the client
        }

        @Override
        public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
            return null;
        }
    }
}
