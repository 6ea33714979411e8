/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Who signs a certificate: an authority, or its own subject.
 *
 * @param below whether another authority vouches for it; only then its certificates say where its own can be fetched
 */
record Signing(X500Name issuer, PrivateKey key, boolean below) {
    private static final ASN1ObjectIdentifier TLS_FEATURE = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24");
    private static final int STATUS_REQUEST = 5;

    /** What a certificate may be used for, or demands. */
    enum Kind {
        AUTHORITY,
        LEAF,
        MUST_STAPLE
    }

    /** What a certificate says of its subject. */
    record Content(X500Name subject, KeyPair keys, List<String> names, Validity validity, Kind kind) {}

    /** The dates of a certificate. */
    record Validity(Instant from, Instant to) {
        /** From yesterday on. */
        static Validity ofDays(int days) {
            Instant now = Instant.now();
            return new Validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(days)));
        }
    }

    X509Certificate sign(Content content) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(64, new SecureRandom()),
                    Date.from(content.validity().from()),
                    Date.from(content.validity().to()),
                    content.subject(),
                    content.keys().getPublic());
            extend(builder, content);
            String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException impossible) {
            throw new IllegalStateException("a certificate could not be made", impossible);
        }
    }

    private void extend(JcaX509v3CertificateBuilder builder, Content content) throws CertIOException {
        boolean authority = content.kind() == Kind.AUTHORITY;
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        if (!content.names().isEmpty()) {
            builder.addExtension(Extension.subjectAlternativeName, false, names(content.names()));
        }
        if (!authority && below) {
            builder.addExtension(Extension.authorityInfoAccess, false, whereTheIssuerIs());
        }
        if (content.kind() == Kind.MUST_STAPLE) {
            builder.addExtension(TLS_FEATURE, false, new DERSequence(new ASN1Integer(STATUS_REQUEST)));
        }
    }

    private static AuthorityInformationAccess whereTheIssuerIs() {
        return new AuthorityInformationAccess(
                AccessDescription.id_ad_caIssuers,
                new GeneralName(GeneralName.uniformResourceIdentifier, "http://ca.example/issuer.cer"));
    }

    private static GeneralNames names(List<String> names) {
        return new GeneralNames(names.stream().map(Signing::name).toArray(GeneralName[]::new));
    }

    private static GeneralName name(String name) {
        boolean address = name.matches("[0-9.]+") || name.indexOf(':') >= 0;
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }
}
