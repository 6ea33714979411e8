/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.tls.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import javax.security.auth.x500.X500Principal;

/**
 * Certificates as facts, each read once for as long as somebody else keeps it. The JDK does, some hundreds of them, since servers come
 * again and authorities come with most servers. Thread-safe.
 */
final class ReadCertificates {
    private static final Map<X509Certificate, Certificate> READ = Collections.synchronizedMap(new WeakHashMap<>());
    private static final Map<X509Certificate, X500Principal> SUBJECTS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private ReadCertificates() {}

    static Certificate of(X509Certificate certificate) {
        Certificate known = READ.get(certificate);
        if (known == null) {
            known = CertificateFacts.of(certificate);
            READ.put(certificate, known);
        }
        return known;
    }

    /** The subject; a certificate makes objects each time that it tells it, and the JDK trusts well over a hundred authorities. */
    static X500Principal subject(X509Certificate certificate) {
        X500Principal known = SUBJECTS.get(certificate);
        if (known == null) {
            known = certificate.getSubjectX500Principal();
            SUBJECTS.put(certificate, known);
        }
        return known;
    }

    static List<Certificate> of(List<X509Certificate> certificates) {
        List<Certificate> facts = new ArrayList<>(certificates.size());
        for (X509Certificate each : certificates) {
            facts.add(of(each));
        }
        return facts;
    }
}
