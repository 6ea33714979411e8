/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import io.github.smtpprobe.text.Arguments;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Holds TLSA records against the certificates that a mail server sent, as a client for SMTP does (RFC 7671, RFC 7672). Thread-safe.
 *
 * <p>Usage 3 is the server's own certificate, whatever its names and dates say, and whoever issued it (RFC 7672 §3.1.1). Usage 2 is a
 * certificate of the chain as sent, to which a path leads that holds in its signatures, dates, authorities and constraints, and one
 * of the names must be the certificate's (§3.1.2, §3.2); who is trusted publicly does not matter. Nothing is fetched and nobody is
 * asked for revocation.
 */
public final class Dane {
    /** How many certificates of a chain are looked at. */
    public static final int MAX_CHAIN = 200;

    private Dane() {}

    /**
     * Judges a chain.
     *
     * @param records     TLSA records of the host's base domain, all of them in any order, whether or not they are usable
     * @param chainAsSent certificates in DER in the order in which the server sent them, its own first; those that cannot be read match
     *                    nothing, and those behind the first {@link #MAX_CHAIN} count as not sent. Where none is given, no record matches
     * @param names       for records of usage 2
     * @param now         for the dates of the path of records of usage 2
     * @return the verdict; odd records and certificates are in it and throw nothing
     */
    public static DaneVerdict judge(List<TlsaRecord> records, List<byte[]> chainAsSent, DaneNames names, Instant now) {
        List<TlsaRecord> given = Arguments.copy(records, "records");
        List<byte[]> chain = Arguments.copy(chainAsSent, "chainAsSent");
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(now, "now");
        return new Judgement(chain.subList(0, Math.min(MAX_CHAIN, chain.size())), names, now).of(given);
    }
}
