/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static io.github.smtpprobe.diagnosis.domain.Facts.DOMAIN;
import static io.github.smtpprobe.diagnosis.domain.Facts.MX;
import static io.github.smtpprobe.diagnosis.domain.Facts.NOW;
import static io.github.smtpprobe.diagnosis.domain.Keys.K1;
import static io.github.smtpprobe.diagnosis.domain.Keys.K2;
import static io.github.smtpprobe.diagnosis.domain.Keys.tlsa;
import static io.github.smtpprobe.diagnosis.domain.MailHostCases.good;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.diagnosis.domain.Facts.Dns;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.records.ZoneSigning;
import io.github.smtpprobe.render.DomainText;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.UpcomingChange;
import io.github.smtpprobe.survey.UpcomingChange.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts say no more than what holds in the circumstances of the domain. */
class TextsTest {
    private static final String V4 = "8.8.8.1";
    private static final Map<String, Object> ENFORCED =
            Map.of("id", "1", "policySha256", "ab".repeat(32), "mode", "enforce", "maxAgeSeconds", 604_800L);

    private static DomainReport report(Facts facts) {
        return Reports.of(facts.build());
    }

    private static Finding of(Facts facts, String id) {
        List<Finding> all = report(facts).findings();
        return all.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow(() -> new AssertionError(all));
    }

    private static List<String> ids(Facts facts) {
        return report(facts).findings().stream().map(Finding::id).toList();
    }

    private static List<UpcomingChange> signatures(Facts facts) {
        return report(facts).upcomingChanges().stream()
                .filter(each -> each.kind() == Kind.SIGNATURE)
                .toList();
    }

    @Test
    void signaturesThatAreRenewedInTimeStopNoMail() {
        Instant soon = NOW.plus(Duration.ofDays(14));
        assertThat(signatures(good().alter(each -> each.signedUntil(soon))))
                .singleElement()
                .satisfies(each -> assertThat(each.breaks()).isFalse());
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        DnsAnswer then = Dns.answer(DOMAIN, RecordType.MX, Security.SECURE, List.of("10 " + MX)).toBuilder()
                .signedUntil(tomorrow)
                .build();
        Facts stuck = good().alter(each -> each.signedUntil(tomorrow))
                .earlier(Duration.ofDays(3), Map.of(), Map.of(), List.of(then));
        assertThat(signatures(stuck))
                .singleElement()
                .satisfies(each -> assertThat(each.breaks()).isTrue());
        assertThat(signatures(Facts.signed("0 .").alter(each -> each.signedUntil(soon))))
                .isEmpty();
        Facts unknown = Facts.mx(Dns.none(DOMAIN, RecordType.MX, Security.SECURE, DnsResult.NO_NAME))
                .alter(each -> each.signedUntil(soon));
        assertThat(signatures(unknown)).isEmpty();
    }

    /** Senders fetch a policy again until the moment it goes (RFC 8461 §8.3). */
    @Test
    void aPolicyThatHasGoneIsKeptFromTheTimeWhenItWent() {
        Facts gone = good().sts().earlier(Duration.ofDays(1), ENFORCED, Map.of(), List.of());
        Finding finding = of(gone, "sts.gone");
        assertThat(finding.explanation())
                .contains("for up to 7 days", "until " + NOW.plus(Duration.ofDays(7)) + " at the latest");
        assertThat(finding.remedy()).endsWith("leave it there for 7 days.");
        assertThat(ids(gone)).doesNotContain("sts.none");
    }

