/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.tls;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a certificate, as strings, dates and numbers that are safe to show and to store. Immutable and thread-safe;
 * certificates with the same content are equal.
 */
public final class Certificate {
    /** A private copy. */
    private final Builder given;

    private Certificate(Builder given) {
        this.given = given;
    }

    /**
     * Begins a certificate.
     *
     * @param sha256 the fingerprint of the whole certificate in lower-case hexadecimal
     * @return a builder
     */
    public static Builder builder(String sha256) {
        return new Builder(Objects.requireNonNull(sha256, "sha256"));
    }

    /** {@return a builder with all the values of this certificate} */
    public Builder toBuilder() {
        return given.copy();
    }

    /**
     * The SHA-256 fingerprint of a certificate, as {@link TlsSettings.Builder#trustCertificate} takes it.
     *
     * @param certificate any certificate
     * @return 64 hexadecimal digits in lower case
     */
    public static String fingerprint(java.security.cert.Certificate certificate) {
        Objects.requireNonNull(certificate, "certificate");
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException(
                    "a parsed certificate has an encoding, and every JDK has SHA-256", impossible);
        }
    }

    /** {@return the subject's distinguished name} */
    public String subject() {
        return given.subject;
    }

    /** {@return the issuer's distinguished name} */
    public String issuer() {
        return given.issuer;
    }

    /** {@return the serial number in hexadecimal} */
    public String serial() {
        return given.serial;
    }

    /** {@return the first moment of its validity} */
    public Instant notBefore() {
        return given.notBefore;
    }

    /** {@return the last moment of its validity} */
    public Instant notAfter() {
        return given.notAfter;
    }

    /** {@return the DNS names and addresses in its subjectAltName, at most 100} */
    public List<String> names() {
        return given.names;
    }

    /** {@return the algorithm of its key, such as {@code RSA} or {@code EC}} */
    public String keyAlgorithm() {
        return given.keyAlgorithm;
    }

    /** {@return the size of its key in bits; 0 if not known} */
    public int keyBits() {
        return given.keyBits;
    }

    /** {@return the algorithm of its signature, such as {@code SHA256withRSA}} */
    public String signatureAlgorithm() {
        return given.signatureAlgorithm;
    }

    /** {@return the fingerprint of the whole certificate in lower-case hexadecimal} */
    public String sha256() {
        return given.sha256;
    }

    /** {@return whether subject and issuer are the same} */
    public boolean selfIssued() {
        return given.selfIssued;
    }

    /** {@return whether it demands a stapled OCSP response (RFC 7633); this library does not look for one} */
    public boolean mustStaple() {
        return given.mustStaple;
    }

    /**
     * The certificate as it came, in DER (RFC 5280 §4.1), which DANE compares (RFC 6698 §2.1). It is not part of a report's map,
     * and not compared by {@code equals}, which compares the fingerprint.
     *
     * @return a copy of its octets; empty if only its facts are known, as in a stored report
     */
    public Optional<byte[]> encoded() {
        return Optional.ofNullable(given.encoded).map(byte[]::clone);
    }

    private List<Object> parts() {
        return List.of(
                given.subject,
                given.issuer,
                given.serial,
                given.notBefore,
                given.notAfter,
                given.names,
                given.keyAlgorithm,
                given.keyBits,
                given.signatureAlgorithm,
                given.sha256,
                given.selfIssued,
                given.mustStaple);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return subject, issuer, names, dates and fingerprint} */
    @Override
    public String toString() {
        return subject() + " by " + issuer() + " for " + names() + ", " + notBefore() + " to " + notAfter() + ", "
                + sha256();
    }

    /** Builds a {@link Certificate}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final String sha256;
        private String subject = "";
        private String issuer = "";
        private String serial = "";
        private Instant notBefore = Instant.EPOCH;
        private Instant notAfter = Instant.EPOCH;
        private List<String> names = List.of();
        private String keyAlgorithm = "";
        private int keyBits;
        private String signatureAlgorithm = "";
        private boolean selfIssued;
        private boolean mustStaple;

        private byte @Nullable [] encoded;

        private Builder(String sha256) {
            this.sha256 = sha256;
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }

        /**
         * Sets the subject.
         *
         * @param subject a distinguished name
         * @return this builder
         */
        public Builder subject(String subject) {
            this.subject = Objects.requireNonNull(subject, "subject");
            return this;
        }

        /**
         * Sets the issuer.
         *
         * @param issuer a distinguished name
         * @return this builder
         */
        public Builder issuer(String issuer) {
            this.issuer = Objects.requireNonNull(issuer, "issuer");
            return this;
        }

        /**
         * Sets the serial number.
         *
         * @param serial in hexadecimal
         * @return this builder
         */
        public Builder serial(String serial) {
            this.serial = Objects.requireNonNull(serial, "serial");
            return this;
        }

        /**
         * Sets its period of validity.
         *
         * @param from the first moment
         * @param to   the last moment
         * @return this builder
         */
        public Builder valid(Instant from, Instant to) {
            this.notBefore = Objects.requireNonNull(from, "from");
            this.notAfter = Objects.requireNonNull(to, "to");
            return this;
        }

        /**
         * Sets the key.
         *
         * @param algorithm such as {@code RSA} or {@code EC}
         * @param bits      its size; 0 if not known
         * @return this builder
         */
        public Builder key(String algorithm, int bits) {
            this.keyAlgorithm = Objects.requireNonNull(algorithm, "algorithm");
            this.keyBits = Arguments.notNegative(bits, "bits");
            return this;
        }

        /**
         * Sets the names of the subjectAltName.
         *
         * @param names DNS names and addresses
         * @return this builder
         */
        public Builder names(List<String> names) {
            this.names = Arguments.copy(names, "names");
            return this;
        }

        /**
         * Sets how it is signed.
         *
         * @param signatureAlgorithm such as {@code SHA256withRSA}
         * @return this builder
         */
        public Builder signatureAlgorithm(String signatureAlgorithm) {
            this.signatureAlgorithm = Objects.requireNonNull(signatureAlgorithm, "signatureAlgorithm");
            return this;
        }

        /**
         * Sets whether subject and issuer are the same.
         *
         * @param selfIssued false if not set
         * @return this builder
         */
        public Builder selfIssued(boolean selfIssued) {
            this.selfIssued = selfIssued;
            return this;
        }

        /**
         * Sets whether it demands a stapled OCSP response.
         *
         * @param mustStaple false if not set
         * @return this builder
         */
        public Builder mustStaple(boolean mustStaple) {
            this.mustStaple = mustStaple;
            return this;
        }

        /**
         * Sets the octets.
         *
         * @param der the whole certificate
         * @return this builder
         */
        public Builder encoded(byte[] der) {
            this.encoded = Objects.requireNonNull(der, "der").clone();
            return this;
        }

        /** {@return the certificate} */
        public Certificate build() {
            return new Certificate(copy());
        }
    }
}
