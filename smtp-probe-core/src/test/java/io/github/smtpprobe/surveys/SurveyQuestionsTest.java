/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import static io.github.smtpprobe.records.RecordType.A;
import static io.github.smtpprobe.records.RecordType.AAAA;
import static io.github.smtpprobe.records.RecordType.CNAME;
import static io.github.smtpprobe.records.RecordType.MX;
import static io.github.smtpprobe.records.RecordType.PTR;
import static io.github.smtpprobe.records.RecordType.TLSA;
import static io.github.smtpprobe.records.RecordType.TXT;
import static io.github.smtpprobe.records.Security.BOGUS;
import static io.github.smtpprobe.records.Security.FAILED;
import static io.github.smtpprobe.records.Security.INSECURE;
import static io.github.smtpprobe.records.Security.SECURE;
import static io.github.smtpprobe.surveys.FixedAnswers.a;
import static io.github.smtpprobe.surveys.FixedAnswers.mx;
import static io.github.smtpprobe.surveys.FixedAnswers.name;
import static io.github.smtpprobe.surveys.FixedAnswers.txt;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.ReverseName;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.Senders;
import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainFacts;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import io.github.smtpprobe.survey.SurveyedExchanger;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a survey asks, in which round, and what it leaves unasked (RFC 7672 §2.2). */
class SurveyQuestionsTest {
    private static final byte[] RECORD = new byte[35];

    static {
        RECORD[0] = 3;
        RECORD[1] = 1;
        RECORD[2] = 1;
    }

    private final FixedAnswers zones = new FixedAnswers();

    private DomainFacts survey(Aspect... without) {
        DomainSurvey survey = DomainSurvey.of("example.com")
                .without(Aspect.PROBES)
                .without(without)
                .build();
        Deadline deadline = Deadline.after(Duration.ofMinutes(1), Ticker.system());
        return new Survey(survey, zones, new NoConversations(), Instant.EPOCH, deadline).run();
    }

    private static final class NoConversations implements Conversations {
        @Override
        public Attempt converse(Peer peer, Offer offer, Deadline deadline) {
            throw new AssertionError("nobody is to be talked to");
        }

        @Override
        public PolicyFetch fetch(String domain, List<InetAddress> addresses, Deadline deadline) {
            return PolicyFetch.builder("mta-sts." + domain, PolicyFetch.Outcome.NO_CONNECTION)
                    .build();
        }

        @Override
        public void sideBySide(List<Runnable> tasks) {
            tasks.forEach(Runnable::run);
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    }

    private List<String> asked() {
        return zones.rounds().stream().flatMap(List::stream).toList();
    }

    private SurveyedExchanger only(DomainFacts facts) {
        assertThat(facts.exchangers()).hasSize(1);
        return facts.exchangers().get(0);
    }

    private FixedAnswers exchanger(Security mx, Security host) {
        return zones.has("example.com", MX, mx, mx(10, "mx.example.com")).has("mx.example.com", A, host, a("8.8.8.8"));
    }

    @Test
    void asksInRoundsWhatDoesNotDependOnEachOther() {
        exchanger(SECURE, SECURE).has("_25._tcp.mx.example.com", TLSA, SECURE, RECORD);
        survey(Aspect.REVERSE_NAMES);
        assertThat(zones.rounds())
                .containsExactly(
                        List.of(
                                "example.com MX",
                                "_mta-sts.example.com TXT",
                                "mta-sts.example.com A",
                                "mta-sts.example.com AAAA",
                                "_smtp._tls.example.com TXT"),
                        List.of("mx.example.com A", "mx.example.com AAAA"),
                        List.of("_25._tcp.mx.example.com TLSA"));
    }

    @Test
    void neverAsksForTlsaBelowAnUnsignedHost() {
        exchanger(SECURE, INSECURE).elsewhere(INSECURE);
        SurveyedExchanger mx = only(survey());
        assertThat(asked()).noneMatch(each -> each.contains("TLSA"));
        assertThat(mx.tlsa()).isEmpty();
        assertThat(mx.security()).isEqualTo(INSECURE);
    }

