/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static io.github.smtpprobe.diagnosis.domain.Case.error;
import static io.github.smtpprobe.diagnosis.domain.Case.info;
import static io.github.smtpprobe.diagnosis.domain.Case.warning;
import static io.github.smtpprobe.diagnosis.domain.Facts.DOMAIN;
import static io.github.smtpprobe.diagnosis.domain.Facts.MX;
import static io.github.smtpprobe.diagnosis.domain.Keys.K1;
import static io.github.smtpprobe.diagnosis.domain.Keys.K2;
import static io.github.smtpprobe.diagnosis.domain.Keys.tlsa;
import static io.github.smtpprobe.diagnosis.domain.MailHostCases.good;

import io.github.smtpprobe.diagnosis.domain.Facts.Dns;
import io.github.smtpprobe.records.Alias;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.ServerHandshake.Offer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Conditions of TLSA records and of certificates held against them. */
final class TlsaCases {
    private static final String V4 = "8.8.8.1";
    private static final String OTHER_V4 = "8.8.8.2";
    private static final String PLACE = "_25._tcp." + MX;
    private static final String SHORT = "3 1 1 abcd";

    private TlsaCases() {}

    static Facts one(Host host) {
        return Facts.signed("10 " + MX).host(host);
    }

    /** Records of which the first matches. */
    private static String[] many(int records) {
        String[] all = new String[records];
        for (int i = 1; i < records; i++) {
            all[i] = "3 1 1 " + String.format(Locale.ROOT, "%064x", i);
        }
        all[0] = tlsa(311, K1);
        return all;
    }

    /** One address that shows a chain, and these records. */
    static Facts shown(List<X509Certificate> chain, String... records) {
        return one(Host.signed(MX).at(V4, Shows.now(chain)).tlsa(records));
    }

    private static Facts answered(DnsAnswer answer) {
        return one(Host.signed(MX).at(V4, Shows.now(K1)).tlsa(answer));
    }

    private static DnsAnswer alias(DnsAnswer answer, Security security) {
        return answer.toBuilder()
                .aliases(List.of(
                        Alias.of(PLACE, "a.example.net", Security.SECURE, Duration.ofHours(1)),
                        Alias.of("a.example.net", "b.example.net", security, Duration.ofHours(1))))
                .finalName("b.example.net")
                .build();
    }

    private static DnsAnswer found(Security security) {
        return Dns.answer(PLACE, RecordType.TLSA, security, List.of(tlsa(311, K1)));
    }

    private static DnsAnswer none(Security security) {
        return Dns.none(PLACE, RecordType.TLSA, security, DnsResult.NO_NAME);
    }

    private static Facts addresses(List<X509Certificate> first, List<X509Certificate> second, String... records) {
        return one(Host.signed(MX)
                .at(V4, Shows.now(first))
                .at(OTHER_V4, Shows.now(second))
                .tlsa(records));
    }

    private static Facts offers(Offer offer, List<X509Certificate> chain, String... records) {
        return one(
                Host.signed(MX).at(V4, Shows.now(K1), Shows.chain(offer, chain)).tlsa(records));
    }

    private static List<X509Certificate> withRoot(List<X509Certificate> chain) {
        List<X509Certificate> all = new ArrayList<>(chain);
        all.add(Keys.ROOT.certificate());
        return all;
    }

    private static Facts since(Duration before, String record) {
        return shown(K1, tlsa(311, K1), tlsa(311, K2))
                .earlier(before, Map.of(), Map.of(MX, List.of(record)), List.of());
    }

    static List<Case> all() {
        List<Case> all = new ArrayList<>(records());
        all.addAll(matches());
        all.addAll(servers());
        return all;
    }

