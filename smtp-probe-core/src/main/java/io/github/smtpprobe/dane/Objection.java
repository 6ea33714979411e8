/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import io.github.smtpprobe.text.Tokens;
import java.util.Optional;

/**
 * What speaks against a TLSA record (RFC 7671 §5, RFC 7672 §3). All but {@link #ONLY_DOMAIN_NAME} mean that the record
 * authenticates nothing.
 */
public enum Objection {
    /** No client for SMTP can use it; its {@link Usability} says why. */
    UNUSABLE("unusable", "cannot be used"),
    /** Its data are not those of the server's own certificate, with which usage 3 is compared (RFC 7671 §5.1). */
    NO_MATCH("no-match", "does not match the server's own certificate"),
    /** Usage 2, and no certificate of the chain as sent matches (RFC 7672 §3.1.2): another authority, or one that is not sent. */
    TA_NOT_SENT("ta-not-sent", "the trust anchor is not among the certificates sent"),
    /** Usage 2 matches the server's own certificate, which no client takes for its own trust anchor. */
    TA_IS_LEAF("ta-is-leaf", "the trust anchor is the server's own certificate"),
    /** The server's own certificate is not readable, so that no path can begin with it. */
    UNREADABLE("unreadable", "a certificate cannot be read"),
    /** No path of signatures leads from the server's certificate to the one that matches. */
    NO_PATH("no-path", "no path leads to the trust anchor"),
    /** A certificate above the server's is no authority, or may not have so many below it (RFC 5280 §4.2.1.9). */
    NO_AUTHORITY("no-authority", "an issuer may not issue"),
    /** The path breaks another rule of RFC 5280 §6.1, such as a name constraint or a critical extension that nobody knows. */
    CONSTRAINT("constraint", "the path breaks a constraint"),
    /**
     * A certificate of the path is not made for TLS servers, by its extended key usage (RFC 5280 §4.2.1.12), or the server's own by its
     * key usage (§4.2.1.3).
     */
    PURPOSE("purpose", "not made for TLS servers"),
    /** This Java refuses an algorithm or the size of a key in the path; other clients may take it. */
    ALGORITHM("algorithm", "this Java refuses an algorithm of the path"),
    /** A certificate of the path has run out or is not valid yet: the server's, an issuer's or the trust anchor's own. */
    OUT_OF_DATE("out-of-date", "out of date"),
    /** The server's certificate has none of the names (RFC 7672 §3.2.2). */
    NAME("name", "made out to another name"),
    /**
     * The server's certificate has the next-hop domain and not the name of the host. RFC 7672 §3.2.2 takes it, so the record
     * authenticates; there are clients that ask for the name of the host.
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

    /** {@return a few words for people; they may change with any release} */
    public String label() {
        return label;
    }

    /**
     * Finds one by its token.
     *
     * @param token such as {@code no-match}
     * @return the one with exactly this token; empty if this release knows none
     */
    public static Optional<Objection> ofToken(String token) {
        return Tokens.find(values(), Objection::token, token);
    }
}
