/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static io.github.smtpprobe.diagnosis.domain.Facts.DOMAIN;
import static io.github.smtpprobe.diagnosis.domain.Facts.MX;
import static io.github.smtpprobe.diagnosis.domain.Facts.NOW;
import static io.github.smtpprobe.diagnosis.domain.Keys.K1;
import static io.github.smtpprobe.diagnosis.domain.Keys.K2;
import static io.github.smtpprobe.diagnosis.domain.Keys.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.diagnosis.advice.Pastes;
import io.github.smtpprobe.diagnosis.domain.Facts.Dns;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.Snippet.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What can be pasted is of what was seen, and is there where it is missing or wrong. */
class PastesTest {
    private static final String V4 = "8.8.8.1";
    private static final String PLACE = "_25._tcp." + MX + ". IN TLSA ";

    private static List<Snippet> of(Facts facts, Kind kind) {
        return Pastes.of(facts.build()).stream()
                .filter(each -> each.kind() == kind)
                .toList();
    }

    @Test
    void theRecordOfTheKeyOfNowWhereThereIsNoneOrItMismatches() {
        Facts none = TlsaCases.one(Host.signed(MX)
                .at(V4, Shows.now(K1))
                .tlsa(Dns.none("_25._tcp." + MX, RecordType.TLSA, Security.SECURE, DnsResult.NO_NAME)));
        assertThat(of(none, Kind.TLSA_NOW))
                .singleElement()
                .satisfies(each -> assertThat(each.text()).isEqualTo(PLACE + tlsa(311, K1)));
        assertThat(of(TlsaCases.shown(K2, tlsa(311, K1)), Kind.TLSA_NOW))
                .singleElement()
                .satisfies(each -> assertThat(each.text()).isEqualTo(PLACE + tlsa(311, K2)));
        assertThat(of(MailHostCases.good(), Kind.TLSA_NOW)).isEmpty();
    }

    @Test
    void anUnsignedZoneIsToBeSignedFirst() {
        Facts unsigned = Facts.unsigned("10 " + MX).host(Host.unsigned(MX).at(V4, Shows.now(K1)));
        assertThat(of(unsigned, Kind.TLSA_NOW))
                .singleElement()
                .satisfies(each -> assertThat(each.purpose()).contains("First have that zone protected by DNSSEC"));
        assertThat(of(unsigned, Kind.TLSA_ROLLOVER)).isEmpty();
    }

    /** One that issued the present certificate covers no certificate for other names (RFC 7672 §3.2.2). */
    @Test
    void noRecordOfAnIssuerWhereTheCertificateHasAnotherName() {
        assertThat(of(TlsaCases.shown(Keys.FOR_OTHERS, tlsa(311, Keys.FOR_OTHERS)), Kind.TLSA_ROLLOVER))
                .singleElement()
                .satisfies(each -> assertThat(each.text()).doesNotContain("TLSA 2 1 1"));
        assertThat(finding(TlsaCases.shown(Keys.FOR_OTHERS, tlsa(311, Keys.FOR_OTHERS)), "tlsa.no-spare")
                        .remedy())
                .doesNotContain("2 1 1");
        assertThat(finding(TlsaCases.shown(K1, tlsa(311, K1)), "tlsa.no-spare").remedy())
                .contains("2 1 1 of the intermediate certificate");
    }

