/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * The signer of a certificate: an authority, or the certificate's own subject. The JDK can read and sign certificates but not
 * write them, so this writes what RFC 5280 §4.1 demands.
 *
 * @param below whether the signer is an intermediate authority; only then do its certificates say where its own can be fetched
 */
record Signing(X500Principal issuer, PrivateKey key, boolean below) {
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String AUTHORITY_INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";
    private static final String CA_ISSUERS = "1.3.6.1.5.5.7.48.2";
    private static final String TLS_FEATURE = "1.3.6.1.5.5.7.1.24";
    private static final String SHA256_WITH_RSA = "1.2.840.113549.1.1.11";
    private static final String SHA256_WITH_ECDSA = "1.2.840.10045.4.3.2";
    private static final byte[] NULL = {5, 0};
    private static final BigInteger VERSION_3 = BigInteger.TWO;
    private static final BigInteger STATUS_REQUEST = BigInteger.valueOf(5);
    private static final int DNS_NAME = 2;
    private static final int URI = 6;
    private static final int IP_ADDRESS = 7;
    private static final int EXTENSIONS = 3;

    /** What a certificate may be used for, or demands. */
    enum Kind {
        AUTHORITY,
        LEAF,
        MUST_STAPLE
    }

    /** What a certificate says about its subject. */
    record Content(X500Principal subject, KeyPair keys, List<String> names, Validity validity, Kind kind) {}

    /** The dates of a certificate. */
    record Validity(Instant from, Instant to) {
        /** From yesterday on. */
        static Validity ofDays(int days) {
            Instant now = Instant.now();
            return new Validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(days)));
        }
    }

    X509Certificate sign(Content content) {
        boolean rsa = key.getAlgorithm().equals("RSA");
        byte[] algorithm = rsa
                ? Der.sequence(Der.identifier(SHA256_WITH_RSA), NULL)
                : Der.sequence(Der.identifier(SHA256_WITH_ECDSA));
        byte[] signed = toBeSigned(content, algorithm);
        try {
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(key);
            signature.update(signed);
            byte[] whole = Der.sequence(signed, algorithm, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a certificate could not be made", impossible);
        }
    }

    private byte[] toBeSigned(Content content, byte[] algorithm) {
        return Der.sequence(
                Der.explicit(0, Der.integer(VERSION_3)),
                Der.integer(new BigInteger(64, new SecureRandom()).add(BigInteger.ONE)),
                algorithm,
                issuer.getEncoded(),
                Der.sequence(
                        Der.time(content.validity().from()),
                        Der.time(content.validity().to())),
                content.subject().getEncoded(),
                content.keys().getPublic().getEncoded(),
                Der.explicit(EXTENSIONS, Der.sequence(extensions(content))));
    }

    private List<byte[]> extensions(Content content) {
        boolean authority = content.kind() == Kind.AUTHORITY;
        List<byte[]> extensions = new ArrayList<>();
        extensions.add(Der.sequence(
                Der.identifier(BASIC_CONSTRAINTS),
                Der.yes(),
                Der.octets(authority ? Der.sequence(Der.yes()) : Der.sequence())));
        if (!content.names().isEmpty()) {
            extensions.add(extension(
                    SUBJECT_ALTERNATIVE_NAME,
                    content.names().stream().map(Signing::name).toList()));
        }
        if (!authority && below) {
            extensions.add(extension(AUTHORITY_INFORMATION_ACCESS, List.of(whereTheIssuerIs())));
        }
        if (content.kind() == Kind.MUST_STAPLE) {
            extensions.add(extension(TLS_FEATURE, List.of(Der.integer(STATUS_REQUEST))));
        }
        return extensions;
    }

    private static byte[] extension(String identifier, List<byte[]> values) {
        return Der.sequence(Der.identifier(identifier), Der.octets(Der.sequence(values)));
    }

    private static byte[] whereTheIssuerIs() {
        return Der.sequence(Der.identifier(CA_ISSUERS), Der.implicit(URI, Der.ascii("http://ca.example/issuer.cer")));
    }

    private static byte[] name(String name) {
        if (!name.matches("[0-9.]+") && name.indexOf(':') < 0) {
            if (!StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" is not ASCII: a certificate has a name's A-labels");
            }
            return Der.implicit(DNS_NAME, Der.ascii(name));
        }
        try {
            return Der.implicit(IP_ADDRESS, InetAddress.getByName(name).getAddress());
        } catch (UnknownHostException noAddress) {
            throw new IllegalArgumentException("\"" + name + "\" is neither a name nor an address", noAddress);
        }
    }
}
