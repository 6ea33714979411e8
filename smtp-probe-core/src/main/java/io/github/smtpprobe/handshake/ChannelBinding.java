/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;

/**
 * The {@code tls-server-end-point} channel binding (RFC 5929 §4.1): a hash of the certificate, with the hash function of its
 * own signature, or with SHA-256 if that is MD5 or SHA-1.
 */
final class ChannelBinding {
    private static final String PSS = "RSASSA-PSS";

    private ChannelBinding() {}

    /** The binding; empty if the signature has no single hash function (Ed25519, Ed448), or one that is not known here. */
    static Optional<byte[]> of(X509Certificate certificate) {
        try {
            Optional<String> hash = hash(certificate);
            return hash.isEmpty()
                    ? Optional.empty()
                    : Optional.of(MessageDigest.getInstance(hash.get()).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException | java.io.IOException | RuntimeException unknown) {
            return Optional.empty(); // a binding that the server would compute differently is worse than none
        }
    }

    private static Optional<String> hash(X509Certificate certificate)
            throws GeneralSecurityException, java.io.IOException {
        String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (name.equals(PSS)) {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(PSS);
            parameters.init(certificate.getSigAlgParams());
            return Optional.of(strong(parameters
                    .getParameterSpec(PSSParameterSpec.class)
                    .getDigestAlgorithm()
                    .toUpperCase(Locale.ROOT)));
        }
        int with = name.indexOf("WITH");
        return with < 0 ? Optional.empty() : Optional.of(strong(name.substring(0, with)));
    }

    /** The name that a MessageDigest has for {@code SHA384} as well as {@code SHA-384}. */
    private static String strong(String hash) {
        boolean numbered = hash.startsWith("SHA") && hash.length() > 3 && Character.isDigit(hash.charAt(3));
        boolean third = hash.startsWith("SHA3-");
        String plain = numbered && !third ? "SHA-" + hash.substring(3) : hash;
        return plain.equals("MD5") || plain.equals("SHA-1") ? "SHA-256" : plain;
    }
}
