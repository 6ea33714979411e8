/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.util.Objects;
import java.util.Optional;

/** Makes the TLSA record that matches a certificate, for use in remedies. Thread-safe. */
public final class TlsaLine {
    private TlsaLine() {}

    /**
     * Makes the record for a certificate.
     *
     * @param der       the certificate in DER
     * @param usage     2 for an authority, 3 for the server's own certificate; other usages are not used for SMTP
     * @param selector  0 for the whole certificate, 1 for its public key
     * @param matching  0 for the whole data, 1 for SHA-256, 2 for SHA-512
     * @return the record, whose {@link TlsaRecord#text()} is the line for the zone; empty if the octets are not a certificate
     * @throws IllegalArgumentException if one of the numbers has another value
     */
    public static Optional<TlsaRecord> of(byte[] der, int usage, int selector, int matching) {
        Objects.requireNonNull(der, "der");
        check(usage == 2 || usage == 3, "usage");
        check(selector == 0 || selector == 1, "selector");
        check(matching >= 0 && matching <= 2, "matching");
        return SentCertificate.read(der)
                .map(sent -> Suitability.record(usage, selector, matching, sent.matched(selector, matching)));
    }

    private static void check(boolean known, String name) {
        if (!known) {
            throw new IllegalArgumentException(name + ": is not a number that a TLSA record for SMTP can have");
        }
    }
}
