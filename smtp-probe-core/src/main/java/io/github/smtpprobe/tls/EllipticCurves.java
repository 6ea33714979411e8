/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Whether this Java can do elliptic curves: until Java 22 they are in a module of their own ({@code jdk.crypto.ec}), which an image
 * made by jlink may lack. Without them most servers find nothing in common with us, and it is not their fault.
 */
final class EllipticCurves {
    private EllipticCurves() {}

    /** Asks the runtime, or the provider that does TLS instead. */
    static boolean present(@Nullable Provider tls) {
        if (tls != null && tls.getService("KeyPairGenerator", "EC") != null) {
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
