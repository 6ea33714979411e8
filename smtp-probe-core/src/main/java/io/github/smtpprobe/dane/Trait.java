/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** What is worth mentioning about TLSA records and a chain besides whether they match, mostly what will break at the next change. */
public enum Trait {
    /** At least one record authenticates the server, and a usable one does not: a rollover, a second key, or a leftover (RFC 7671 §8). */
    EXTRA("extra", "a record besides matches nothing"),
    /**
     * No record of one combination of usage, selector and matching type matches, while records of another combination do (RFC
     * 7671 §8.1, §9).
     */
    STALE_PARAMETERS("stale-parameters", "one set of parameters matches nothing"),
    /**
     * A record of usage 3 authenticates a certificate that is out of date, which does not matter to DANE (RFC 7672 §3.1.1), but
     * to others.
     */
    EE_EXPIRED("ee-expired", "matches though out of date"),
    /**
     * A record of usage 3 authenticates a certificate that is self-signed or has none of the names, which does not matter to
     * DANE, but to others.
     */
    EE_PRIVATE("ee-private", "matches though self-signed or made out to another name"),
    /** Only records {@code 3 0 x} authenticate, and the certificate is not self-signed: it breaks when that is renewed (RFC 7671 §5.1). */
    RENEWAL_TRAP("renewal-trap", "breaks at the next renewal"),
    /** The only usable record has usage 3: it breaks when the key changes (RFC 7672 §4). */
    NO_SPARE("no-spare", "no record for the next key"),
    /** All usable records have SHA-512 digests, which clients need not support (RFC 7672 §3.1). */
    SHA512_ONLY("sha512-only", "no SHA-256 digest"),
    /** There are records, and all have usage 0 or 1 (RFC 7672 §3.1.3). */
    PKIX_ONLY("pkix-only", "only usage 0 and 1"),
    /** The server is authenticated only by the domain's name; see {@link Objection#ONLY_DOMAIN_NAME}. */
    ONLY_DOMAIN_NAME("only-domain-name", "made out to the domain and not to the host"),
    /**
     * The trust anchor of the path that authenticates is not sent, only contained whole in DNS: RFC 7672 §3.1.2 demands that
     * it be sent.
     */
    TA_ONLY_IN_DNS("ta-only-in-dns", "the trust anchor is not sent and stands in DNS"),
    /** The server is authenticated only by a path that OpenSSL does not try; see {@link RecordVerdict#firstPath()}. */
    OTHER_PATH("other-path", "the path to the trust anchor is not the first one");

    private final String token;
    private final String label;

    Trait(String token, String label) {
        this.token = token;
        this.label = label;
    }

    /** {@return the stable token, such as {@code renewal-trap}} */
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
     * @param token such as {@code extra}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Trait> ofToken(String token) {
        return Tokens.find(values(), Trait::token, token);
    }
}
