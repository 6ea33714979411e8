/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static io.github.smtpprobe.handshake.OddCertificates.HOST;
import static io.github.smtpprobe.handshake.OddCertificates.days;
import static io.github.smtpprobe.handshakes.CertificateProbe.ANY;
import static io.github.smtpprobe.handshakes.CertificateProbe.by;
import static io.github.smtpprobe.handshakes.CertificateProbe.leaf;
import static io.github.smtpprobe.handshakes.CertificateProbe.made;
import static io.github.smtpprobe.handshakes.CertificateProbe.probe;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.handshake.OddCertificates;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Odd certificates get a verdict in words, and never the name of an exception. */
class OddCertificatesTest {
    @FunctionalInterface
    private interface Making {
        X509Certificate make() throws Exception;
    }

    static Stream<Named<X509Certificate>> odd() throws Exception {
        GeneralNames good = OddCertificates.names(HOST);
        Map<String, Making> all = new LinkedHashMap<>();
        for (String oid : List.of(
                "1.2.840.113549.2.5", // MD5
                "1.2.840.113549.2.2", // MD2
                "1.3.14.3.2.26", // SHA-1
                "2.16.840.1.101.3.4.2.1", // SHA-256
                "1.2.840.113549.1.1.4", // MD5withRSA
                "1.2.840.113549.1.1.10", // PSS without parameters
                "1.3.101.112", // Ed25519
                "1.2.3.4.5.6")) {
            all.put("signed by " + oid, () -> by(OddCertificates.pretending(oid)));
        }
        for (BigInteger serial : List.of(
                BigInteger.ZERO, BigInteger.ONE.negate(), BigInteger.ONE.shiftLeft(4000), BigInteger.valueOf(-9999))) {
            all.put("serial of " + serial.bitLength(), () -> made("CN=x", serial, days(-9), days(9), good));
        }
        Instant end = Instant.parse("9999-12-31T23:59:59Z");
        all.put("until 9999", () -> made("CN=x", BigInteger.ONE, days(-9), end, good));
        all.put(
                "before 1970",
                () -> made(
                        "CN=x",
                        BigInteger.ONE,
                        Instant.parse("1950-01-01T00:00:00Z"),
                        Instant.parse("1960-01-01T00:00:00Z"),
                        good));
        all.put("begins in 9998", () -> made("CN=x", BigInteger.ONE, Instant.parse("9998-01-01T00:00:00Z"), end, good));
        all.put("ends before it begins", () -> made("CN=x", BigInteger.ONE, days(9), days(-9), good));
        all.put("no subject", () -> made("", BigInteger.ONE, days(-9), days(9), good));
        all.put(
                "subject of all makes",
                () -> made(
                        "CN=a\\,b\\+c\\\"\\#,1.2.3.4=#0403010203,O=\u00e4\u202e\u0000,EMAILADDRESS=x@y",
                        BigInteger.ONE,
                        days(-9),
                        days(9),
                        good));
        for (String name :
                List.of("", ".", "*", "*.*", HOST + "\0.evil.example", "a\r\nb", "\u00fc.example", "[::1]")) {
            all.put(
                    "name " + List.of(name.codePoints().boxed().toArray()),
                    () -> made("CN=x", BigInteger.ONE, days(-9), days(9), OddCertificates.names(name)));
        }
        all.put(
                "names of all makes",
                () -> made("CN=x", BigInteger.ONE, days(-9), days(9), new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.uniformResourceIdentifier, "smtp://" + HOST),
                    new GeneralName(GeneralName.rfc822Name, "x@" + HOST),
                    new GeneralName(GeneralName.registeredID, "1.2.3"),
                    new GeneralName(GeneralName.directoryName, "CN=x"),
                    new GeneralName(GeneralName.iPAddress, "192.0.2.1"),
                    new GeneralName(GeneralName.dNSName, HOST)
                })));
        all.put(
                "critical and unknown",
                () -> leaf(builder ->
                        builder.addExtension(new ASN1ObjectIdentifier("1.2.3.4"), true, new DERUTF8String("x"))));
        all.put(
                "for clients",
                () -> leaf(builder -> builder.addExtension(
                        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))));
        for (ASN1ObjectIdentifier extension : List.of(
                Extension.basicConstraints,
                Extension.keyUsage,
                Extension.extendedKeyUsage,
                Extension.authorityInfoAccess,
                Extension.nameConstraints,
                Extension.certificatePolicies,
                Extension.cRLDistributionPoints,
                Extension.subjectKeyIdentifier,
                new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.24"))) {
            for (boolean critical : new boolean[] {true, false}) {
                all.put(
                        extension + " of junk " + critical,
                        () -> leaf(builder -> builder.addExtension(extension, critical, new DERIA5String("junk"))));
                all.put(
                        extension + " of nothing " + critical,
                        () -> leaf(builder -> builder.addExtension(extension, critical, new DERSequence())));
            }
        }
        Map<String, X509Certificate> made = new LinkedHashMap<>();
        for (Map.Entry<String, Making> each : all.entrySet()) {
            try {
                made.put(each.getKey(), each.getValue().make());
            } catch (CertificateException tooOdd) {
                assertThat(each.getKey())
                        .as("what no library here can show as a server")
                        .containsAnyOf("junk", "nothing");
            }
        }
        return made.entrySet().stream().map(each -> Named.of(each.getKey(), each.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void noExceptionDecides(X509Certificate odd) {
        ProbeReport report = probe(ANY, HOST, odd);
        Invariants.check(report);
        assertThat(report.attempts().get(0).facts()).as(report.toString()).isNotEmpty();
        for (Finding finding : report.findings()) {
            assertThat(finding.summary() + finding.explanation() + finding.evidence())
                    .as(finding.id())
                    .doesNotContain("Exception", "this side threw", "cannot be read");
        }
    }

    @Test
    void theBareMd5IsAWeakSignatureThatIsRefused() throws Exception {
        ProbeReport report = probe(ANY, HOST, by(OddCertificates.pretending("1.2.840.113549.2.5")));
        assertThat(report.finding("cert.refused").orElseThrow().summary()).contains("MD5 signature");
        assertThat(report.has("cert.weak")).as("said once").isFalse();
    }
}
