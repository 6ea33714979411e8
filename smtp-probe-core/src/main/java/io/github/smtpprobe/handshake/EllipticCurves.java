/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.tls.TlsSettings;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;

/**
 * Finds out whether this Java supports elliptic curves. Before Java 22 they are in a module of their own ({@code jdk.crypto.ec}),
 * which an image made by jlink may lack. Without them, most handshakes fail for lack of a common algorithm, and the servers are
 * not to blame.
 */
public final class EllipticCurves {
    private EllipticCurves() {}

    /**
     * Checks the runtime, or the provider that does TLS instead, after a failed handshake. The capabilities of a caller's own
     * SSLContext are not known here.
     *
     * @param settings name the provider, if it is not the runtime's
     * @return what is missing, in words; empty if nothing is
     */
    public static Optional<String> missing(TlsSettings settings) {
        return settings.sslContext().isPresent() || present(settings.provider())
                ? Optional.empty()
                : Optional.of("this Java has no elliptic curves (the module jdk.crypto.ec)");
    }

    private static boolean present(Optional<Provider> tls) {
        if (tls.filter(found -> found.getService("KeyPairGenerator", "EC") != null)
                .isPresent()) {
            return true;
        }
        try {
            KeyPairGenerator.getInstance("EC");
            return true;
        } catch (NoSuchAlgorithmException absent) {
            return false;
        }
    }
}
