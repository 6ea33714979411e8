/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.Certificate;
import io.github.smtpprobe.tls.TlsInfo;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Findings on what no JDK and no server of ours can be made to do: a real probe is had, one thing that it saw is exchanged, and
 * it is judged again. What it really saw is the near miss.
 */
class RareFindingsTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static final ProbeReport SEEN = probe(AUTHORITY.intermediate().issue("mx.example.com"));

    private static ProbeReport probe(CertificateAuthority.Issued certificate) {
        Script script = Script.parse(Scripts.WORKS_IN_TLS);
        try {
            return SmtpProbe.builder()
                    .tlsSettings(TlsSettings.builder()
                            .trustStore(AUTHORITY.trustStore())
                            .build())
                    .transport(new MemoryTransport(Delivery.WHOLE, certificate.serverContext(), script))
                    .build()
                    .probe(ProbeRequest.to("mx.example.com", 465)
                            .connectTo("192.0.2.1")
                            .build());
        } catch (java.security.GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<String> judged(Instant started, UnaryOperator<TlsInfo> other) {
        return findings(started, other).stream().map(Finding::id).toList();
    }

    private static List<Finding> findings(Instant started, UnaryOperator<TlsInfo> other) {
        Attempt attempt = SEEN.decisive().orElseThrow();
        List<Fact> facts = new ArrayList<>();
        for (Fact each : attempt.facts()) {
            facts.add(
                    each instanceof TlsHandshake tls
                            ? TlsHandshake.of(tls.outcome(), tls.took(), other.apply(tls.tls()))
                            : each);
        }
        Attempt changed = attempt.toBuilder().facts(facts).build();
        Observation seen = Observation.builder(SEEN.request(), SEEN.resolution())
                .attempts(List.of(changed))
                .started(started)
                .build();
        return Checks.examine(Checks.checklist(), seen, ReplyCatalogue.standard());
    }

    private static TlsInfo with(TlsInfo tls, String protocol, List<Certificate> chain) {
        return tls.toBuilder().protocol(protocol).chain(chain).build();
    }

    private static Certificate issuedBy(Certificate one, String issuer) {
        return changed(one, issuer, one.notBefore());
    }

    private static Certificate beginning(Certificate one, Instant notBefore) {
        return changed(one, one.issuer(), notBefore);
    }

    private static Certificate changed(Certificate one, String issuer, Instant notBefore) {
        return one.toBuilder().issuer(issuer).valid(notBefore, one.notAfter()).build();
    }

    @Test
    void whatWasReallySeenIsNothingRare() {
        assertThat(judged(SEEN.started(), tls -> tls))
                .doesNotContain(
                        "network.tls-inspected",
                        "local.clock",
                        "cert.chain-disordered",
                        "cert.must-staple",
                        "tls.version-deprecated");
    }

    @Test
    void versionsThatAreNoLongerToBeUsed() {
        assertThat(judged(SEEN.started(), tls -> with(tls, "TLSv1.1", tls.chain())))
                .contains("tls.version-deprecated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_RSA_WITH_AES_256_GCM_SHA384",
                "SSL_RSA_WITH_3DES_EDE_CBC_SHA",
                "TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA"
            })
    void suitesWithoutForwardSecrecy(String name) {
        assertThat(judged(SEEN.started(), tls -> suite(tls, name))).contains("tls.no-forward-secrecy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
                "SSL_DHE_RSA_WITH_3DES_EDE_CBC_SHA",
                "TLS_AES_256_GCM_SHA384"
            })
    void suitesWithForwardSecrecy(String name) {
        assertThat(judged(SEEN.started(), tls -> suite(tls, name))).doesNotContain("tls.no-forward-secrecy");
    }

    private static TlsInfo suite(TlsInfo tls, String name) {
        return tls.toBuilder().cipherSuite(name).build();
    }

    /** Of several addresses of one host each may show another certificate. */
    @Test
    void aCertificateAmongSeveralAddressesIsNamedByItsOwn() throws Exception {
        Attempt first = SEEN.decisive().orElseThrow();
        Route route = new Route(
                "mx.example.com",
                false,
                InetAddress.getByName("192.0.2.2"),
                465,
                first.route().mode());
        Attempt second = Attempt.builder(route, first.purpose())
                .index(1)
                .facts(first.facts())
                .transcript(first.transcript())
                .build();
        assertThat(expiring(List.of(first))).contains("The certificate of mx.example.com expires");
        assertThat(expiring(List.of(first, second)))
                .contains(
                        "The certificate of mx.example.com (192.0.2.1) expires",
                        "of mx.example.com (192.0.2.2) expires");
    }

    private static String expiring(List<Attempt> attempts) {
        TlsHandshake tls = attempts.get(0).fact(TlsHandshake.class).orElseThrow();
        Instant late = tls.tls().chain().get(0).notAfter().minus(Duration.ofHours(50));
        Observation seen = Observation.builder(SEEN.request(), SEEN.resolution())
                .attempts(attempts)
                .started(late)
                .build();
        return Checks.examine(Checks.checklist(), seen, ReplyCatalogue.standard()).stream()
                .filter(finding -> finding.id().equals("cert.expiring"))
                .map(Finding::summary)
                .collect(Collectors.joining(" "));
    }

    @Test
    void chainsThatAreTooLong() {
        Finding chain = failed("The certificate chain length (11) exceeds the maximum allowed length (10)");
        assertThat(chain.id()).isEqualTo("cert.chain-too-long");
        assertThat(chain.summary()).contains("11 certificates", "at most 10");
        assertThat(failed("Something else").id()).isEqualTo("tls.handshake-failed");
    }

    private static Finding failed(String words) {
        Attempt attempt = SEEN.decisive().orElseThrow();
        List<Fact> facts = new ArrayList<>();
        for (Fact each : attempt.facts()) {
            if (each instanceof TlsHandshake tls) {
                TlsInfo unseen = TlsInfo.unseen(tls.tls().identity());
                facts.add(TlsHandshake.of(Outcome.failed(Reason.TLS_HANDSHAKE, words), tls.took(), unseen));
                break;
            }
            facts.add(each);
        }
        Observation seen = Observation.builder(SEEN.request(), SEEN.resolution())
                .attempts(List.of(attempt.toBuilder().facts(facts).build()))
                .started(SEEN.started())
                .build();
        return Checks.examine(Checks.checklist(), seen, ReplyCatalogue.standard())
                .get(0);
    }

    @Test
    void whoeverOpensTlsOnTheWay() {
        assertThat(judged(
                        SEEN.started(),
                        tls -> with(
                                tls,
                                "TLSv1.3",
                                List.of(issuedBy(tls.chain().get(0), "CN=Avast Web/Mail Shield Root")))))
                .contains("network.tls-inspected");
        assertThat(judged(
                        SEEN.started(),
                        tls -> with(
                                tls, "TLSv1.3", List.of(issuedBy(tls.chain().get(0), "CN=Avastia Trust Services")))))
                .as("a near miss")
                .doesNotContain("network.tls-inspected");
    }

    @Test
    void aClockBeforeEveryCertificate() {
        assertThat(judged(Instant.parse("2001-01-01T00:00:00Z"), tls -> tls)).contains("local.clock");
    }

    @Test
    void aClockYearsBeforeOneCertificateIsNotSaidToBeBeforeAll() {
        Instant distant = SEEN.started().plus(Duration.ofDays(1_200));
        List<Finding> found = findings(
                SEEN.started(),
                tls -> with(
                        tls,
                        "TLSv1.3",
                        List.of(
                                beginning(tls.chain().get(0), distant),
                                tls.chain().get(1))));
        assertThat(found)
                .filteredOn(finding -> finding.id().equals("local.clock"))
                .singleElement()
                .extracting(Finding::summary)
                .asString()
                .contains("years before the certificate of")
                .doesNotContain("every certificate");
    }

    @Test
    void chainsOutOfOrder() {
        assertThat(judged(
                        SEEN.started(),
                        tls -> with(
                                tls,
                                "TLSv1.3",
                                List.of(
                                        tls.chain().get(0),
                                        tls.chain().get(0),
                                        tls.chain().get(1)))))
                .contains("cert.chain-disordered");
    }

    @Test
    void certificatesThatDemandAStaple() {
        assertThat(probe(AUTHORITY.issueMustStaple("mx.example.com")).has("cert.must-staple"))
                .isTrue();
    }

    @Test
    void aTimeThatIsNotTheServersAlone() {
        assertThat(silent(false, 2)).isNotBlank().doesNotContain("start-up");
        assertThat(silent(true, 2)).contains("start-up of this client");
        assertThat(silent(true, 6))
                .as("a small part of a long silence")
                .isNotBlank()
                .doesNotContain("start-up");
    }

    /** The advice where the handshake found no answer. */
    private static String silent(boolean startUp, int seconds) {
        Outcome silent = Outcome.failed(Reason.TLS_TIMEOUT, "the TLS handshake did not end in time");
        Attempt seen = SEEN.decisive().orElseThrow();
        Attempt changed = seen.toBuilder()
                .facts(List.of(
                        seen.facts().get(0),
                        TlsHandshake.of(
                                silent, Duration.ofSeconds(seconds), TlsInfo.unseen("mx.example.com"), startUp)))
                .build();
        return Checks.examine(
                        Checks.checklist(),
                        Observation.builder(SEEN.request(), SEEN.resolution())
                                .attempts(List.of(changed))
                                .build(),
                        ReplyCatalogue.standard())
                .stream()
                .filter(each -> each.id().equals("tls.timeout"))
                .map(Finding::remedy)
                .collect(Collectors.joining());
    }
}
