/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static io.github.smtpprobe.handshake.OddCertificates.days;
import static io.github.smtpprobe.handshakes.CertificateProbe.ANY;
import static io.github.smtpprobe.handshakes.CertificateProbe.BELOW;
import static io.github.smtpprobe.handshakes.CertificateProbe.KEYS;
import static io.github.smtpprobe.handshakes.CertificateProbe.ROOT;
import static io.github.smtpprobe.handshakes.CertificateProbe.probe;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.handshake.OddCertificates;
import io.github.smtpprobe.handshake.OddCertificates.Party;
import io.github.smtpprobe.handshake.OddCertificates.Twist;
import io.github.smtpprobe.report.Finding;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A certificate that is nearly right, or whose authority is not: the report says what exactly is wrong, and who mends it. */
class CertificateNamesTest {
    /** Signed by the trusted root, with these entries in its subjectAltName, or with none. */
    private static X509Certificate named(String subject, int type, String... names) throws Exception {
        X509v3CertificateBuilder builder =
                OddCertificates.builder(ROOT.name(), subject, KEYS, BigInteger.TWO, days(-10), days(80));
        if (names.length > 0) {
            builder.addExtension(Extension.subjectAlternativeName, false, entries(type, names));
        }
        return OddCertificates.signed(builder, OddCertificates.signer(ROOT.keys()));
    }