    @Test
    void asksForTlsaWhereOneFamilyValidates() {
        exchanger(INSECURE, SECURE)
                .fails("mx.example.com", AAAA, BOGUS, Trouble.SIGNATURE)
                .has("_25._tcp.mx.example.com", TLSA, SECURE, RECORD);
        SurveyedExchanger mx = only(survey());
        assertThat(mx.security()).isEqualTo(SECURE);
        assertThat(mx.records()).hasSize(1);
    }

    @Test
    void asksNobodyWhoseAddressesAreBogus() {
        zones.has("example.com", MX, SECURE, mx(10, "mx.example.com"))
                .fails("mx.example.com", A, BOGUS, Trouble.EXPIRED)
                .fails("mx.example.com", AAAA, BOGUS, Trouble.EXPIRED);
        assertThat(only(survey()).tlsa()).isEmpty();
        assertThat(asked()).noneMatch(each -> each.contains("TLSA"));
    }

    private static Alias alias(String name, String target, Security security) {
        return Alias.of(name, target, security, Duration.ofHours(1));
    }

    @Test
    void ofAChainThatIsSignedThroughoutTheLastNameComesFirstAndThenTheHostAndNoneBetween() {
        zones.has("example.com", MX, SECURE, mx(10, "h.example.com"))
                .alias(
                        "h.example.com",
                        A,
                        SECURE,
                        List.of(
                                alias("h.example.com", "m.example.net", SECURE),
                                alias("m.example.net", "e.example.org", SECURE)),
                        a("8.8.8.8"))
                .has("_25._tcp.h.example.com", TLSA, SECURE, RECORD);
        SurveyedExchanger mx = only(survey());
        assertThat(asked())
                .filteredOn(each -> each.contains("TLSA"))
                .containsExactly("_25._tcp.e.example.org TLSA", "_25._tcp.h.example.com TLSA");
        assertThat(mx.base()).contains("h.example.com");
        assertThat(mx.records()).hasSize(1);
    }

    @Test
    void ofAChainThatEndsUnsignedTheHostCountsIfItsAliasIsSigned() {
        unsignedEnd().has("h.example.com", CNAME, SECURE, name("g.example.net"));
        zones.has("_25._tcp.h.example.com", TLSA, SECURE, RECORD);
        SurveyedExchanger mx = only(survey());
        assertThat(asked()).contains("h.example.com CNAME").doesNotContain("_25._tcp.g.example.net TLSA");
        assertThat(mx.base()).contains("h.example.com");
        assertThat(mx.alias()).isTrue();
    }

    @Test
    void ofAChainThatIsUnsignedFromItsBeginningNothingIsAsked() {
        unsignedEnd().has("h.example.com", CNAME, INSECURE, name("g.example.net"));
        assertThat(only(survey()).tlsa()).isEmpty();
        assertThat(asked()).noneMatch(each -> each.contains("TLSA"));
    }

    private FixedAnswers unsignedEnd() {
        List<Alias> chain = List.of(alias("h.example.com", "g.example.net", SECURE));
        return zones.has("example.com", MX, SECURE, mx(10, "h.example.com"))
                .alias("h.example.com", A, INSECURE, chain, a("8.8.8.8"))
                .alias("h.example.com", AAAA, INSECURE, chain);
    }

    @Test
    void troubleWithTlsaIsNoReasonToLookElsewhere() {
        zones.has("example.com", MX, SECURE, mx(10, "h.example.com"))
                .alias(
                        "h.example.com",
                        A,
                        SECURE,
                        List.of(alias("h.example.com", "e.example.org", SECURE)),
                        a("8.8.8.8"))
                .fails("_25._tcp.e.example.org", TLSA, FAILED, Trouble.SERVER_FAILURE)
                .has("_25._tcp.h.example.com", TLSA, SECURE, RECORD);
        SurveyedExchanger mx = only(survey());
        assertThat(mx.records()).isEmpty();
        assertThat(mx.tlsa().orElseThrow().security()).isEqualTo(FAILED);
        assertThat(asked()).doesNotContain("_25._tcp.h.example.com TLSA");
    }

    @Test
    void looksWhereNobodyLooksOnlyForRecordsThatAreMissing() {
        exchanger(SECURE, SECURE).has("_25._tcp.example.com", TLSA, SECURE, RECORD);
        SurveyedExchanger mx = only(survey());
        assertThat(mx.records()).isEmpty();
        assertThat(mx.misplaced())
                .singleElement()
                .satisfies(answer -> assertThat(answer.question().name()).isEqualTo("_25._tcp.example.com"));
        assertThat(asked()).contains("_443._tcp.mx.example.com TLSA");
    }