    private static List<Case> records() {
        Host unsigned = Host.unsigned(MX).at(V4, Shows.now(K1));
        return List.of(
                info("tlsa.none", answered(none(Security.SECURE)), good()),
                error(
                        "tlsa.lookup-error",
                        one(Host.signed(MX).at(V4, Shows.now(K1)).tlsa(Security.FAILED, Trouble.SERVER_FAILURE)),
                        one(Host.signed(MX).at(V4, Shows.now(K1)).tlsa(Security.NOT_TESTED, Trouble.DEADLINE))),
                info("tlsa.not-asked", one(unsigned), one(Host.of(MX, Security.FAILED))),
                warning("tlsa.insecure", answered(found(Security.INSECURE)), answered(none(Security.INSECURE))),
                info("tlsa.no-spare", shown(K1, tlsa(311, K1)), good()),
                warning(
                        "tlsa.pkix-only",
                        shown(K1, "1 0 1 " + "ab".repeat(32)),
                        shown(K1, "1 0 1 " + "ab".repeat(32), tlsa(311, K1))),
                warning("tlsa.unusable", shown(K1, "3 7 1 " + "ab".repeat(32), tlsa(311, K1)), good()),
                warning("tlsa.bad-length", shown(K1, SHORT), shown(K1, "3 7 1 " + "ab".repeat(32))),
                warning("tlsa.sha512-only", shown(K1, tlsa(312, K1)), shown(K1, tlsa(312, K1), tlsa(311, K1))),
                warning("tlsa.full", shown(K1, tlsa(310, K1)), good()),
                info("tlsa.many", shown(K1, many(13)), shown(K1, many(12))),
                warning(
                        "tlsa.misplaced",
                        one(Host.signed(MX)
                                .at(V4, Shows.now(K1))
                                .tlsa(none(Security.SECURE))
                                .misplaced("_25._tcp." + DOMAIN, tlsa(311, K1))),
                        answered(none(Security.SECURE))),
                warning(
                        "tlsa.alias-dangling",
                        answered(alias(none(Security.SECURE), Security.SECURE)),
                        answered(alias(found(Security.SECURE), Security.SECURE))),
                warning(
                        "tlsa.alias-insecure",
                        answered(alias(found(Security.INSECURE), Security.INSECURE)),
                        answered(alias(found(Security.SECURE), Security.SECURE))));
    }

    private static List<Case> matches() {
        X509Certificate issuer = Keys.INTERMEDIATE.certificate();
        String root = tlsa(201, Keys.ROOT.certificate());
        return List.of(
                error("tlsa.mismatch", shown(K2, tlsa(311, K1)), shown(K1, tlsa(311, K1))),
                error("tlsa.mismatch-address", addresses(K1, K2, tlsa(311, K1)), addresses(K2, K2, tlsa(311, K1))),
                error(
                        "tlsa.mismatch-algorithm",
                        offers(Offer.RSA, Keys.RSA, tlsa(311, K1)),
                        offers(Offer.RSA, Keys.RSA, tlsa(311, K1), tlsa(311, Keys.RSA))),
                error(
                        "tlsa.mismatch-sni",
                        offers(Offer.NO_NAME, K2, tlsa(311, K2)),
                        offers(Offer.NO_NAME, K2, tlsa(311, K1))),
                info("tlsa.extra", good(), shown(K1, tlsa(311, K1), tlsa(211, issuer))),
                warning(
                        "tlsa.stale-parameters",
                        shown(K1, tlsa(312, K1), tlsa(311, K2)),
                        shown(K1, tlsa(311, K1), tlsa(311, K2))),
                error(
                        "tlsa.early-key",
                        since(Duration.ofMinutes(10), tlsa(311, K2)),
                        since(Duration.ofHours(2), tlsa(311, K2))),
                warning("tlsa.renewal-trap", shown(K1, tlsa(301, K1)), shown(K1, tlsa(311, K1))),
                error("tlsa.ta-not-sent", shown(K1, root), shown(withRoot(K1), root)),
                error(
                        "tlsa.ta-expired",
                        shown(Keys.EXPIRED, tlsa(211, issuer)),
                        shown(Keys.EXPIRED, tlsa(311, Keys.EXPIRED))),
                error(
                        "tlsa.ta-name",
                        shown(Keys.FOR_OTHERS, tlsa(211, issuer)),
                        shown(Keys.FOR_DOMAIN, tlsa(211, issuer))),
                warning("tlsa.ta-domain-name", shown(Keys.FOR_DOMAIN, tlsa(211, issuer)), shown(K1, tlsa(211, issuer))),
                error(
                        "tlsa.ta-issuer-changed",
                        addresses(K1, Keys.OTHER_ISSUER, tlsa(211, issuer)),
                        addresses(K1, Keys.OTHER_ISSUER, tlsa(311, K1))),
                warning(
                        "tlsa.ee-expired",
                        shown(Keys.EXPIRED, tlsa(311, Keys.EXPIRED)),
                        shown(Keys.EXPIRED, tlsa(311, K1))),
                info(
                        "tlsa.ee-private",
                        shown(Keys.SELF_SIGNED, tlsa(311, Keys.SELF_SIGNED)),
                        shown(K1, tlsa(311, K1))));
    }

    private static List<Case> servers() {
        return List.of(
                error(
                        "tlsa.no-starttls",
                        one(Host.signed(MX).at(V4, Shows.clear()).tlsa(tlsa(311, K1))),
                        one(Host.signed(MX).at(V4, Shows.clear()).tlsa(none(Security.SECURE)))),
                error(
                        "tlsa.old-tls",
                        one(Host.signed(MX)
                                .at(V4, Shows.now(K1).protocol("TLSv1.1"))
                                .tlsa(tlsa(311, K1))),
                        one(Host.signed(MX)
                                .at(V4, Shows.now(K1).protocol("TLSv1.2"))
                                .tlsa(tlsa(311, K1)))));
    }
}