    private static GeneralNames entries(int type, String... names) {
        GeneralName[] all = new GeneralName[names.length];
        for (int i = 0; i < names.length; i++) {
            all[i] = new GeneralName(type, names[i]);
        }
        return new GeneralNames(all);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.9, CN=x, 192.0.2.9, cert.address-as-name, iPAddress",
        "[2001:db8::9], CN=x, 2001:DB8::9, cert.address-as-name, iPAddress",
        "192.0.2.9, CN=192.0.2.9, '', cert.name-in-subject, subjectAltName",
        "192.0.2.9, CN=x, 192.0.2.8, cert.wrong-name, 192.0.2.9",
        "mx.example.com, CN=MX.example.com, '', cert.name-in-subject, where the certificate has no name",
        "mx.example.com, 'CN=mx.example.com,O=Acme', other.example, cert.name-in-subject, has other.example",
        "mx.example.com, CN=*.example.com, '', cert.name-in-subject, subjectAltName",
        "mx.example.com, CN=other.example, '', cert.no-names, CN=other.example does not count",
        "mx.example.com, CN=x, *.com, cert.wrong-name, '*.com does not count for mx.example.com: it would cover each'",
        "mx.example.com, CN=x, m*.example.com, cert.wrong-name, has to be the whole first label",
        "mx.example.com, CN=x, mx.*.com, cert.wrong-name, has to be the whole first label",
        "a.mx.example.com, CN=x, *.example.com, cert.wrong-name, 'exactly one label, and not for several'",
        "example.com, CN=x, *.example.com, cert.wrong-name, in front of example.com",
    })
    void aNameThatIsNearlyRightIsNotAnotherServers(String host, String subject, String name, String id, String words)
            throws Exception {
        String[] names = name.isEmpty() ? new String[0] : new String[] {name};
        Finding cause = cause(host, named(subject, GeneralName.dNSName, names));
        assertThat(cause.id()).as(cause.toString()).isEqualTo(id);
        assertThat(cause.explanation() + cause.remedy()).contains(words);
        assertThat(cause.summary() + cause.explanation()).doesNotContain("no name at all", "another name");
    }

    @ParameterizedTest
    @CsvSource({"*", "*.net", "*.example.net", "mail*.example.com", "x.example.com"})
    void aWildcardThatIsMeantForOthersIsNotSpokenOf(String name) throws Exception {
        Finding cause = cause("mx.example.com", named("CN=x", GeneralName.dNSName, name));
        assertThat(cause.id()).isEqualTo("cert.wrong-name");
        assertThat(cause.explanation()).doesNotContain("wildcard");
    }

    private static Finding cause(String host, X509Certificate... chain) {
        return probe(ANY, host, chain).rootCause().orElseThrow();
    }

    /** Below the trusted root: one certificate made so, and one of the server below it. */
    private static Finding below(Twist authority, Twist server) throws Exception {
        KeyPair keys = OddCertificates.keys("EC", 256);
        X509v3CertificateBuilder builder =
                OddCertificates.builder(ROOT.name(), "CN=Odd,O=Acme", keys, BigInteger.ONE, days(-100), days(100));
        authority.apply(builder);
        X509Certificate odd = OddCertificates.signed(builder, OddCertificates.signer(ROOT.keys()));
        return cause("mx.example.com", OddCertificates.leaf(new Party("CN=Odd,O=Acme", keys, odd), KEYS, server), odd);
    }

    @Test
    void anIssuerThatIsNoAuthorityIsNamed() throws Exception {
        for (Twist each : new Twist[] {
            builder -> {},
            builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false)),
            builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        }) {
            Finding cause = below(each, server -> {});
            assertThat(cause.id()).as(cause.toString()).isEqualTo("cert.issuer-no-authority");
            assertThat(cause.summary()).contains("\"O=Acme,CN=Odd\"");
        }
        KeyPair others = OddCertificates.keys("EC", 256);
        X509Certificate server = OddCertificates.leaf(ROOT, others, builder -> {});
        Party namesake = new Party(server.getSubjectX500Principal().getName(), others, server);
        assertThat(cause("mx.example.com", OddCertificates.leaf(namesake, KEYS, builder -> {}), server)
                        .id())
                .as("one of the server's own name")
                .isEqualTo("cert.issuer-no-authority");
        assertThat(cause("mx.example.com", OddCertificates.leaf(BELOW, KEYS, builder -> {}), BELOW.certificate())
                        .id())
                .as("an authority")
                .isNotEqualTo("cert.issuer-no-authority");
    }

    @Test
    void theLimitsOfAnAuthorityAreNamed() throws Exception {
        NameConstraints permitted = new NameConstraints(
                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.net"))}, null);
        NameConstraints excluded = new NameConstraints(
                null, new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.com"))});
        for (NameConstraints each : new NameConstraints[] {permitted, excluded}) {
            Finding cause = below(
                    builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                            .addExtension(Extension.nameConstraints, true, each),
                    server -> {});
            assertThat(cause.id()).as(cause.toString()).isEqualTo("cert.constraints");
            assertThat(cause.summary())
                    .contains("\"O=Acme,CN=Odd\"")
                    .contains(each == permitted ? "is limited to example.net" : "must not issue any for example.com");
            assertThat(cause.remedy()).contains("authority");
        }
    }

    @Test
    void theCriticalExtensionIsNamedAndWhoseItIs() throws Exception {
        Twist odd =
                builder -> builder.addExtension(new ASN1ObjectIdentifier("1.2.3.4.5"), true, new DERUTF8String("x"));
        Twist authority = builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        Finding servers = below(authority, odd);
        assertThat(servers.id()).as(servers.toString()).isEqualTo("cert.critical-extension");
        assertThat(servers.summary()).contains("it has the critical extension 1.2.3.4.5");
        Finding above = below(
                builder -> {
                    authority.apply(builder);
                    odd.apply(builder);
                },
                server -> {});
        assertThat(above.id()).as(above.toString()).isEqualTo("cert.critical-extension");
        assertThat(above.summary()).contains("\"O=Acme,CN=Odd\" has the critical extension 1.2.3.4.5");
    }

    @Test
    void nobodyIsToldToRenewACertificateThatIsAnothers() throws Exception {
        Party old = OddCertificates.intermediate(ROOT, "CN=Old,O=Acme", days(-100), days(-5));
        Finding above = cause("mx.example.com", OddCertificates.leaf(old, KEYS, builder -> {}), old.certificate());
        assertThat(above.id()).isEqualTo("cert.expired");
        assertThat(above.remedy()).contains("O=Acme,CN=Old").doesNotContain("Renew", "renewal");
        Finding own = cause(
                "mx.example.com",
                CertificateProbe.made(
                        "CN=x", BigInteger.ONE, days(-9), days(-1), OddCertificates.names("mx.example.com")));
        assertThat(own.remedy()).contains("Renew the certificate");
    }
}
