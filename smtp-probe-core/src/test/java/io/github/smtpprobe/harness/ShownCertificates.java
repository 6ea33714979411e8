/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Servers that show certificates as nobody should. */
public final class ShownCertificates {
    private ShownCertificates() {}

    /** Shows one certificate in the first handshake and the other in those that follow. */
    public static SSLContext showing(Issued... certificates) throws Exception {
        AtomicInteger handshakes = new AtomicInteger();
        X509ExtendedKeyManager changing = new X509ExtendedKeyManager() {
            @Override
            public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
                return Integer.toString(Math.min(handshakes.getAndIncrement(), certificates.length - 1));
            }

            @Override
            public X509Certificate[] getCertificateChain(String alias) {
                return certificates[Integer.parseInt(alias)].chain().toArray(new X509Certificate[0]);
            }

            @Override
            public PrivateKey getPrivateKey(String alias) {
                return certificates[Integer.parseInt(alias)].key();
            }

            @Override
            public String[] getServerAliases(String keyType, Principal[] issuers) {
                return new String[] {"0", "1"};
            }

            @Override
            public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
                return "0";
            }

            @Override
            public String[] getClientAliases(String keyType, Principal[] issuers) {
                return new String[0];
            }

            @Override
            public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
                return "0";
            }
        };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {changing}, null, new SecureRandom());
        return context;
    }
}
