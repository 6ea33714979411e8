/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchSummary;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.dane.DaneVerdict;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Surveys of domains that share signed zones, name servers, exchangers and policies. */
class ManyDomainsTest {
    private static final int DOMAINS = 30;
    private static final int EXCHANGERS = 3;

    private static Map<String, DomainReport> survey(
            MailWorld mail, Stream<String> domains, List<BatchSummary> summaries) throws Exception {
        ProbeBatch batch = ProbeBatch.builder(mail.probe()).build();
        DomainSurvey template = DomainSurvey.of("example.test")
                .anchors(mail.world().anchors())
                .deadline(Duration.ofMinutes(1))
                .build();
        Map<String, DomainReport> reports = new HashMap<>();
        List<BatchResult> all = new ArrayList<>();
        summaries.add(batch.run(domains.map(domain -> BatchTarget.survey(template, domain)), all::add));
        assertThat(all).allMatch(result -> result.state() == BatchResult.State.PROBED);
        all.forEach(result ->
                reports.put(result.target().key(), result.domainReport().orElseThrow()));
        return reports;
    }

    @Test
    void signedAndUnsignedDomainsShareWhatTheyHaveInCommon() throws Exception {
        World world = World.signed("hosting.test");
        Issued key = CA.issue("mx0.hosting.test", "mx1.hosting.test", "mx2.hosting.test");
        for (int i = 0; i < EXCHANGERS; i++) {
            String host = "mx" + i + ".hosting.test";
            world.a(host, "8.8.8." + (i + 1)).tlsa("_25._tcp." + host, tlsa(3, 1, 1, key));
        }
        for (int i = 0; i < DOMAINS; i++) {
            String domain = "d" + i + ".test";
            (i % 2 == 0 ? world.andSigned(domain) : world.andUnsigned(domain))
                    .mx(10, "mx" + i % EXCHANGERS + ".hosting.test");
        }
        List<BatchSummary> summaries = new ArrayList<>();
        try (MailWorld mail = new MailWorld(world)
                .server("8.8.8.1", key)
                .server("8.8.8.2", key)
                .server("8.8.8.3", key)) {
            Map<String, DomainReport> reports =
                    survey(mail, IntStream.range(0, DOMAINS).mapToObj(i -> "d" + i + ".test"), summaries);
            assertThat(reports).hasSize(DOMAINS);
            assertThat(mail.connections()).allSatisfy(times -> assertThat(times).isLessThanOrEqualTo(2));
            reports.forEach((domain, report) -> assertThat(prospect(report, "exim"))
                    .as(domain)
                    .isEqualTo(
                            report.facts().mx().security() == Security.SECURE
                                    ? Prospect.VERIFIED
                                    : Prospect.ENCRYPTED));
            assertThat(summaries.get(0).outlook().get("exim"))
                    .containsEntry(Prospect.VERIFIED, DOMAINS / 2L)
                    .containsEntry(Prospect.ENCRYPTED, DOMAINS / 2L);
            assertThat(summaries.get(0).sharedAttempts()).isGreaterThanOrEqualTo(DOMAINS - EXCHANGERS);
            assertThat(Collections.frequency(world.asked(), "mx0.hosting.test A"))
                    .as("once, and again where nobody answered in time")
                    .isLessThan(DOMAINS / EXCHANGERS / 2);
            assertThat(Collections.frequency(world.asked(), "_25._tcp.mx0.hosting.test TLSA"))
                    .isLessThan(DOMAINS / EXCHANGERS / 2);
        }
    }

    private static Prospect prospect(DomainReport report, String sender) {
        return report.outlook().sender(sender).orElseThrow().domain().prospect();
    }

    /** What the anchor's certificate is worth depends on the next-hop domain, however it was seen. */
    @Test
    void theNamesBelowAnAnchorAreJudgedForEachDomain() throws Exception {
        CertificateAuthority root = CertificateAuthority.create();
        Issued issued = root.issue("first.test");
        List<X509Certificate> chain = new ArrayList<>(issued.chain());
        if (!chain.contains(root.certificate())) {
            chain.add(root.certificate());
        }
        Issued key = new Issued(issued.key(), List.copyOf(chain));
        World world = World.signed("hosting.test")
                .a("mx.hosting.test", "8.8.8.8")
                .tlsa("_25._tcp.mx.hosting.test", tlsa(2, 0, 1, root.certificate()))
                .andSigned("first.test")
                .mx(10, "mx.hosting.test")
                .andSigned("second.test")
                .mx(10, "mx.hosting.test");
        try (MailWorld mail = new MailWorld(world).server("8.8.8.8", key)) {
            Map<String, DomainReport> reports = survey(mail, Stream.of("first.test", "second.test"), new ArrayList<>());
            assertThat(verdict(reports.get("first.test"))).isEqualTo(DaneVerdict.State.MATCHES);
            assertThat(verdict(reports.get("second.test"))).isEqualTo(DaneVerdict.State.MISMATCH);
            assertThat(prospect(reports.get("first.test"), "postfix-dane")).isEqualTo(Prospect.VERIFIED);
            assertThat(prospect(reports.get("second.test"), "postfix-dane")).isEqualTo(Prospect.QUEUED);
            assertThat(Stream.of("first.test", "second.test")
                            .map(reports::get)
                            .map(ManyDomainsTest::first)
                            .filter(each -> each.attempt().age().isPresent()))
                    .as("the second is judged by what the first one saw, or the other way round")
                    .hasSize(1);
            assertThat(mail.connections().get(0))
                    .as("both keys, and once without a name")
                    .isLessThanOrEqualTo(3);
        }
    }

    private static ServerHandshake first(DomainReport report) {
        return report.facts()
                .exchangers()
                .get(0)
                .addresses()
                .get(0)
                .handshakes()
                .get(0);
    }

    private static DaneVerdict.State verdict(DomainReport report) {
        return first(report).dane().orElseThrow().state();
    }

    @Test
    void aPolicyIsFetchedOnceForADomainThatComesAgain() throws Exception {
        Issued key = CA.issue("mx.d.test");
        World world = World.unsigned("d.test")
                .mx(10, "mx.d.test")
                .a("mx.d.test", "8.8.8.8")
                .txt("_mta-sts.d.test", "v=STSv1; id=20261127;")
                .a("mta-sts.d.test", "8.8.4.4");
        try (MailWorld mail = new MailWorld(world)
                .server("8.8.8.8", key)
                .policy(
                        "d.test",
                        "8.8.4.4",
                        "version: STSv1\r\nmode: enforce\r\nmx: mx.d.test\r\nmax_age: 604800\r\n")) {
            ProbeBatch batch = ProbeBatch.builder(mail.probe()).build();
            DomainSurvey survey =
                    DomainSurvey.of("d.test").anchors(world.anchors()).build();
            List<PolicyFetch> fetches = new ArrayList<>();
            batch.run(
                    Stream.generate(() -> BatchTarget.survey(survey)).limit(5),
                    result -> fetches.add(result.domainReport()
                            .flatMap(report -> report.facts().mtaSts())
                            .flatMap(facts -> facts.fetch())
                            .orElseThrow()));
            assertThat(fetches).hasSize(5).allMatch(fetch -> fetch.outcome() == PolicyFetch.Outcome.FETCHED);
            assertThat(fetches.stream().map(System::identityHashCode).distinct())
                    .hasSize(1);
        }
    }
}
