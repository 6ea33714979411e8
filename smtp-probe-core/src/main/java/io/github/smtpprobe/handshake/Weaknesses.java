/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what is weak on a path, as tokens: the keys and signatures of all its certificates, and what is missing from the
 * server's own certificate.
 */
final class Weaknesses {
    /** The extended key usages of TLS servers (RFC 5280 §4.2.1.12). */
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private Weaknesses() {}

    static List<String> of(CertificatePath path) {
        Set<String> found = new LinkedHashSet<>();
        for (X509Certificate each : path.certificates()) {
            boolean root =
                    !each.equals(path.leaf()) && ReadCertificates.of(each).selfIssued();
            List<String> own = new ArrayList<>(CertificateFacts.weaknesses(ReadCertificates.of(each)));
            own.removeIf(token -> root && token.endsWith("-signature")); // nobody checks a root's own signature
            found.addAll(own);
        }
        if (ReadCertificates.of(path.leaf()).names().isEmpty()) {
            found.add("no-subject-alternative-name");
        }
        if (!forServers(path.leaf())) {
            found.add("no-server-authentication");
        }
        // Java checks only the server's own certificate; OpenSSL and GnuTLS check each authority, too.
        List<X509Certificate> all = path.certificates();
        for (X509Certificate authority : all.subList(1, all.size())) {
            if (!forServers(authority)) {
                found.add("authority-not-for-servers");
            }
        }
        return List.copyOf(found);
    }

    private static boolean forServers(X509Certificate one) {
        try {
            List<String> purposes = one.getExtendedKeyUsage();
            return purposes == null || purposes.contains(SERVER_AUTHENTICATION) || purposes.contains(ANY_PURPOSE);
        } catch (CertificateParsingException malformed) {
            return true; // what cannot be read forbids nothing; the trust manager decides whether to refuse it
        }
    }
}
