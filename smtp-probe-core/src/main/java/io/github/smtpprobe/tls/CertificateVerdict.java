/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Separate verdicts on a server's certificate, taken also where the handshake failed.
 *
 * @param trust    does the chain lead to a trust anchor, dates aside
 * @param name     is it made out to the name that we wanted
 * @param validity is today between its dates, for each certificate of the chain
 * @param weak     what is weak in the leaf, in tokens: {@code rsa-1024}, {@code sha1-signature}, {@code no-subject-alternative-name}
 * @param detail   why trust or name failed, in words; empty if nothing did
 */
public record CertificateVerdict(Trust trust, Name name, Validity validity, List<String> weak, String detail) {
    /**
     * Makes a verdict.
     *
     * @param trust    does the chain lead to a trust anchor
     * @param name     is it made out to the name
     * @param validity is today between its dates
     * @param weak     tokens for what is weak
     * @param detail   words for what failed
     */
    public CertificateVerdict {
        weak = List.copyOf(weak);
    }

    /** Does the chain lead to a trust anchor? */
    public enum Trust {
        /** It does. */
        TRUSTED,
        /** It is the certificate that the caller pinned. */
        PINNED,
        /** The leaf is signed by itself. */
        SELF_SIGNED,
        /** The server left out an intermediate certificate. */
        INCOMPLETE_CHAIN,
        /** It ends at an authority that is not trusted here. */
        UNKNOWN_AUTHORITY,
        /** The chain is refused for another reason, such as an algorithm that this JDK has switched off. */
        REFUSED,
        /** The caller's own SSLContext judged; we did not see how. */
        NOT_OBSERVED
    }

    /** Is the certificate made out to the name that we wanted? */
    public enum Name {
        /** It is. */
        MATCHES,
        /** It is not. */
        MISMATCH,
        /** No name was wanted: a pinned certificate. */
        NOT_CHECKED
    }

    /** Is today between the dates? */
    public enum Validity {
        /** It is. */
        VALID,
        /** A certificate of the chain has run out. */
        EXPIRED,
        /** A certificate of the chain is not valid yet. */
        NOT_YET_VALID;

        /** Of all certificates of a chain, today; what has run out counts before what has not begun. */
        static Validity of(List<X509Certificate> chain) {
            Instant now = Instant.now();
            if (chain.stream().anyMatch(each -> now.isAfter(each.getNotAfter().toInstant()))) {
                return EXPIRED;
            }
            return chain.stream()
                            .anyMatch(each -> now.isBefore(each.getNotBefore().toInstant()))
                    ? NOT_YET_VALID
                    : VALID;
        }
    }

    /** {@return what speaks against the certificate, in words; empty if nothing does} */
    public String objections() {
        String ofTrust = switch (trust) {
            case TRUSTED, PINNED, NOT_OBSERVED -> "";
            case SELF_SIGNED -> "it is signed by itself";
            case INCOMPLETE_CHAIN -> "the server left out an intermediate certificate";
            case UNKNOWN_AUTHORITY -> "its authority is not trusted here";
            case REFUSED -> "its chain is refused here";
        };
        String ofName = name == Name.MISMATCH ? "it is made out to another name" : "";
        String ofDates = switch (validity) {
            case VALID -> "";
            case EXPIRED -> "it has run out";
            case NOT_YET_VALID -> "it is not valid yet";
        };
        return Stream.of(ofTrust, ofName, ofDates)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** {@return whether nothing speaks against the peer's identity} */
    public boolean acceptable() {
        boolean trusted = trust == Trust.TRUSTED || trust == Trust.NOT_OBSERVED;
        return trust == Trust.PINNED || (trusted && name != Name.MISMATCH && validity == Validity.VALID);
    }
}
