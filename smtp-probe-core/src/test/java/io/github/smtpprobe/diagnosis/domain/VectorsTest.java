/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static io.github.smtpprobe.diagnosis.domain.Facts.MX;
import static io.github.smtpprobe.diagnosis.domain.Keys.K1;
import static io.github.smtpprobe.diagnosis.domain.Keys.K2;
import static io.github.smtpprobe.diagnosis.domain.Keys.tlsa;
import static io.github.smtpprobe.diagnosis.domain.TlsaCases.one;
import static io.github.smtpprobe.diagnosis.domain.TlsaCases.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole domains, each with one thing to say first: by it the others are ordered. */
class VectorsTest {
    private static final String V4 = "8.8.8.1";
    private static final X509Certificate ISSUER = Keys.INTERMEDIATE.certificate();

    private static List<X509Certificate> withRoot(List<X509Certificate> chain) {
        List<X509Certificate> all = new ArrayList<>(chain);
        all.add(Keys.ROOT.certificate());
        return all;
    }

    private static Facts plain(Shows shows) {
        return Facts.unsigned("10 " + MX).host(Host.unsigned(MX).at(V4, shows));
    }

    static Stream<Arguments> vectors() {
        String root = tlsa(201, Keys.ROOT.certificate());
        return Stream.of(
                Arguments.of(1, shown(K1, tlsa(311, K1)), ""),
                Arguments.of(2, shown(Keys.EXPIRED, tlsa(311, Keys.EXPIRED)), "tlsa.ee-expired"),
                Arguments.of(3, shown(K2, tlsa(311, K1)), "tlsa.mismatch"),
                Arguments.of(4, shown(K2, tlsa(311, K1), tlsa(311, K2)), "tlsa.extra"),
                Arguments.of(5, shown(K2, tlsa(311, K2), tlsa(312, K1)), "tlsa.stale-parameters"),
                Arguments.of(6, shown(K1, root), "tlsa.ta-not-sent"),
                Arguments.of(7, shown(withRoot(K1), root), ""),
                Arguments.of(8, shown(Keys.EXPIRED, tlsa(211, ISSUER)), "tlsa.ta-expired"),
                Arguments.of(9, shown(withRoot(Keys.FOR_DOMAIN), root), "tlsa.ta-domain-name"),
                Arguments.of(10, shown(K1, "1 0 1 " + "ab".repeat(32)), "tlsa.pkix-only"),
                Arguments.of(11, shown(K1, "3 1 1 abcd"), "tlsa.bad-length"),
                Arguments.of(
                        12,
                        one(Host.signed(MX).at(V4, Shows.now(K1)).tlsa(Security.FAILED, Trouble.SERVER_FAILURE)),
                        "tlsa.lookup-error"),
                Arguments.of(13, one(Host.unsigned(MX).at(V4, Shows.now(K1))), "dns.host-insecure"),
                Arguments.of(
                        14,
                        Facts.unsigned("10 " + MX)
                                .host(Host.signed(MX).at(V4, Shows.now(K2)).tlsa(tlsa(311, K1))),
                        "dns.mx-insecure"),
                Arguments.of(15, Facts.mx(Security.BOGUS, Trouble.SIGNATURE), "dns.bogus"),
                Arguments.of(
                        16,
                        one(Host.signed(MX).at(V4, Shows.now(K1)).tlsa(Security.BOGUS, Trouble.DENIAL)),
                        "dns.denial-broken"),
                Arguments.of(
                        17,
                        one(Host.unsigned(MX)
                                .at(V4, Shows.now(K1))
                                .aliasOf("a.example.net")
                                .signedAlias()
                                .tlsa(tlsa(311, K1), tlsa(311, K2))),
                        "mx.alias"),
                Arguments.of(
                        18,
                        one(Host.signed(MX)
                                .at(V4, Shows.now(K1), Shows.chain(Offer.RSA, Keys.RSA))
                                .tlsa(tlsa(311, Keys.RSA))),
                        "tlsa.mismatch-algorithm"),
                Arguments.of(19, one(Host.signed(MX).at(V4, Shows.clear()).tlsa(tlsa(311, K1))), "tlsa.no-starttls"),
                Arguments.of(20, plain(Shows.now(K1)).enforce(MX), ""),
                Arguments.of(21, plain(Shows.now(K1)).enforce("*.com"), "sts.wildcard"),
                Arguments.of(
                        22,
                        plain(Shows.selfSigned(Keys.SELF_SIGNED)).sts("v=STSv1; id=1;", "v=STSv1; id=2;"),
                        "sts.txt-many"),
                Arguments.of(
                        23,
                        plain(Shows.selfSigned(Keys.SELF_SIGNED))
                                .sts("v=STSv1; id=1;")
                                .fetch(Outcome.REDIRECT, each -> each.status(301)),
                        "sts.redirect"),
                Arguments.of(
                        24,
                        one(Host.signed(MX)
                                        .at(V4, Shows.selfSigned(Keys.SELF_SIGNED))
                                        .tlsa(tlsa(311, Keys.SELF_SIGNED)))
                                .enforce(MX),
                        "sts.mx-certificate"),
                Arguments.of(25, Facts.signed("0 .").sts("v=STSv1; id=1;").policy("version: STSv1"), "mx.null"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theFirstFindingIsTheOneToReadFirst(int number, Facts facts, String id) {
        List<Finding> all = Reports.findings(facts.build());
        if (id.isEmpty()) {
            assertThat(all)
                    .as("vector " + number)
                    .allSatisfy(each -> assertThat(each.severity()).isEqualTo(Severity.INFO));
        } else {
            assertThat(all).as("vector " + number).isNotEmpty();
            assertThat(all.get(0).id()).as("vector %s: %s", number, all).isEqualTo(id);
            assertThat(all.get(0).consequenceOf()).isEmpty();
        }
    }
}
