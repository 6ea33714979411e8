/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trust managers for the authorities of a key store, and for those that this Java trusts. */
final class TrustedAuthorities {
    private static volatile @Nullable X509TrustManager cached;

    private TrustedAuthorities() {}

    /** The JDK's trust store: reading it costs 55 ms, so it waits for the first handshake, and is then shared. */
    static X509TrustManager standard() throws GeneralSecurityException {
        X509TrustManager found = cached;
        if (found == null) {
            found = of(null);
            if (found.getAcceptedIssuers().length == 0) {
                throw new GeneralSecurityException(
                        "this Java trusts no certificate authority: its trust store is empty or missing");
            }
            cached = found;
        }
        return found;
    }

    /** A manager that trusts the authorities of these certificates. */
    static X509TrustManager among(List<X509Certificate> certificates) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (X509Certificate each : certificates) {
            store.setCertificateEntry("certificate-" + store.size(), each);
        }
        return of(store);
    }

    /** A manager that trusts the authorities of a store; null means the JDK's own. */
    static X509TrustManager of(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("this JDK has no X.509 trust manager");
    }
}
