/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import io.github.smtpprobe.arguments.Arguments;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Checks TLSA records against the certificates that a mail server sent, as an SMTP client does (RFC 7671, RFC 7672). Thread-safe.
 *
 * <p>A record of usage 3 is about the server's own certificate, whatever its names, dates and issuer (RFC 7672 §3.1.1). A record
 * of usage 2 is about a certificate of the chain as sent; a path with valid signatures, dates, authorities and constraints has to
 * lead to it, and the server's certificate has to have one of the names (§3.1.2, §3.2). Public trust does not matter. Nothing is
 * fetched, and revocation is not checked.
 */
public final class Dane {
    /** How many certificates of a chain are examined. */
    public static final int MAX_CHAIN = 200;

    private Dane() {}

    /**
     * Judges a chain.
     *
     * @param records     all TLSA records of the host's base domain, usable or not, in any order
     * @param chainAsSent the certificates in DER, in the order in which the server sent them, its own first. Unreadable
     *                    certificates match nothing, and those after the first {@link #MAX_CHAIN} count as not sent. If the list
     *                    is empty, no record matches
     * @param names       the names for records of usage 2
     * @param now         the time at which paths for records of usage 2 have to be valid
     * @return the verdict; malformed records and certificates are part of it, and do not cause an exception
     */
    public static DaneVerdict judge(List<TlsaRecord> records, List<byte[]> chainAsSent, DaneNames names, Instant now) {
        List<TlsaRecord> given = Arguments.copy(records, "records");
        List<byte[]> chain = Arguments.copy(chainAsSent, "chainAsSent");
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(now, "now");
        return new Judgement(chain.subList(0, Math.min(MAX_CHAIN, chain.size())), names, now).of(given);
    }
}
