/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.arguments.Tokens;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Separate verdicts on trust, name, validity and strength of a server's certificate, available even if the handshake failed. They
 * are about the path from the server's certificate to an authority; any other certificates that the server sends are ignored.
 * Immutable and thread-safe; verdicts with the same content are equal.
 */
public final class CertificateVerdict {
    /** A private copy. */
    private final Builder given;

    private CertificateVerdict(Builder given) {
        this.given = given;
    }

    /**
     * Begins a verdict.
     *
     * @param trust    whether the path leads to a trust anchor
     * @param name     whether the certificate is for the wanted name
     * @param validity whether all dates on the path are valid
     * @return a builder
     */
    public static Builder builder(Trust trust, Name name, Validity validity) {
        return new Builder(
                Objects.requireNonNull(trust, "trust"),
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(validity, "validity"));
    }

    /** Whether the chain leads to a trust anchor. */
    public enum Trust {
        /** It does. */
        TRUSTED("trusted"),
        /** It need not, since the caller trusts this certificate by its fingerprint. */
        TRUSTED_BY_FINGERPRINT("trusted-by-fingerprint"),
        /** The caller trusts certificates by their fingerprints, and this is not one of them. */
        OTHER_FINGERPRINT("other-fingerprint"),
        /** The server's certificate is self-signed. */
        SELF_SIGNED("self-signed"),
        /** It ends at an authority that is not trusted here; probably the server left out an intermediate certificate. */
        INCOMPLETE_CHAIN("incomplete-chain"),
        /** It ends at an authority that is not trusted here: a private one, or one whose intermediate certificate is missing. */
        UNKNOWN_AUTHORITY("unknown-authority"),
        /** The chain is refused for another reason, such as an algorithm that this JDK has disabled. */
        REFUSED("refused"),
        /** The caller's own SSLContext judged it; we did not see how. */
        NOT_OBSERVED("not-observed");

        private final String token;

        Trust(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code trusted}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code trusted}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Trust> ofToken(String token) {
            return Tokens.find(values(), Trust::token, token);
        }
    }

    /** Whether the certificate is for the wanted name. */
    public enum Name {
        /** It is. */
        MATCHES("matches"),
        /** It is not. */
        MISMATCH("mismatch"),
        /** The name was not checked, because the certificate itself is trusted, or because the caller's own SSLContext judged it. */
        NOT_CHECKED("not-checked");

        private final String token;

        Name(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code matches}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code matches}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Name> ofToken(String token) {
            return Tokens.find(values(), Name::token, token);
        }
    }

    /** Whether the certificates on the path are valid today. */
    public enum Validity {
        /** It is. */
        VALID("valid"),
        /** A certificate on the path has expired. */
        EXPIRED("expired"),
        /** A certificate on the path is not valid yet. */
        NOT_YET_VALID("not-yet-valid");

        private final String token;

        Validity(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code valid}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code valid}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Validity> ofToken(String token) {
            return Tokens.find(values(), Validity::token, token);
        }
    }

    /** {@return whether the path leads to a trust anchor, dates aside} */
    public Trust trust() {
        return given.trust;
    }

    /** {@return whether the certificate is for the wanted name} */
    public Name name() {
        return given.name;
    }

    /** {@return whether all certificates on the path are valid today} */
    public Validity validity() {
        return given.validity;
    }

    /**
     * What is weak on the path.
     *
     * @return tokens: {@code rsa-1024}, {@code sha1-signature}, {@code no-subject-alternative-name},
     *     {@code no-server-authentication} (its extended key usage does not allow servers), {@code authority-not-for-servers}
     *     (that of a certificate above it does not)
     */
    public List<String> weak() {
        return given.weak;
    }

    /**
     * Describes a weakness in words.
     *
     * @param token one of {@link #weak()}
     * @return such as {@code an RSA key of 1024 bits}; the token itself if this release has no words for it
     */
    public static String weakness(String token) {
        return WeakWords.of(Objects.requireNonNull(token, "token"));
    }

    /** {@return why trust or name failed, in words; empty if nothing did} */
    public String detail() {
        return given.detail;
    }

    /**
     * {@return the server's own certificate, followed by the certificates of the chain that vouch for it, without the trust
     * anchor; empty if not known}
     */
    public List<Certificate> path() {
        return given.path;
    }

    /** {@return what speaks against the certificate, in words; empty if nothing does} */
    public String objections() {
        String ofTrust = switch (trust()) {
            case TRUSTED, TRUSTED_BY_FINGERPRINT, NOT_OBSERVED -> "";
            case OTHER_FINGERPRINT -> "its fingerprint is none of the trusted ones";
            case SELF_SIGNED -> "it is self-signed";
            case INCOMPLETE_CHAIN -> "its issuer is neither sent nor trusted here";
            case UNKNOWN_AUTHORITY -> "its authority is not trusted here";
            case REFUSED -> "its chain is refused here";
        };
        String ofName = name() == Name.MISMATCH ? "it is not for this host" : "";
        String ofDates = switch (validity()) {
            case VALID -> "";
            case EXPIRED -> "it has expired";
            case NOT_YET_VALID -> "it is not valid yet";
        };
        return Stream.of(ofTrust, ofName, ofDates)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** {@return whether nothing speaks against the peer's identity} */
    public boolean acceptable() {
        boolean trusted = trust() == Trust.TRUSTED || trust() == Trust.NOT_OBSERVED;
        return trust() == Trust.TRUSTED_BY_FINGERPRINT
                || (trusted && name() != Name.MISMATCH && validity() == Validity.VALID);
    }

    private List<Object> parts() {
        return List.of(given.trust, given.name, given.validity, given.weak, given.detail, given.path);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CertificateVerdict that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return the verdicts and what is weak} */
    @Override
    public String toString() {
        return trust() + " " + name() + " " + validity() + " " + weak() + " " + detail();
    }

    /** Builds a {@link CertificateVerdict}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final Trust trust;
        private final Name name;
        private final Validity validity;
        private List<String> weak = List.of();
        private String detail = "";
        private List<Certificate> path = List.of();

        private Builder(Trust trust, Name name, Validity validity) {
            this.trust = trust;
            this.name = name;
            this.validity = validity;
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }

        /**
         * Sets what is weak on the path.
         *
         * @param weak tokens
         * @return this builder
         */
        public Builder weak(List<String> weak) {
            this.weak = Arguments.copy(weak, "weak");
            return this;
        }

        /**
         * Sets why trust or name failed.
         *
         * @param detail in words
         * @return this builder
         */
        public Builder detail(String detail) {
            this.detail = Objects.requireNonNull(detail, "detail");
            return this;
        }

        /**
         * Sets the certificates that were judged.
         *
         * @param path the server's own first
         * @return this builder
         */
        public Builder path(List<Certificate> path) {
            this.path = Arguments.copy(path, "path");
            return this;
        }

        /** {@return the verdict} */
        public CertificateVerdict build() {
            return new CertificateVerdict(copy());
        }
    }
}