    @Test
    void recordsThatAreNotProvenAreNone() {
        exchanger(SECURE, SECURE).has("_25._tcp.mx.example.com", TLSA, INSECURE, RECORD);
        assertThat(only(survey()).records()).isEmpty();
    }

    @Test
    void aNullMxEndsTheSearchAndNotThePolicies() {
        zones.has("example.com", MX, SECURE, mx(0, "."))
                .has("_mta-sts.example.com", TXT, SECURE, txt("v=STSv1; id=1;"));
        DomainFacts facts = survey();
        assertThat(facts.nullMx()).isTrue();
        assertThat(facts.exchangers()).isEmpty();
        assertThat(facts.mtaSts().orElseThrow().record().orElseThrow().id()).contains("1");
    }

    @Test
    void aRootAmongOthersIsNoExchanger() {
        zones.has("example.com", MX, SECURE, mx(0, "."), mx(20, "b.example.com"), mx(10, "a.example.com"));
        DomainFacts facts = survey();
        assertThat(facts.nullMx()).isFalse();
        assertThat(facts.exchangers())
                .extracting(SurveyedExchanger::host)
                .containsExactly("a.example.com", "b.example.com");
    }

    @Test
    void withoutMxTheDomainIsItsOwnExchanger() {
        zones.has("example.com", MX, SECURE).has("example.com", A, SECURE, a("8.8.8.8"));
        SurveyedExchanger itself = only(survey());
        assertThat(itself.implicit()).isTrue();
        assertThat(asked()).contains("_25._tcp.example.com TLSA");
    }

    @Test
    void anAddressInThePlaceOfANameIsNotLookedUp() {
        zones.has("example.com", MX, SECURE, mx(10, "8.8.8.8"));
        only(survey());
        assertThat(asked()).noneMatch(each -> each.startsWith("8.8.8.8"));
    }

    /** As in a network that wants a login first, where every name is said not to exist. */
    @Test
    void whoDoesNotKnowTheRootCannotSayThatThereIsNoDomain() {
        zones.elsewhere(INSECURE).rootState(RootValidation.State.FAILED);
        DomainFacts facts = survey();
        assertThat(facts.mx().answered()).isFalse();
        assertThat(facts.mx().trouble()).contains(Trouble.ROOT);
        assertThat(Foretelling.of(facts, Senders.standard()).worst()).isEqualTo(Prospect.NOT_KNOWN);
    }

    @Test
    void asksNothingThatWasLeftOut() {
        exchanger(SECURE, SECURE);
        survey(Aspect.MTA_STS, Aspect.TLS_RPT, Aspect.DANE, Aspect.REVERSE_NAMES);
        assertThat(asked()).containsExactly("example.com MX", "mx.example.com A", "mx.example.com AAAA");
    }

    @Test
    void reverseNamesTakeTwoRoundsForAllAddresses() {
        exchanger(SECURE, INSECURE)
                .elsewhere(INSECURE)
                .has("8.8.8.8.in-addr.arpa", PTR, INSECURE, name("mx.example.com"));
        DomainFacts facts = survey();
        assertThat(facts.targetFacts(ReverseName.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.iprev()).contains(ReverseName.Iprev.PASS));
    }

    @Test
    void theDomainAboveIsAskedOnlyWhereThereIsOneAndThisOneHasNoRecord() {
        DomainSurvey survey = DomainSurvey.of("mail.example.com")
                .without(Aspect.PROBES, Aspect.REVERSE_NAMES)
                .build();
        Deadline deadline = Deadline.after(Duration.ofMinutes(1), Ticker.system());
        zones.has("_mta-sts.example.com", TXT, SECURE, txt("v=STSv1; id=1;"));
        DomainFacts facts = new Survey(survey, zones, new NoConversations(), Instant.EPOCH, deadline).run();
        assertThat(facts.mtaSts().orElseThrow().parent().orElseThrow().records())
                .hasSize(1);
        assertThat(asked()).contains("_mta-sts.example.com TXT");
    }
}
