/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.tls.ClientCertificate;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The key manager of one handshake: it remembers whether the server asked for a client certificate and whether it got one. In TLS
 * 1.3, a handshake without one succeeds, and the server's refusal comes later.
 */
final class ClientKeys extends X509ExtendedKeyManager {
    private final @Nullable X509ExtendedKeyManager delegate;
    private volatile ClientCertificate state = ClientCertificate.NOT_ASKED_FOR;

    ClientKeys(List<KeyManager> keys) {
        X509ExtendedKeyManager found = null;
        for (KeyManager each : keys) {
            if (found == null && each instanceof X509ExtendedKeyManager extended) {
                found = extended;
            }
        }
        this.delegate = found;
    }

    ClientCertificate state() {
        return state;
    }

    private @Nullable String asked(@Nullable String alias) {
        if (alias != null) {
            state = ClientCertificate.GIVEN;
        } else if (state == ClientCertificate.NOT_ASKED_FOR) {
            state = ClientCertificate.NOT_GIVEN;
        }
        return alias;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        return asked(delegate == null ? null : delegate.chooseEngineClientAlias(keyTypes, issuers, engine));
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return asked(delegate == null ? null : delegate.chooseClientAlias(keyTypes, issuers, socket));
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return delegate == null ? null : delegate.getClientAliases(keyType, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return delegate == null ? null : delegate.getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return delegate == null ? null : delegate.getPrivateKey(alias);
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
