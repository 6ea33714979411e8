/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/**
 * What speaks against a TLSA record (RFC 7671 §5, RFC 7672 §3). All constants but {@link #ONLY_DOMAIN_NAME} mean that the record
 * authenticates nothing.
 */
public enum Objection {
    /** No SMTP client can use it; its {@link Usability} says why. */
    UNUSABLE("unusable", "cannot be used"),
    /** It has usage 3, but does not match the server's own certificate (RFC 7671 §5.1). */
    NO_MATCH("no-match", "does not match the server's own certificate"),
    /**
     * It has usage 2, but matches no certificate of the chain as sent (RFC 7672 §3.1.2): it is for another authority, or the
     * authority's certificate was not sent.
     */
    TA_NOT_SENT("ta-not-sent", "the trust anchor is not among the certificates sent"),
    /** It has usage 2 and matches the server's own certificate, which no client accepts as its own trust anchor. */
    TA_IS_LEAF("ta-is-leaf", "the trust anchor is the server's own certificate"),
    /** The server's own certificate cannot be read, so that no path can begin with it. */
    UNREADABLE("unreadable", "a certificate cannot be read"),
    /** No path of signatures leads from the server's certificate to the matching one. */
    NO_PATH("no-path", "no path leads to the trust anchor"),
    /** A certificate above the server's is not an authority, or may not have so many certificates below it (RFC 5280 §4.2.1.9). */
    NO_AUTHORITY("no-authority", "an issuer may not issue"),
    /** The path violates another rule of RFC 5280 §6.1, such as a name constraint or an unknown critical extension. */
    CONSTRAINT("constraint", "the path breaks a constraint"),
    /**
     * A certificate of the path is not meant for TLS servers, by its extended key usage (RFC 5280 §4.2.1.12) or, in the case of
     * the server's own certificate, its key usage (§4.2.1.3).
     */
    PURPOSE("purpose", "not made for TLS servers"),
    /** This Java refuses an algorithm or the size of a key in the path; other clients may take it. */
    ALGORITHM("algorithm", "this Java refuses an algorithm of the path"),
    /** A certificate of the path has expired or is not valid yet: the server's, an issuer's or the trust anchor's. */
    OUT_OF_DATE("out-of-date", "out of date"),
    /** The server's certificate has none of the names (RFC 7672 §3.2.2). */
    NAME("name", "made out to another name"),
    /**
     * The server's certificate names the next-hop domain but not the host. RFC 7672 §3.2.2 accepts that, so the record
     * authenticates the server, but some clients insist on the name of the host.
     */
    ONLY_DOMAIN_NAME("only-domain-name", "made out to the domain and not to the host"),
    /** A stronger digest of the same usage and selector is there, so that this one is passed over (RFC 7671 §9). */
    NOT_CONSIDERED("not-considered", "passed over for a stronger digest");

    private final String token;
    private final String label;

    Objection(String token, String label) {
        this.token = token;
        this.label = label;
    }

    /** {@return the stable token, such as {@code ta-not-sent}} */
    public String token() {
        return token;
    }

    /** {@return a few words for people, which may change with any release} */
    public String label() {
        return label;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code no-match}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Objection> ofToken(String token) {
        return Tokens.find(values(), Objection::token, token);
    }
}
