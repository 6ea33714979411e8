/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import io.github.smtpprobe.text.Printable;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The cipher suites that can be requested. A suite that Java does not have, or that fits no requested version, is refused,
 * because it would otherwise be ignored silently.
 */
final class CipherSuites {
    private static final Pattern NAME = Pattern.compile("(TLS|SSL)_[A-Za-z0-9_]{1,80}");

    /**
     * Parts of the names of suites without encryption or authentication (including RFC 9150), and of signals that are not
     * suites.
     */
    private static final List<String> OPEN = List.of("_NULL_", "_anon_", "_ANON_", "TLS_SHA", "_SCSV");

    /** The part before which older suites name their key exchange; suites of TLS 1.3 have none (RFC 8446 §B.4). */
    private static final String OLDER = "_WITH_";

    private static final String NEWEST = "TLSv1.3";

    private CipherSuites() {}

    static void named(List<String> names) {
        if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("cipherSuites: at least one suite is needed, and none twice");
        }
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("cipherSuites: a suite is named like TLS_AES_128_GCM_SHA256 or"
                        + " TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, not " + Printable.quoted(name));
            }
            if (OPEN.stream().anyMatch(name::contains)) {
                throw new IllegalArgumentException(
                        "cipherSuites: " + name + " does not encrypt, or proves nobody's identity, and is not offered");
            }
        }
    }

    /** The given versions to which at least one of the chosen suites belongs; all of them if none is chosen. */
    static List<String> versions(List<String> protocols, List<String> suites) {
        return suites.isEmpty()
                ? protocols
                : protocols.stream()
                        .filter(version -> suites.stream().anyMatch(each -> fits(each, version)))
                        .toList();
    }

    private static boolean fits(String suite, String version) {
        return suite.contains(OLDER) != version.equals(NEWEST);
    }

    static void check(
            List<String> suites, List<String> protocols, @Nullable Provider provider, @Nullable SSLContext context) {
        if (suites.isEmpty()) {
            return;
        }
        for (String suite : suites) {
            if (protocols.stream().noneMatch(version -> fits(suite, version))) {
                throw new IllegalArgumentException(
                        "cipherSuites: " + suite + " belongs to none of the versions " + protocols);
            }
        }
        Set<String> had = supported(provider, context);
        for (String suite : suites) {
            if (!had.isEmpty() && !had.contains(suite)) {
                throw new IllegalArgumentException("cipherSuites: the TLS of this Java does not have "
                        + Printable.quoted(suite) + ", or its security settings forbid it");
            }
        }
    }

    /** The suites that this Java has; empty if that cannot be found out here, in which case the handshake will tell. */
    private static Set<String> supported(@Nullable Provider provider, @Nullable SSLContext context) {
        try {
            SSLContext asked = context != null ? context : fresh(provider);
            return new HashSet<>(Arrays.asList(asked.getSupportedSSLParameters().getCipherSuites()));
        } catch (GeneralSecurityException | RuntimeException unable) {
            return Set.of();
        }
    }

    /** A context without the store of trusted authorities, which takes long to read. */
    private static SSLContext fresh(@Nullable Provider provider) throws GeneralSecurityException {
        SSLContext made = provider != null ? SSLContext.getInstance("TLS", provider) : SSLContext.getInstance("TLS");
        made.init(new KeyManager[0], new TrustManager[0], new SecureRandom());
        return made;
    }
}
