/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import io.github.smtpprobe.domains.Listening;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A mail server with a certificate for clients that send a server name, whichever, and another one for those that send none. */
final class NamedServer implements Closeable, Listening {
    private static final Script STARTTLS = Script.parse("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 go
            * tls any
            C~ QUIT
            S~ 221 bye
            """);

    private final ScriptedServer server;

    private NamedServer(ScriptedServer server) {
        this.server = server;
    }

    static NamedServer showing(Issued named, Issued nameless) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new Choice(named, nameless)}, null, new SecureRandom());
        return new NamedServer(
                ScriptedServer.playing(STARTTLS).tls(context).lenient().start());
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static final class Choice extends X509ExtendedKeyManager {
        private static final String NAMED = "named";

        private final Issued named;
        private final Issued nameless;

        Choice(Issued named, Issued nameless) {
            this.named = named;
            this.nameless = nameless;
        }

        private Issued of(String alias) {
            return alias.equals(NAMED) ? named : nameless;
        }

        private static @Nullable String alias(String type, ExtendedSSLSession session) {
            if (!type.equals("EC")) {
                return null;
            }
            return session.getRequestedServerNames().isEmpty() ? "nameless" : NAMED;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
            return alias(type, (ExtendedSSLSession) engine.getHandshakeSession());
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return alias(type, (ExtendedSSLSession) ((SSLSocket) socket).getHandshakeSession());
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return of(alias).chain().toArray(new X509Certificate[0]);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return of(alias).key();
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return null;
        }
    }
}
