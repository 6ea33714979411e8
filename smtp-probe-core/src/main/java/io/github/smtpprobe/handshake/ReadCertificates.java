/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.tls.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The certificates of one handshake as facts, each read once however often it is asked for. */
final class ReadCertificates {
    private final IdentityHashMap<X509Certificate, Certificate> read = new IdentityHashMap<>(4);

    Certificate of(X509Certificate certificate) {
        Certificate known = read.get(certificate);
        if (known == null) {
            known = CertificateFacts.of(certificate);
            read.put(certificate, known);
        }
        return known;
    }

    List<Certificate> of(List<X509Certificate> certificates) {
        List<Certificate> facts = new ArrayList<>(certificates.size());
        for (X509Certificate each : certificates) {
            facts.add(of(each));
        }
        return facts;
    }
}
