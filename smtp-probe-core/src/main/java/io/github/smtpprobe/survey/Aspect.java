/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** What a survey looks at. More may be added, so a {@code switch} needs a {@code default}. */
public enum Aspect {
    /**
     * Whether DNS answers are signed, and whether the signatures are valid (RFC 4033). Without this aspect, every answer counts
     * as not tested.
     */
    DNSSEC("dnssec"),
    /** TLSA records, and whether the exchangers' certificates match them (RFC 7672). Needs {@link #DNSSEC}. */
    DANE("dane"),
    /** The MTA-STS policy (RFC 8461), which is fetched over HTTPS. */
    MTA_STS("mta-sts"),
    /** The record that asks senders for reports about TLS (RFC 8460). The addresses in it are read and never contacted. */
    TLS_RPT("tls-rpt"),
    /** The reverse names of the exchangers' addresses (RFC 8601 §3). */
    REVERSE_NAMES("reverse-names"),
    /** The exchangers themselves: a conversation up to TLS with each address. No mail is sent. */
    PROBES("probes");

    private final String token;

    Aspect(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code mta-sts}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code mta-sts}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Aspect> ofToken(String token) {
        return Tokens.find(values(), Aspect::token, token);
    }
}