    @Test
    void behindAnUnsignedMxFaultsOfTlsaStopPostfixAlone() {
        Host unanswered = Host.signed(MX).at(V4, Shows.now(K1)).tlsa(Security.FAILED, Trouble.SERVER_FAILURE);
        Host clear = Host.signed(MX).at(V4, Shows.clear()).tlsa(tlsa(311, K1));
        assertThat(of(Facts.unsigned("10 " + MX).host(unanswered), "tlsa.lookup-error")
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(of(Facts.unsigned("10 " + MX).host(unanswered), "dns.insecure")
                        .explanation())
                .doesNotContain("deliver as usual");
        assertThat(of(Facts.unsigned("10 " + MX).host(clear), "tlsa.no-starttls")
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(of(Facts.signed("10 " + MX).host(clear), "tlsa.no-starttls").severity())
                .isEqualTo(Severity.ERROR);
    }

    @Test
    void aBogusPolicyHoldsNoMailBack() {
        Finding bogus = of(good().stsTrouble(Security.BOGUS, Trouble.SIGNATURE), "dns.bogus");
        assertThat(bogus.severity()).isEqualTo(Severity.WARNING);
        assertThat(bogus.explanation())
                .contains("SERVFAIL for _mta-sts.example.com", "see no MTA-STS policy")
                .doesNotContain("defer");
        Finding mail = of(Facts.mx(Security.BOGUS, Trouble.SIGNATURE), "dns.bogus");
        assertThat(mail.severity()).isEqualTo(Severity.ERROR);
        assertThat(mail.explanation()).contains("defer");
    }

    @Test
    void whoDemandsDaneIsToldToNotCount() {
        Facts facts = Facts.unsigned("10 " + MX)
                .host(Host.unsigned(MX).at("8.8.8.8", Shows.now(K1)))
                .enforce(MX);
        assertThat(DomainText.render(report(facts)))
                .contains("FINE  example.com", "Each sender that counts delivers over TLS; one that demands DANE");
        assertThat(report(facts).summary()).startsWith("example.com: of the senders that count, mail is at the worst ");
    }

    /** Nothing else said why mail goes in clear text. */
    @Test
    void aServerWithoutTlsIsAFinding() {
        Facts facts = Facts.unsigned("10 " + MX)
                .host(Host.unsigned(MX).at("8.8.8.8", Shows.clear()))
                .sts();
        assertThat(of(facts, "mx.no-starttls").severity()).isEqualTo(Severity.WARNING);
        assertThat(of(facts, "mx.no-starttls").actor()).isEqualTo(Actor.SERVER_OPERATOR);
        assertThat(of(facts, "sts.none").explanation()).doesNotContain("encrypt here");
        assertThat(ids(facts.enforce(MX))).contains("sts.mx-no-tls").doesNotContain("mx.no-starttls");
    }

    @Test
    void aNullMxIsMeant() {
        DomainReport report = report(Facts.signed("0 ."));
        assertThat(DomainText.render(report))
                .startsWith("\u2013 TAKES NO MAIL  example.com")
                .doesNotContain("AT RISK");
        assertThat(report.summary()).isEqualTo("example.com takes no mail, as it says with a null MX.");
        assertThat(of(Facts.signed("0 ."), "mx.null").remedy()).contains("nothing needs to be done");
    }

    @Test
    void aNameThatDoesNotExistIsPerhapsMisspelt() {
        Facts unknown = Facts.mx(Dns.none(DOMAIN, RecordType.MX, Security.SECURE, DnsResult.NO_NAME));
        assertThat(of(unknown, "mx.nowhere").summary()).startsWith("example.com does not exist in DNS");
        assertThat(of(unknown, "mx.nowhere").remedy())
                .isEqualTo("Check the spelling of example.com, and whether it is registered.");
        assertThat(report(unknown).snippets()).isEmpty();
    }

    @Test
    void anOldDigestNeedsNoOtherAlgorithm() {
        Facts digest = good().alter(each -> each.zones(
                List.of(ZoneSigning.of(DOMAIN).withAlgorithms(List.of(13)).withDigests(List.of(1)))));
        assertThat(of(digest, "dns.algorithm").remedy())
                .contains("SHA-256 of the same key")
                .doesNotContain("13");
        Facts algorithm = good().alter(each -> each.zones(
                List.of(ZoneSigning.of(DOMAIN).withAlgorithms(List.of(7)).withDigests(List.of(1)))));
        assertThat(of(algorithm, "dns.algorithm").remedy()).contains("algorithm rollover", "do not just switch");
    }

    /** A zone that is signed in a way which counts as unsigned is not called unsigned. */
    @Test
    void anAlgorithmThatIsNotSupportedIsTheReason() {
        Facts facts = Facts.unsigned("10 " + MX)
                .host(Host.unsigned(MX).at(V4, Shows.now(K1)))
                .alter(each -> each.trouble(Trouble.ALGORITHM));
        assertThat(ids(facts)).contains("dns.algorithm").doesNotContain("dns.insecure");
    }

    @Test
    void whatDoesHarmIsNotCalledHarmless() {
        assertThat(ids(good().enforce("*.mx.example.com")))
                .contains("sts.wildcard")
                .doesNotContain("sts.mx-gone");
        assertThat(ids(good().enforce("other.example.com")))
                .contains("sts.mx-unlisted")
                .doesNotContain("sts.mx-gone");
        assertThat(ids(good().enforce(MX, "old.example.com"))).contains("sts.mx-gone");
    }

    @Test
    void oneModeIsToldAndNotBoth() {
        assertThat(of(good().enforce("a.example.net"), "sts.mx-unlisted").explanation())
                .contains("The mode is enforce")
                .doesNotContain("testing");
        String[] testing = {"version: STSv1", "mode: testing", "max_age: 604800", "mx: a.example.net"};
        assertThat(of(good().sts("v=STSv1; id=1;").policy(testing), "sts.mx-unlisted")
                        .explanation())
                .contains("The mode is testing")
                .doesNotContain("enforce", "does not deliver");
    }

    @Test
    void aPolicyHostWithoutAddressNeedsOne() {
        Facts facts = good().sts("v=STSv1; id=1;")
                .policyHost(Dns.none("mta-sts.example.com", RecordType.A, Security.SECURE, DnsResult.NO_NAME));
        assertThat(of(facts, "sts.unreachable").remedy()).startsWith("Publish an address for mta-sts.example.com");
        assertThat(of(facts, "sts.unreachable").actor()).isEqualTo(Actor.DNS_OWNER);
    }

    /** A record more heals nothing beside a stale one with a stronger digest (RFC 7671 §9). */
    @Test
    void aMismatchIsHealedInPlaceOfTheRecordsThere() {
        Facts stale = TlsaCases.shown(K2, tlsa(312, K1));
        assertThat(of(stale, "tlsa.mismatch").remedy()).contains("Replace the records at _25._tcp.mx.example.com");
        assertThat(report(stale).snippets().get(0).purpose()).contains("in place of the records there");
        assertThat(ids(stale)).doesNotContain("tlsa.sha512-only");
    }

    /** A TLSA record at port 443 is right for HTTPS (RFC 6698 §3). */
    @Test
    void recordsForHttpsMayStay() {
        Host with = MailHostCases.goodHost(MX, V4).misplaced("_443._tcp." + MX, tlsa(311, K1));
        assertThat(ids(TlsaCases.one(with))).doesNotContain("tlsa.misplaced");
        Host without = Host.signed(MX)
                .at(V4, Shows.now(K1))
                .tlsa(Dns.none("_25._tcp." + MX, RecordType.TLSA, Security.SECURE, DnsResult.NO_NAME))
                .misplaced("_443._tcp." + MX, tlsa(311, K1));
        assertThat(of(TlsaCases.one(without), "tlsa.misplaced").remedy()).contains("HTTPS, may stay");
    }
}
