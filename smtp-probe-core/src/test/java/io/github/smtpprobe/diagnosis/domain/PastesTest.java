/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static io.github.smtpprobe.diagnosis.domain.Facts.DOMAIN;
import static io.github.smtpprobe.diagnosis.domain.Facts.MX;
import static io.github.smtpprobe.diagnosis.domain.Keys.K1;
import static io.github.smtpprobe.diagnosis.domain.Keys.K2;
import static io.github.smtpprobe.diagnosis.domain.Keys.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.diagnosis.domain.Facts.Dns;
import io.github.smtpprobe.records.DnsAnswer.Result;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.survey.Snippet;
import io.github.smtpprobe.survey.Snippet.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be pasted is of what was seen, and is there where it is missing or wrong. */
class PastesTest {
    private static final String V4 = "192.0.2.1";
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
                .tlsa(Dns.none("_25._tcp." + MX, RecordType.TLSA, Security.SECURE, Result.NO_NAME)));
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
                .satisfies(each -> assertThat(each.purpose()).contains("First sign"));
        assertThat(of(unsigned, Kind.TLSA_ROLLOVER)).isEmpty();
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
                .satisfies(each -> assertThat(each.text()).contains("_mta-sts." + DOMAIN + ".", "id=20261127T190000Z"));
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
        Facts nowhere = Facts.mx(Dns.none(DOMAIN, RecordType.MX, Security.SECURE, Result.NO_NAME));
        assertThat(of(nowhere, Kind.NULL_MX))
                .singleElement()
                .satisfies(each -> assertThat(each.text()).isEqualTo(DOMAIN + ". IN MX 0 ."));
        assertThat(Pastes.of(Facts.signed("0 .").build())).isEmpty();
    }
}
