/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshakes;

import static io.github.smtpprobe.harness.OverTls.tls;
import static io.github.smtpprobe.harness.TlsServers.REFUSED;
import static io.github.smtpprobe.harness.TlsServers.WORKS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.deadlines.HostileTimingTest;
import io.github.smtpprobe.handshake.OddCertificates;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.OverTls;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.harness.ShownCertificates;
import io.github.smtpprobe.harness.TlsServers;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** Certificates that a server shows in its own way: without a name, badly signed, in odd chains, one after the other. */
@Timeout(Patience.HANGING)
class ShownCertificatesTest {
    private static final String HOST = DialogueFile.HOST;

    @RegisterExtension
    final TlsServers servers = new TlsServers();

    @Test
    @DisplayName("T04: a common name without subjectAltName is said to be weak; our name check (RFC 9525) refuses it")
    void commonNameOnly() {
        ProbeReport report = servers.probe(
                REFUSED, DialogueFile.authority().issueCommonNameOnly(HOST).serverContext());
        assertThat(report.has("cert.name-in-subject")).as(report.toString()).isTrue();
        assertThat(report.has("cert.weak")).as(report.toString()).isTrue();
    }

    @Test
    @DisplayName("T06: a signature by MD5 is refused")
    void oldSignature() throws Exception {
        java.security.KeyPair keys = OddCertificates.keys("RSA", 2048);
        org.bouncycastle.asn1.x500.X500Name name = new org.bouncycastle.asn1.x500.X500Name("CN=" + HOST);
        java.util.Date now = new java.util.Date();
        X509Certificate signed = new org.bouncycastle.cert.jcajce.JcaX509CertificateConverter()
                .getCertificate(new org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder(
                                new org.bouncycastle.asn1.x500.X500Name("CN=root"),
                                java.math.BigInteger.ONE,
                                now,
                                new java.util.Date(now.getTime() + 86_400_000L),
                                name,
                                keys.getPublic())
                        .build(new org.bouncycastle.operator.jcajce.JcaContentSignerBuilder("MD5withRSA")
                                .build(keys.getPrivate())));
        ProbeReport report =
                servers.probe(REFUSED, ShownCertificates.showing(new Issued(keys.getPrivate(), List.of(signed))));
        assertThat(report.passed()).isFalse();
        assertThat(tls(report).chain().get(0).signatureAlgorithm()).contains("MD5");
        assertThat(tls(report).verdict().orElseThrow().acceptable()).isFalse();
    }

    @ParameterizedTest(name = "T18: for the exchanger mx0.example.com a certificate made out to {0} is {1}")
    @org.junit.jupiter.params.provider.CsvSource({"example.com, MISMATCH", "mx0.example.com, MATCHES"})
    void theExchangersNameCounts(String name, io.github.smtpprobe.tls.CertificateVerdict.Name expected) {
        Script script = Script.parse(Scripts.WORKS_WITH_STARTTLS);
        io.github.smtpprobe.testkit.MemoryTransport memory = new io.github.smtpprobe.testkit.MemoryTransport(
                io.github.smtpprobe.testkit.Delivery.WHOLE,
                DialogueFile.authority().issue(name).serverContext(),
                script);
        ProbeReport report = SmtpProbe.builder()
                .tlsSettings(DialogueFile.trusting())
                .transport(memory)
                .resolver(HostileTimingTest.addresses(1))
                .build()
                .probe(ProbeRequest.toMxOf("example.com").build());
        Invariants.check(report);
        assertThat(tls(report).identity()).isEqualTo("mx0.example.com");
        assertThat(tls(report).verdict().orElseThrow().name()).isEqualTo(expected);
        assertThat(report.resolution().target())
                .as("both names are in the report")
                .isEqualTo("example.com");
    }

    // README, Security: "or renegotiated to another certificate."
    @Test
    @DisplayName("T12: another certificate in a renegotiation is never taken, even a good one")
    void anotherIdentity() throws Exception {
        Issued first = DialogueFile.authority().issue(HOST);
        Issued second = DialogueFile.authority().issue(HOST);
        Script script = Script.parse("* tls any\nS~ 220 mx ESMTP\nC~ EHLO x\n* rekey\nS~ 250 mx\n* silence");
        ProbeReport report = servers.probe(script, ShownCertificates.showing(first, second), "TLSv1.2");
        assertThat(report.passed()).as(report.toString()).isFalse();
        assertThat(report.has("tls.broken")).as(report.toString()).isTrue();
        assertThat(report.transcript().toString()).doesNotContain("S~ 250");
    }

    @Test
    @DisplayName(
            "T23: a chain out of order, doubled, or with strangers in it: the JDK decides, and the report shows what"
                    + " came")
    void oddChains() throws Exception {
        Issued good = DialogueFile.authority().intermediate().intermediate().issue(HOST);
        List<X509Certificate> shuffled = new ArrayList<>(good.chain());
        Collections.reverse(shuffled.subList(1, shuffled.size()));
        List<X509Certificate> doubled = new ArrayList<>(good.chain());
        doubled.addAll(good.chain());
        List<X509Certificate> mixed = new ArrayList<>(good.chain());
        mixed.add(CertificateAuthority.create().certificate());
        for (List<X509Certificate> chain : List.of(shuffled, doubled, mixed)) {
            ProbeReport report =
                    servers.probe(WORKS, ShownCertificates.showing(new Issued(good.key(), List.copyOf(chain))));
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(tls(report).chain()).hasSize(chain.size());
        }
    }

    @Test
    @DisplayName("T16: a server that would like a client certificate gets none and goes on")
    void optionalClientCertificate() throws Exception {
        javax.net.ssl.TrustManagerFactory trust =
                javax.net.ssl.TrustManagerFactory.getInstance(javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
        trust.init(DialogueFile.authority().trustStore());
        Issued issued = DialogueFile.authority().issue(HOST);
        javax.net.ssl.KeyManagerFactory keys =
                javax.net.ssl.KeyManagerFactory.getInstance(javax.net.ssl.KeyManagerFactory.getDefaultAlgorithm());
        keys.init(issued.keyStore(), issued.password());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        ScriptedServer server =
                servers.start(ScriptedServer.playing(WORKS).tls(context).wantingClientCertificate());
        assertThat(OverTls.probe(HOST, server.port(), DialogueFile.trusting()).passed())
                .isTrue();
    }

    // README, Security: "Revocation (CRL, OCSP) is not checked; a certificate that demands stapling is shown as
    // such."
    @Test
    @DisplayName("T17: a certificate that demands a stapled answer is shown as such; revocation is not looked up")
    void mustStaple() {
        ProbeReport report = servers.probe(
                WORKS, DialogueFile.authority().issueMustStaple(HOST).serverContext());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(tls(report).chain().get(0).mustStaple()).isTrue();
        assertThat(tls(servers.probe(WORKS, DialogueFile.good().serverContext()))
                        .chain()
                        .get(0)
                        .mustStaple())
                .isFalse();
    }
}
