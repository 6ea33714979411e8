/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.zones.World;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose fault something is: a zone's, that of the zone above it, the resolver's, or ours. */
class BlamedZonesTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final String TLSA = "_25._tcp." + HOST;

    private static World mail(World world) {
        return world.mx(10, HOST).a(HOST, "8.8.8.8");
    }

    private static DomainSurvey.Builder records() {
        return DomainSurvey.of(DOMAIN)
                .deadline(Duration.ofSeconds(20))
                .without(Aspect.MTA_STS, Aspect.TLS_RPT, Aspect.REVERSE_NAMES, Aspect.PROBES);
    }

    private static DomainReport survey(World world) throws Exception {
        try (MailWorld all = new MailWorld(world)) {
            return all.survey(records());
        }
    }

    private static List<String> subjects(DomainReport report, String id) {
        return report.findings().stream()
                .filter(each -> each.id().equals(id))
                .map(Finding::subject)
                .toList();
    }

    private static List<String> ids(DomainReport report) {
        return report.findings().stream().map(Finding::id).toList();
    }

    @Test
    void theParentsIterationsAreTheParents() throws Exception {
        DomainReport report = survey(mail(World.signed("test").nsec3(5).andUnsigned(DOMAIN)));
        assertThat(subjects(report, "dns.nsec3-iterations")).containsExactly("test");
        DomainReport own = survey(mail(World.signed(DOMAIN).nsec3(5)));
        assertThat(subjects(own, "dns.nsec3-iterations")).containsExactly(DOMAIN);
    }

    @Test
    void theParentsAlgorithmIsTheParents() throws Exception {
        DomainReport report = survey(mail(World.signed("test").sha1().andSigned(DOMAIN)));
        assertThat(subjects(report, "dns.algorithm")).containsExactly("test");
        DomainReport own = survey(mail(World.signed(DOMAIN).sha1()));
        assertThat(subjects(own, "dns.algorithm")).containsExactly(DOMAIN);
    }

    @Test
    void whatNobodySupportsIsNamedByItsZone() throws Exception {
        DomainReport report =
                survey(mail(World.signed("test").unsupportedAlgorithm().andSigned(DOMAIN)));
        assertThat(report.facts().mx().security()).isEqualTo(Security.INSECURE);
        assertThat(subjects(report, "dns.algorithm")).containsExactly("test");
        DomainReport own = survey(mail(World.signed(DOMAIN).unsupportedAlgorithm()));
        assertThat(subjects(own, "dns.algorithm")).containsExactly(DOMAIN);
    }

    @Test
    void aDelegationBySha1AloneIsFoundBelowBetterOnes() throws Exception {
        DomainReport report = survey(mail(World.signed(DOMAIN).sha1Delegation()));
        assertThat(report.facts().mx().security()).isEqualTo(Security.SECURE);
        assertThat(subjects(report, "dns.algorithm")).containsExactly(DOMAIN);
        assertThat(report.findings())
                .filteredOn(each -> each.id().equals("dns.algorithm"))
                .allMatch(each -> each.summary().contains("SHA-1 alone"));
        assertThat(ids(survey(mail(World.signed(DOMAIN))))).doesNotContain("dns.algorithm");
    }

    private static DomainReport twice(World world, Duration between) throws Exception {
        try (MailWorld all = new MailWorld(world)) {
            DomainReport first = all.survey(records());
            world.clock().move(between);
            return all.survey(records().againstEarlier(EarlierSurvey.of(first)));
        }
    }

    /** Signatures of a day before and 36 hours ahead, as those of signers that sign each answer. */
    @ParameterizedTest
    @CsvSource({"PT10S, false", "PT2H, false", "PT12H, true", "PT30H, true"})
    void signaturesOfShortLifetimesEndSoonWhereTheyAreNotRenewed(Duration between, boolean soon) throws Exception {
        DomainReport report = twice(mail(World.signed(DOMAIN).lifetime(Duration.ofHours(36))), between);
        assertThat(report.facts().mx().security()).isEqualTo(Security.SECURE);
        assertThat(subjects(report, "dns.expiring")).isEqualTo(soon ? List.of(DOMAIN) : List.of());
    }

    @Test
    void withinTheTtlNobodyCouldHaveSeenANewSignature() throws Exception {
        World world = mail(World.signed(DOMAIN).lifetime(Duration.ofHours(36)));
        world.clock().move(Duration.ofHours(30));
        assertThat(ids(twice(world, Duration.ofSeconds(10)))).doesNotContain("dns.expiring");
    }

    @Test
    void theParentsSignaturesAreTheParents() throws Exception {
        World world = World.signed("test").lifetime(Duration.ofHours(36)).andSigned(DOMAIN);
        DomainReport report = twice(mail(world), Duration.ofHours(30));
        assertThat(subjects(report, "dns.expiring")).containsExactly("test");
    }

    @Test
    void aResolverThatLeavesOutSignaturesMakesNoDifference() throws Exception {
        for (boolean other : new boolean[] {false, true}) {
            World world = mail(World.signed(DOMAIN)).servers(2).at(1).stripped();
            if (other) {
                world.instead(DOMAIN, "MX", "20 other.example.test");
            }
            try (MailWorld all = new MailWorld(world)) {
                DomainReport report =
                        all.survey(records().nameServers(world.addresses().toArray(new InetSocketAddress[0])));
                assertThat(ids(report).contains("dns.servers-differ")).isEqualTo(other);
            }
        }
    }

    /** Nothing was heard when our own time was over: that says nothing of what senders hear. */
    @Test
    void whatOurOwnDeadlineCutsIsOurs() throws Exception {
        try (MailWorld all = new MailWorld(mail(World.signed(DOMAIN)).silent(DOMAIN, "MX"))) {
            DomainReport report = all.survey(records().deadline(Duration.ofMillis(600)));
            assertThat(report.facts().mx().security()).isEqualTo(Security.NOT_TESTED);
            assertThat(report.facts().mx().trouble()).contains(Trouble.DEADLINE);
            assertThat(ids(report)).doesNotContain("mx.lookup-error");
            nobodyQueues(report);
        }
        try (MailWorld all = new MailWorld(mail(World.signed(DOMAIN)).silent(TLSA, "TLSA"))) {
            DomainReport report = all.survey(records().deadline(Duration.ofMillis(1_500)));
            assertThat(report.facts().mx().security()).isEqualTo(Security.SECURE);
            DnsAnswer answer = report.facts().exchangers().get(0).tlsa().orElseThrow();
            assertThat(answer.trouble()).contains(Trouble.DEADLINE);
            assertThat(ids(report)).doesNotContain("tlsa.lookup-error");
            nobodyQueues(report);
        }
    }

    private static void nobodyQueues(DomainReport report) {
        assertThat(report.outlook().senders())
                .noneMatch(sender -> sender.domain().prospect() == Prospect.QUEUED
                        && !sender.domain().why().contains("does not deliver without"));
    }

    @Test
    void aNameWithAnEscapedDotAtItsEndIsAskedAsItIs() throws Exception {
        DomainReport report = survey(World.signed(DOMAIN).mx(10, "x.example.te\\."));
        assertThat(report.facts().exchangers()).hasSize(1);
        assertThat(report.facts().exchangers().get(0).addressAnswers()).allSatisfy(answer -> {
            assertThat(answer.question().name()).isEqualTo("x.example.te\\.");
            assertThat(answer.result()).isEqualTo(DnsResult.NO_NAME);
        });
    }
}