    private static Finding finding(Facts facts, String id) {
        return Reports.findings(facts.build()).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A second record beside an alias keeps a name server from loading the zone (RFC 1034 §3.6.2). */
    @Test
    void whereTheTlsaNameIsAnAliasTheRecordBelongsToItsLastName() {
        DnsAnswer led =
                Dns.answer("_25._tcp." + MX, RecordType.TLSA, Security.SECURE, List.of(tlsa(311, K1))).toBuilder()
                        .aliases(List.of(
                                Alias.of("_25._tcp." + MX, "_dane.example.net", Security.SECURE, Duration.ofHours(1))))
                        .finalName("_dane.example.net")
                        .build();
        Facts facts = TlsaCases.one(Host.signed(MX).at(V4, Shows.now(K2)).tlsa(led));
        assertThat(of(facts, Kind.TLSA_NOW)).singleElement().satisfies(each -> {
            assertThat(each.text()).startsWith("_dane.example.net. IN TLSA ");
            assertThat(each.purpose())
                    .contains("the zone of _dane.example.net, of which _25._tcp." + MX + " is an alias");
        });
        assertThat(finding(facts, "tlsa.mismatch").remedy()).contains("at _dane.example.net with");
    }

    /** What is not known is not lowered: one who pastes the other mode ends a protection that works. */
    @Test
    void aPolicyKeepsItsMode() {
        String[] policy = {"version: STSv1", "mode: enforce", "max_age: 604800", "mx: a.example.net"};
        assertThat(of(
                        MailHostCases.good()
                                .sts("v=STSv1; id=1;", "v=STSv1; id=2;")
                                .policy(policy),
                        Kind.STS_POLICY))
                .singleElement()
                .satisfies(each -> assertThat(each.text()).contains("mode: enforce"));
        assertThat(of(
                        MailHostCases.good()
                                .sts("v=STSv1; id=1;", "v=STSv1; id=2;")
                                .policy(policy),
                        Kind.STS_RECORD))
                .singleElement()
                .satisfies(each -> assertThat(each.purpose()).contains("in place of all MTA-STS records there"));
        Facts unreachable = MailHostCases.good().sts("v=STSv1; id=1;").fetch(Outcome.TIME, each -> each);
        Facts unlearned = MailHostCases.good().stsTrouble(Security.FAILED, Trouble.SERVER_FAILURE);
        for (Facts each : List.of(unreachable, unlearned)) {
            assertThat(of(each, Kind.STS_POLICY)).isEmpty();
            assertThat(of(each, Kind.STS_RECORD)).isEmpty();
        }
    }

    @Test
    void aPolicyToEnforceThatWouldLeaveOutExchangersIsNotOffered() {
        String[] records = IntStream.range(0, 25)
                .mapToObj(i -> "10 mx" + i + ".example.com")
                .toArray(String[]::new);
        Facts many = Facts.signed(records);
        for (int i = 0; i < 25; i++) {
            many.host(MailHostCases.goodHost("mx" + i + ".example.com", "8.8.8." + i));
        }
        assertThat(of(many.enforce(MX), Kind.STS_POLICY)).isEmpty();
        assertThat(of(many.sts(), Kind.STS_POLICY))
                .singleElement()
                .satisfies(each -> assertThat(each.purpose()).contains("more exchangers than the 20"));
    }

    @Test
    void aRolloverHasTheKeyOfNowTheNextOneAndTheIssuerAsSent() {
        assertThat(of(TlsaCases.shown(K1, tlsa(311, K1)), Kind.TLSA_ROLLOVER))
                .singleElement()
                .satisfies(each -> assertThat(each.text().lines())
                        .hasSize(3)
                        .startsWith(PLACE + tlsa(311, K1))
                        .endsWith(PLACE + tlsa(211, Keys.INTERMEDIATE.certificate()))
                        .anyMatch(line -> line.startsWith("; ")));
        assertThat(of(MailHostCases.good(), Kind.TLSA_ROLLOVER)).isEmpty();
    }

    @Test
    void aPolicyOfTheExchangersBeginsWithTesting() {
        Facts none = MailHostCases.good().sts();
        assertThat(of(none, Kind.STS_POLICY))
                .singleElement()
                .satisfies(each -> assertThat(each.text()).contains("mode: testing", "mx: " + MX));
        assertThat(of(none, Kind.STS_RECORD))
                .singleElement()
                .satisfies(each -> assertThat(each.text())
                        .contains(
                                "_mta-sts." + DOMAIN + ".",
                                "id=" + NOW.toString().replaceAll("[-:]", "")));
        assertThat(of(MailHostCases.good().enforce(MX), Kind.STS_POLICY)).isEmpty();
        assertThat(of(MailHostCases.good().enforce("a.example.net"), Kind.STS_POLICY))
                .singleElement()
                .satisfies(each -> assertThat(each.text()).contains("mode: enforce"));
    }

    @Test
    void reportsAndNullMx() {
        assertThat(of(MailHostCases.good().rpt(), Kind.RPT_RECORD))
                .singleElement()
                .satisfies(each -> assertThat(each.text()).contains("_smtp._tls." + DOMAIN + "."));
        assertThat(of(MailHostCases.good().rpt("v=TLSRPTv1; rua=mailto:r@example.com"), Kind.RPT_RECORD))
                .isEmpty();
        Facts unknown = Facts.mx(Dns.none(DOMAIN, RecordType.MX, Security.SECURE, DnsResult.NO_NAME));
        assertThat(Pastes.of(unknown.rpt().build())).isEmpty();
        Facts nowhere = Facts.mx(Dns.none(DOMAIN, RecordType.MX, Security.SECURE, DnsResult.NO_RECORDS))
                .host(Host.signed(DOMAIN).implicit());
        assertThat(of(nowhere, Kind.NULL_MX))
                .singleElement()
                .satisfies(each -> assertThat(each.text()).isEqualTo(DOMAIN + ". IN MX 0 ."));
        assertThat(Pastes.of(Facts.signed("0 .").build())).isEmpty();
    }
}
