/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.tls.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;

/**
 * The facts of certificates, each read once for as long as somebody else keeps the certificate. The JDK keeps a few hundred,
 * since servers are probed again and many servers share their authorities. Certificates of another provider are read each time:
 * the cache is shared by all probes, none of which may wait for an application's code. Thread-safe.
 */
final class ReadCertificates {
    private static final Map<X509Certificate, Certificate> READ = Collections.synchronizedMap(new WeakHashMap<>());
    private static final Map<X509Certificate, X500Principal> SUBJECTS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private static final Map<X509Certificate, Optional<byte[]>> BINDINGS =
            Collections.synchronizedMap(new WeakHashMap<>());

    private ReadCertificates() {}

    static Certificate of(X509Certificate certificate) {
        return read(certificate, READ, CertificateFacts::of);
    }

    /** The subject. A certificate creates it anew for each call, and the JDK trusts well over a hundred authorities. */
    static X500Principal subject(X509Certificate certificate) {
        return read(certificate, SUBJECTS, X509Certificate::getSubjectX500Principal);
    }

    /** See {@link ChannelBinding}. */
    static Optional<byte[]> binding(X509Certificate certificate) {
        return read(certificate, BINDINGS, ChannelBinding::of).map(byte[]::clone);
    }

    private static <T> T read(
            X509Certificate certificate, Map<X509Certificate, T> all, Function<X509Certificate, T> how) {
        if (certificate.getClass().getClassLoader() != null) { // not one of the JDK's own
            return how.apply(certificate);
        }
        T known = all.get(certificate);
        if (known == null) {
            known = how.apply(certificate);
            all.put(certificate, known);
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
