/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.tls.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The certificate that a handshake showed, in a few lines: its subject, its issuer, its end of validity, and the verdict. */
final class CertificateLines {
    private static final int NAMES = 5;

    private CertificateLines() {}

    /**
     * The lines.
     *
     * @param fact a handshake
     * @param now  when the probe began; the epoch if that is not known
     * @return the lines; none if no certificate was seen
     */
    static List<String> of(TlsHandshake fact, Instant now) {
        List<Certificate> chain = fact.tls().chain();
        if (chain.isEmpty()) {
            return List.of();
        }
        Certificate own = chain.get(0);
        List<String> lines = new ArrayList<>();
        lines.add("certificate for " + names(own) + (fact.tls().resumed() ? " (of an earlier connection)" : ""));
        lines.add("issued by " + own.issuer());
        lines.add("valid " + CertificateWords.dates(own, now, "this probe"));
        fact.tls()
                .verdict()
                .ifPresent(verdict ->
                        lines.add(CertificateWords.of(verdict, fact.tls().identity())));
        lines.add("SHA-256 " + own.sha256());
        return lines;
    }

    private static String names(Certificate own) {
        List<String> names = own.names().stream().map(Words::name).toList();
        if (names.isEmpty()) {
            return own.subject();
        }
        int more = names.size() - NAMES;
        return names.stream().limit(NAMES).map(Words::name).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
