/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The condition in which a sender finds an exchanger or its domain: a row of the matrix, or a special case of a row in which some
 * senders act differently. In a special case, a sender without a cell of its own acts as the row says.
 */
public enum Condition {
    /** There are neither TLSA records nor an MTA-STS policy. */
    NO_POLICY("no-policy", 1),
    /** A TLSA record matches. */
    TLSA_MATCHES("tlsa-matches", 2),
    /** As before, and the host's name is an alias, which is the TLSA base domain itself. */
    TLSA_MATCHES_ALIAS("tlsa-matches-alias", 2),
    /** As before, and the TLSA base domain is the last name of the alias, all of whose links are secure. */
    TLSA_MATCHES_ALIAS_END("tlsa-matches-alias-end", 2),
    /** A TLSA record matches, but only of usage 2, and the certificate names the mail domain and not the host. */
    TLSA_MATCHES_DOMAIN_NAME("tlsa-matches-domain-name", 2),
    /** A TLSA record of usage 3 matches, but the certificate is out of date. */
    TLSA_MATCHES_EXPIRED("tlsa-matches-expired", 3),
    /** There are usable TLSA records, but none matches. */
    TLSA_MISMATCH("tlsa-mismatch", 4),
    /** A TLSA record matches, but one with a stronger digest does not. */
    TLSA_WEAKER_MATCHES("tlsa-weaker-matches", 4),
    /** There are usable TLSA records, but TLS cannot be used. */
    TLSA_NO_STARTTLS("tlsa-no-starttls", 5),
    /** There are TLSA records, but none is usable; TLS works. */
    TLSA_UNUSABLE("tlsa-unusable", 6),
    /** As before, and there is an MTA-STS policy that has to be followed. */
    TLSA_UNUSABLE_STS("tlsa-unusable-sts", 6),
    /** There are TLSA records, but none is usable, and TLS cannot be used. */
    TLSA_UNUSABLE_NO_STARTTLS("tlsa-unusable-no-starttls", 7),
    /** The look-up of the TLSA records of a secure host fails. */
    TLSA_LOOKUP_ERROR("tlsa-lookup-error", 8),
    /**
     * There are TLSA records that do not match, are not usable or cannot be looked up, and the host's name is an alias, which
     * is the TLSA base domain itself.
     */
    TLSA_FAILS_ALIAS("tlsa-fails-alias", 0),
    /** As before, and the TLSA base domain is the last name of the alias, all of whose links are secure. */
    TLSA_FAILS_ALIAS_END("tlsa-fails-alias-end", 0),
    /** The MX records are insecure, but the host is secure, and its TLSA record matches. */
    MX_INSECURE_MATCHES("mx-insecure-matches", 9),
    /** As before, but only a record of usage 2 matches, and the certificate names the mail domain and not the host. */
    MX_INSECURE_DOMAIN_NAME("mx-insecure-domain-name", 9),
    /** The MX records are insecure, but the host is secure, and its TLSA records forbid to use it. */
    MX_INSECURE_FAILS("mx-insecure-fails", 9),
    /** The MX records are insecure, but the host is secure; its TLSA records are not usable, and TLS works. */
    MX_INSECURE_UNUSABLE("mx-insecure-unusable", 9),
    /** The MX records are bogus. */
    MX_BOGUS("mx-bogus", 10),
    /** The host's addresses are bogus. */
    HOST_BOGUS("host-bogus", 10),
    /** There is a policy of mode enforce that the host satisfies, and no TLSA record. */
    STS_HOLDS("sts-holds", 11),
    /** There is a policy of mode enforce, but it does not list the host, or the host's certificate is not acceptable. */
    STS_FAILS("sts-fails", 12),
    /** There is a policy of mode enforce, but TLS cannot be used. */
    STS_NO_STARTTLS("sts-no-starttls", 13),
    /** There is a policy of mode testing or none, or one that cannot be fetched. */
    STS_WITHOUT_FORCE("sts-without-force", 14),
    /** A TLSA record matches, but a policy of mode enforce is not satisfied. */
    TLSA_MATCHES_STS_FAILS("tlsa-matches-sts-fails", 15),
    /** The domain takes no mail. */
    NULL_MX("null-mx", 16),
    /** The host has no IPv4 address, and the sender has no IPv6. */
    IPV6_ONLY("ipv6-only", 17),
    /** The MX records cannot be looked up. */
    MX_LOOKUP_FAILED("mx-lookup-failed", 0),
    /** The domain has neither MX record nor address. */
    NOWHERE("nowhere", 0),
    /** The host's addresses cannot be looked up. */
    HOST_LOOKUP_FAILED("host-lookup-failed", 0),
    /** The host has no address. */
    NO_ADDRESS("no-address", 0),
    /** The host has only addresses that are not reachable over the internet. */
    UNREACHABLE("unreachable", 0),
    /** The host's addresses take no connection, while another exchanger of the domain does. */
    NO_CONNECTION("no-connection", 0),
    /** Something on which the outcome depends was not tested. */
    NOT_TESTED("not-tested", 0),
    /** The sender is an application's own, which does not say what it does here. */
    NOT_SAID("not-said", 0);

    private final String token;
    private final int row;

    Condition(String token, int row) {
        this.token = token;
        this.row = row;
    }

    /** {@return the stable token, such as {@code tlsa-mismatch}} */
    public String token() {
        return token;
    }

    /** {@return the row of the matrix, from 1 to 17; empty for a condition that is not in the matrix} */
    public OptionalInt row() {
        return row == 0 ? OptionalInt.empty() : OptionalInt.of(row);
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code tlsa-mismatch}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Condition> ofToken(String token) {
        return Tokens.find(values(), Condition::token, token);
    }
}
