/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static io.github.smtpprobe.handshake.OddCertificates.HOST;
import static io.github.smtpprobe.handshake.OddCertificates.days;
import static io.github.smtpprobe.handshakes.CertificateProbe.ANY;
import static io.github.smtpprobe.handshakes.CertificateProbe.BELOW;
import static io.github.smtpprobe.handshakes.CertificateProbe.KEYS;
import static io.github.smtpprobe.handshakes.CertificateProbe.ROOT;
import static io.github.smtpprobe.handshakes.CertificateProbe.TALK;
import static io.github.smtpprobe.handshakes.CertificateProbe.leaf;
import static io.github.smtpprobe.handshakes.CertificateProbe.made;
import static io.github.smtpprobe.handshakes.CertificateProbe.probe;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.handshake.OddCertificates;
import io.github.smtpprobe.handshake.OddCertificates.Party;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.harness.ShownCertificates;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.TlsSettings;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a certificate is named as what it is, as certain as it is, with a remedy that does no harm. */
class CertificateFindingsTest {
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
                .contains("The certificate of mx.example.com expired on")
                .contains("1 day ago");

        ProbeReport above = probe(ANY, HOST, OddCertificates.leaf(old, KEYS, builder -> {}), old.certificate());
        assertThat(above.has("cert.expired")).as(above.toString()).isTrue();
        assertThat(above.summary())
                .contains("intermediate certificate")
                .contains("CN=Old")
                .contains("5 days ago");
    }

    @ParameterizedTest
    @CsvSource({"768, SHA256withRSA, 'above it has a 768-bit RSA key'", "2048, MD5withRSA, 'it has an MD5 signature'"})
    void whatCanBeForgedIsNamedWithItsNumber(int bits, String signature, String words) throws Exception {
        KeyPair keys = OddCertificates.keys("RSA", bits);
        X509Certificate middle = OddCertificates.signed(
                OddCertificates.builder(ROOT.name(), "CN=Middle,O=Acme", keys, BigInteger.TEN, days(-9), days(90))
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)),
                OddCertificates.signer(ROOT.keys()));
        X509Certificate leaf = OddCertificates.signed(
                OddCertificates.builder("CN=Middle,O=Acme", "CN=x", KEYS, BigInteger.ONE, days(-9), days(90))
                        .addExtension(Extension.subjectAlternativeName, false, OddCertificates.names(HOST)),
                new JcaContentSignerBuilder(signature).build(keys.getPrivate()));
        ProbeReport report = probe(ANY, HOST, leaf, middle);
        Finding cause = report.rootCause().orElseThrow();
        assertThat(cause.id()).as(cause.toString()).isEqualTo("cert.refused");
        assertThat(report.has("cert.weak")).as("said once").isFalse();
        assertThat(cause.summary()).contains(words).doesNotContain("Algorithm constraints");
        assertThat(cause.remedy()).contains("2048 bits", "P-256", "SHA-256");
    }

    @ParameterizedTest
    @CsvSource({"1024, SHA256withRSA, an RSA key of 1024 bits", "2048, SHA1withRSA, a SHA-1 signature"})
    void aWeakCertificateAboveIsNamed(int bits, String signature, String words) throws Exception {
        KeyPair keys = OddCertificates.keys("RSA", bits);
        X509Certificate middle = OddCertificates.signed(
                OddCertificates.builder(ROOT.name(), "CN=Middle,O=Acme", keys, BigInteger.TEN, days(-9), days(90))
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)),
                new JcaContentSignerBuilder(
                                ROOT.keys().getPrivate().getAlgorithm().equals("RSA")
                                        ? signature
                                        : signature.replace("RSA", "ECDSA"))
                        .build(ROOT.keys().getPrivate()));
        X509Certificate leaf = OddCertificates.signed(
                OddCertificates.builder("CN=Middle,O=Acme", "CN=x", KEYS, BigInteger.ONE, days(-9), days(90))
                        .addExtension(Extension.subjectAlternativeName, false, OddCertificates.names(HOST)),
                new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
        Finding weak = probe(TALK, HOST, leaf, middle).findings().stream()
                .filter(each -> each.id().equals("cert.weak"))
                .findFirst()
                .orElseThrow();
        assertThat(weak.summary()).contains("intermediate certificate", "CN=Middle", words);
        assertThat(weak.remedy()).contains("authority");
    }

    @Test
    void aCertificateThatNobodyMadeForThisHostIsNotRenewed() throws Exception {
        X509Certificate preset = OddCertificates.signed(
                OddCertificates.builder("CN=localhost", "CN=localhost", KEYS, BigInteger.ONE, days(-900), days(-500)),
                OddCertificates.signer(KEYS));
        Finding cause = probe(ANY, HOST, preset).rootCause().orElseThrow();
        assertThat(cause.id()).as(cause.toString()).isEqualTo("cert.expired");
        assertThat(cause.remedy()).contains("nothing is won by its renewal").doesNotContain("Renew the certificate");
    }

    @Test
    void whoeverProbesByAnAddressIsToldTheNameOfTheCertificate() throws Exception {
        Finding cause = probe(ANY, "127.0.0.1", leaf(builder -> {})).rootCause().orElseThrow();
        assertThat(cause.id()).as(cause.toString()).isEqualTo("cert.wrong-name");
        assertThat(cause.remedy()).startsWith("Probe the server by its name, such as " + HOST);
    }

    /** One certificate that begins too late says little of the clock; two of different makers say more. */
    @Test
    void theClockIsDoubtedWhereAWholeChainBeginsTooLate() throws Exception {
        Party later = OddCertificates.intermediate(ROOT, "CN=Later,O=Acme", days(1), days(100));
        X509Certificate alone = made("CN=x", BigInteger.ONE, days(2), days(80), OddCertificates.names(HOST));
        ProbeReport one = probe(ANY, HOST, alone);
        assertThat(one.rootCause().orElseThrow().id()).as(one.toString()).isEqualTo("cert.not-yet-valid");
        assertThat(one.has("local.clock")).isFalse();
        X509Certificate below = OddCertificates.signed(
                OddCertificates.builder(later.name(), "CN=x", KEYS, BigInteger.ONE, days(2), days(80))
                        .addExtension(Extension.subjectAlternativeName, false, OddCertificates.names(HOST)),
                OddCertificates.signer(later.keys()));
        assertThat(probe(ANY, HOST, below, later.certificate()).has("local.clock"))
                .isTrue();
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
            assertThat(each.confidence()).isEqualTo(Confidence.LIKELY);
            assertThat(each.summary() + each.explanation())
                    .contains("intermediate")
                    .containsAnyOf("private", "unknown authority");
        });
    }

    @Test
    void aWrongIntermediateIsNoneOfTheIssuer() throws Exception {
        Party missing = OddCertificates.intermediate(ROOT, "CN=Missing,O=Other", days(-100), days(100));
        Party wrong = OddCertificates.intermediate(ROOT, "CN=Wrong,O=Acme", days(-100), days(100));
        Finding cause = probe(ANY, HOST, OddCertificates.leaf(missing, KEYS, builder -> {}), wrong.certificate())
                .rootCause()
                .orElseThrow();
        assertThat(cause.id()).as(cause.toString()).isEqualTo("cert.untrusted");
        assertThat(cause.explanation()).contains("sends 2 certificates, and none of them is that of this issuer");
    }

    /** Only where its issuer can be fetched does a sole certificate hint at a server that leaves one out. */
    @Test
    void aLeafOfAPrivateRootLeadsWithItsAuthority() throws Exception {
        Party house = OddCertificates.root("CN=House,O=Other");
        for (var method : List.of(AccessDescription.id_ad_ocsp, AccessDescription.id_ad_caIssuers)) {
            ProbeReport report = probe(
                    ANY,
                    HOST,
                    OddCertificates.leaf(
                            house,
                            KEYS,
                            builder -> builder.addExtension(
                                    Extension.authorityInfoAccess,
                                    false,
                                    new AuthorityInformationAccess(
                                            method,
                                            new GeneralName(
                                                    GeneralName.uniformResourceIdentifier, "http://ca.example/x")))));
            boolean fetched = method == AccessDescription.id_ad_caIssuers;
            assertThat(report.rootCause().orElseThrow().id())
                    .as(report.toString())
                    .isEqualTo(fetched ? "cert.chain-incomplete" : "cert.untrusted");
            assertThat(report.decisive()
                            .orElseThrow()
                            .fact(TlsHandshake.class)
                            .orElseThrow()
                            .description())
                    .isEqualTo("the certificate: "
                            + (fetched
                                    ? "its issuer is neither sent nor trusted here"
                                    : "its authority is not trusted here"));
        }
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
    @ValueSource(strings = {"-a.example", "a-.example", "_x.example"})
    void namesThatAreNoneForJavaAreNotItsFault(String exchanger) throws Exception {
        ProbeReport report = SmtpProbe.builder()
                .tlsSettings(TlsSettings.builder().trustStore(ROOT.trustStore()).build())
                .transport(new MemoryTransport(
                        Delivery.WHOLE,
                        ShownCertificates.showing(new Issued(KEYS.getPrivate(), List.of(leaf(builder -> {})))),
                        Script.parse(Scripts.WORKS_WITH_STARTTLS)))
                .resolver(Zone.ofExchangers(exchanger + " 192.0.2.1"))
                .build()
                .probe(ProbeRequest.toMxOf("example.com").build());
        assertThat(report.has("local.tls")).as(report.toString()).isFalse();
    }
}
