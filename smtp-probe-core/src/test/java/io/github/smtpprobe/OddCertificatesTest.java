/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static io.github.smtpprobe.tls.OddCertificates.HOST;
import static io.github.smtpprobe.tls.OddCertificates.days;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Finding.Severity;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.OddCertificates;
import io.github.smtpprobe.tls.OddCertificates.Party;
import io.github.smtpprobe.tls.OddCertificates.Twist;
import io.github.smtpprobe.tls.TlsSettings;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
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
import org.bouncycastle.operator.ContentSigner;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Odd certificates get a verdict in words, and never the name of an exception. */
class OddCertificatesTest {
    private static final Script ANY = Script.parse("* tls-failed");
    private static final Script TALK =
            Script.parse("* tls any\nS~ 220 mx ESMTP\nC~ EHLO x\nS~ 250 mx\nC~ QUIT\nS~ 221 bye");
    private static final KeyPair KEYS;
    private static final Party ROOT;
    private static final Party BELOW;

    static {
        try {
            KEYS = OddCertificates.keys("EC", 256);
            ROOT = OddCertificates.root("CN=Root,O=Acme");
            BELOW = OddCertificates.intermediate(ROOT, "CN=Below,O=Acme", days(-100), days(100));
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static ProbeReport probe(Script script, String host, X509Certificate... chain) {
        try {
            return SmtpProbe.builder()
                    .tlsSettings(
                            TlsSettings.builder().trustStore(ROOT.trustStore()).build())
                    .transport(new MemoryTransport(
                            Delivery.WHOLE,
                            HostileTlsTest.showing(new Issued(KEYS.getPrivate(), List.of(chain))),
                            script))
                    .build()
                    .probe(ProbeRequest.to(host, 465)
                            .connectTo("192.0.2.1")
                            .withoutSecondLook()
                            .build());
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static X509Certificate leaf(Twist twist) throws Exception {
        return OddCertificates.leaf(ROOT, KEYS, twist);
    }

    private static X509Certificate made(String subject, BigInteger serial, Instant from, Instant to, GeneralNames names)
            throws Exception {
        return OddCertificates.signed(
                OddCertificates.builder(ROOT.name(), subject, KEYS, serial, from, to)
                        .addExtension(Extension.subjectAlternativeName, false, names),
                OddCertificates.signer(ROOT.keys()));
    }

    private static X509Certificate by(ContentSigner signer) throws Exception {
        return OddCertificates.signed(
                OddCertificates.builder(ROOT.name(), "CN=" + HOST, KEYS, BigInteger.TWO, days(-9), days(9))
                        .addExtension(Extension.subjectAlternativeName, false, OddCertificates.names(HOST)),
                signer);
    }

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
        assertThat(report.has("cert.refused")).as(report.toString()).isTrue();
        assertThat(report.has("cert.weak")).as(report.toString()).isTrue();
    }

    @Test
    void whatIsMeantForClientsOnlyIsNamed() throws Exception {
        ProbeReport report = probe(
                ANY,
                HOST,
                leaf(builder -> builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))));
        assertThat(report.has("cert.not-for-servers")).as(report.toString()).isTrue();
        assertThat(report.has("cert.weak")).as("said once").isFalse();
    }

    @Test
    void whatIsExpiredIsNamedAndSparesAreNot() throws Exception {
        X509Certificate leaf = OddCertificates.leaf(BELOW, KEYS, builder -> {});
        Party old = OddCertificates.intermediate(ROOT, "CN=Old,O=Acme", days(-100), days(-5));
        ProbeReport spare = probe(TALK, HOST, leaf, BELOW.certificate(), old.certificate());
        assertThat(spare.passed()).as(spare.toString()).isTrue();
        assertThat(spare.findings()).as(spare.toString()).allMatch(each -> each.severity() == Severity.INFO);
        assertThat(spare.has("cert.chain-disordered")).as(spare.toString()).isTrue();

        ProbeReport both = probe(
                ANY,
                HOST,
                made("CN=x", BigInteger.ONE, days(-9), days(-1), OddCertificates.names(HOST)),
                old.certificate());
        assertThat(both.summary())
                .contains("The certificate of mx.example.com ran out")
                .contains("1 day ago");

        ProbeReport above = probe(ANY, HOST, OddCertificates.leaf(old, KEYS, builder -> {}), old.certificate());
        assertThat(above.has("cert.expired")).as(above.toString()).isTrue();
        assertThat(above.summary())
                .contains("intermediate certificate")
                .contains("CN=Old")
                .contains("5 days ago");
    }

    @Test
    void whatIsMissingIsNeverCertain() throws Exception {
        List<Finding> found = new ArrayList<>();
        for (String name : List.of("CN=Missing,O=Acme", "CN=Missing,O=Other")) {
            Party missing = OddCertificates.intermediate(ROOT, name, days(-100), days(100));
            found.addAll(probe(ANY, HOST, OddCertificates.leaf(missing, KEYS, builder -> {}))
                    .findings());
        }
        assertThat(found).extracting(Finding::id).containsExactly("cert.chain-incomplete", "cert.untrusted");
        assertThat(found).allSatisfy(each -> {
            assertThat(each.confidence()).isEqualTo(Finding.Confidence.LIKELY);
            assertThat(each.summary() + each.explanation())
                    .contains("intermediate")
                    .containsAnyOf("private", "unknown authority");
        });
    }

    @Test
    void noRemedySendsAnybodyToTheNamesOfWhoeverAnswersForAProvider() throws Exception {
        X509Certificate leaf = leaf(builder -> {});
        ProbeReport provider = probe(ANY, "smtp.gmail.com", leaf);
        assertThat(provider.has("cert.wrong-name-of-provider"))
                .as(provider.toString())
                .isTrue();
        assertThat(provider.findings()).noneMatch(each -> each.remedy().contains("names in the certificate"));
        assertThat(probe(ANY, "mx.example.net", leaf).has("cert.wrong-name")).isTrue();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"-a.example", "a-.example", "_x.example"})
    void namesThatAreNoneForJavaAreNotItsFault(String exchanger) throws Exception {
        ProbeReport report = SmtpProbe.builder()
                .tlsSettings(TlsSettings.builder().trustStore(ROOT.trustStore()).build())
                .transport(new MemoryTransport(
                        Delivery.WHOLE,
                        HostileTlsTest.showing(new Issued(KEYS.getPrivate(), List.of(leaf(builder -> {})))),
                        Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n"
                                + "* tls any\nC~ EHLO x\nS~ 250 mx\nC~ QUIT\nS~ 221 bye")))
                .resolver(exchanger(exchanger))
                .build()
                .probe(ProbeRequest.toMxOf("example.com").build());
        assertThat(report.has("local.tls")).as(report.toString()).isFalse();
    }

    private static MailResolver exchanger(String name) {
        return new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
                return Answer.found(List.of(new Exchanger(1, name)));
            }

            @Override
            public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                try {
                    return Answer.found(List.of(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1})));
                } catch (UnknownHostException impossible) {
                    throw new AssertionError(impossible);
                }
            }
        };
    }
}
