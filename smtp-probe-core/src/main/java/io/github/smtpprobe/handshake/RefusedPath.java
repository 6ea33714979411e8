/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Explains why a path is refused, in words that name the certificate and its contents; the JDK's messages name only the rule.
 */
final class RefusedPath {
    /** Extensions that the JDK's validation supports, so that none of them can be the unknown one. */
    private static final Set<String> KNOWN = Set.of(
            "2.5.29.15", // key usage
            "2.5.29.17", // subject alternative name
            "2.5.29.19", // basic constraints
            NameConstraints.OID,
            "2.5.29.32", // certificate policies
            "2.5.29.33", // policy mappings
            "2.5.29.36", // policy constraints
            "2.5.29.37", // extended key usage
            "2.5.29.54"); // inhibit any policy

    private static final int KEY_CERT_SIGN = 5;
    private static final int MOST = 3;

    private final CertificatePath path;

    private RefusedPath(CertificatePath path) {
        this.path = path;
    }

    /** The JDK's message in plain words. Messages of other kinds, or of a caller's manager, stay as they are. */
    static String words(String refusal, CertificatePath path) {
        RefusedPath refused = new RefusedPath(path);
        String found = "";
        if (refusal.contains("this is not a CA certificate")) {
            found = refused.above(each -> each.getBasicConstraints() < 0)
                    .map(name -> "the certificate " + name + ", which issued another one, is not that of an authority")
                    .orElse("");
        } else if (refusal.contains("pathLenConstraint violated")) {
            found = "one of its authorities may not stand above another one (path length)";
        } else if (refusal.contains("keyCertSign bit is not set")) {
            found = refused.above(RefusedPath::signsNone)
                    .map(name -> "the authority " + name + " may not sign certificates, by its key usage")
                    .orElse("");
        } else if (refusal.contains("name constraints check failed")) {
            found = refused.limited();
        } else if (refusal.contains("Algorithm constraints check failed")) {
            found = refused.weak(refusal.contains("keysize") || refusal.contains("bit key"));
        } else if (refusal.contains("unrecognized critical extension")) {
            found = refused.unknown();
        }
        return found.isEmpty() ? refusal : found;
    }

    private static boolean signsNone(X509Certificate authority) {
        boolean[] usage = authority.getKeyUsage();
        return usage != null && (usage.length <= KEY_CERT_SIGN || !usage[KEY_CERT_SIGN]);
    }

    /** The subject of the first certificate above the server's own that has this fault. */
    private Optional<String> above(Predicate<X509Certificate> fault) {
        List<X509Certificate> all = path.certificates();
        return all.subList(1, all.size()).stream()
                .filter(fault)
                .findFirst()
                .map(each -> quoted(ReadCertificates.of(each).subject()));
    }

    private String limited() {
        List<X509Certificate> all = path.certificates();
        return all.subList(1, all.size()).stream()
                .filter(each -> each.getExtensionValue(NameConstraints.OID) != null)
                .findFirst()
                .map(each -> {
                    String limits = NameConstraints.words(each);
                    return "the authority " + quoted(ReadCertificates.of(each).subject())
                            + " may not issue it for these names by its name constraints"
                            + (limits.isEmpty() ? "" : ": " + limits);
                })
                .orElse("");
    }

    private String unknown() {
        for (X509Certificate each : path.certificates()) {
            Set<String> critical = each.getCriticalExtensionOIDs();
            Set<String> unknown = new TreeSet<>(critical == null ? Set.of() : critical);
            unknown.removeAll(KNOWN);
            if (!unknown.isEmpty()) {
                String oids = String.join(", ", unknown.stream().limit(MOST).toList());
                String whose = each.equals(path.leaf())
                        ? "it"
                        : "the certificate " + quoted(ReadCertificates.of(each).subject());
                return whose + " has the critical extension " + oids + ", which this Java does not know";
            }
        }
        return "";
    }

    /** Words for the first weak key on the path, or for the first weak signature. */
    private String weak(boolean key) {
        for (X509Certificate each : path.certificates()) {
            for (String token : CertificateFacts.weaknesses(ReadCertificates.of(each))) {
                if (token.endsWith("-signature") != key) {
                    String whose = each.equals(path.leaf())
                            ? "it"
                            : "the certificate "
                                    + quoted(ReadCertificates.of(each).subject()) + " above it";
                    return whose + " has " + weakness(token);
                }
            }
        }
        return "";
    }

    private static String weakness(String token) {
        String[] parts = token.toUpperCase(Locale.ROOT).split("-", 2);
        if (token.endsWith("-signature")) {
            return (parts[0].startsWith("M") ? "an " : "a ") + parts[0].replace("SHA1", "SHA-1") + " signature";
        }
        return "a " + parts[1] + "-bit " + parts[0] + " key";
    }

    private static String quoted(String subject) {
        return '"' + subject.replace('"', '\'') + '"';
    }
}
