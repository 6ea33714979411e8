/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static io.github.smtpprobe.diagnosis.domain.Case.error;
import static io.github.smtpprobe.diagnosis.domain.Case.info;
import static io.github.smtpprobe.diagnosis.domain.Case.warning;
import static io.github.smtpprobe.diagnosis.domain.Facts.DOMAIN;
import static io.github.smtpprobe.diagnosis.domain.Facts.MX;
import static io.github.smtpprobe.diagnosis.domain.Facts.NOW;
import static io.github.smtpprobe.diagnosis.domain.Keys.K1;
import static io.github.smtpprobe.diagnosis.domain.MailHostCases.good;
import static io.github.smtpprobe.diagnosis.domain.MailHostCases.goodHost;

import io.github.smtpprobe.diagnosis.domain.Facts.Dns;
import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.RootValidation;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.records.ZoneSigning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Conditions of zones and their signatures. */
final class ZoneCases {
    private static final String V4 = "8.8.8.1";
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));

    private ZoneCases() {}

    private static Facts bogus(Trouble trouble) {
        return Facts.mx(Security.BOGUS, trouble);
    }

    private static Facts ending(Instant before) {
        DnsAnswer then = Dns.answer(DOMAIN, RecordType.MX, Security.SECURE, List.of("10 " + MX)).toBuilder()
                .signedUntil(before)
                .build();
        return good().alter(each -> each.signedUntil(TOMORROW))
                .earlier(Duration.ofDays(3), Map.of(), Map.of(), List.of(then));
    }

    private static ZoneSigning zone() {
        return ZoneSigning.of(DOMAIN);
    }

    private static DnsAnswer mx() {
        return Dns.answer(DOMAIN, RecordType.MX, Security.SECURE, List.of("10 " + MX));
    }

    /** The same, from a name server that answers only if it need not check. */
    private static DnsAnswer objecting() {
        return mx().toBuilder().trouble(Trouble.SERVER_FAILURE).build();
    }

    static List<Case> all() {
        Host unsigned = Host.unsigned(MX).at(V4, Shows.now(K1));
        return List.of(
                info("dns.insecure", Facts.unsigned("10 " + MX).host(unsigned), good()),
                warning(
                        "dns.host-insecure",
                        Facts.signed("10 " + MX).host(unsigned),
                        Facts.unsigned("10 " + MX).host(unsigned)),
                warning(
                        "dns.mx-insecure",
                        Facts.unsigned("10 " + MX).host(goodHost(MX, V4)),
                        Facts.unsigned("10 " + MX).host(unsigned)),
                error("dns.bogus", bogus(Trouble.SIGNATURE), bogus(Trouble.EXPIRED)),
                error("dns.expired", bogus(Trouble.EXPIRED), bogus(Trouble.NOT_YET)),
                error("dns.not-yet", bogus(Trouble.NOT_YET), bogus(Trouble.EXPIRED)),
                warning("dns.expiring", ending(TOMORROW), ending(NOW)),
                error("dns.ds-orphan", bogus(Trouble.NO_KEY), bogus(Trouble.NO_SIGNATURE)),
                warning(
                        "dns.algorithm",
                        good().alter(each -> each.zones(List.of(zone().withAlgorithms(List.of(7, 8))))),
                        good().alter(each -> each.zones(
                                List.of(zone().withAlgorithms(List.of(8, 13)).withDigests(List.of(1, 2)))))),
                warning(
                        "dns.algorithm",
                        good().alter(each -> each.zones(List.of(
                                ZoneSigning.of("com").withDigests(List.of(2)), zone().withDigests(List.of(1))))),
                        good().alter(each -> each.zones(List.of(zone())))),
                warning(
                        "dns.nsec3-iterations",
                        good().alter(each -> each.zones(List.of(zone().withNsec3Iterations(10)))),
                        good().alter(each -> each.zones(List.of(zone().withNsec3Iterations(0))))),
                error(
                        "dns.denial-broken",
                        Facts.signed("10 " + MX)
                                .host(Host.signed(MX).at(V4, Shows.now(K1)).tlsa(Security.BOGUS, Trouble.DENIAL)),
                        Facts.signed("10 " + MX)
                                .host(Host.signed(MX).at(V4, Shows.now(K1)).tlsa(Security.BOGUS, Trouble.SIGNATURE))),
                warning(
                        "dns.servers-differ",
                        good().differing(
                                        Dns.answer(DOMAIN, RecordType.MX, Security.SECURE, List.of("10 a.example")),
                                        Dns.answer(DOMAIN, RecordType.MX, Security.SECURE, List.of("10 b.example"))),
                        good()),
                warning(
                        "dns.server-fails",
                        good().differing(
                                        Dns.trouble(DOMAIN, RecordType.MX, Security.FAILED, Trouble.REFUSED),
                                        Dns.answer(DOMAIN, RecordType.MX, Security.SECURE, List.of("10 b.example"))),
                        good().differing(
                                        Dns.trouble(DOMAIN, RecordType.MX, Security.FAILED, Trouble.REFUSED),
                                        Dns.answer(DOMAIN, RecordType.MX, Security.SECURE, List.of("10 a.example")),
                                        Dns.answer(DOMAIN, RecordType.MX, Security.SECURE, List.of("10 b.example")))),
                warning(
                        "dns.server-fails",
                        good().differing(
                                        Dns.trouble(DOMAIN, RecordType.MX, Security.FAILED, Trouble.UNREACHABLE),
                                        Dns.trouble(DOMAIN, RecordType.MX, Security.FAILED, Trouble.EXTENSION_FAILED),
                                        mx()),
                        good().differing(
                                        Dns.trouble(DOMAIN, RecordType.MX, Security.FAILED, Trouble.TOO_MUCH_WORK),
                                        Dns.trouble(DOMAIN, RecordType.MX, Security.FAILED, Trouble.EXTENSION_FAILED),
                                        mx())),
                warning(
                        "dns.server-fails",
                        good().differing(
                                        Dns.trouble(DOMAIN, RecordType.MX, Security.FAILED, Trouble.SILENT),
                                        objecting(),
                                        objecting()),
                        good().differing(
                                        Dns.trouble(DOMAIN, RecordType.MX, Security.FAILED, Trouble.SILENT),
                                        objecting(),
                                        mx())),
                info(
                        "dns.cannot-tell",
                        good().rootValidation(RootValidation.State.STRIPPED),
                        good().rootValidation(RootValidation.State.NO_ANCHOR)),
                info(
                        "dns.unproven-answer",
                        Facts.signed("10 " + MX)
                                .host(Host.signed(MX)
                                        .at(V4, Shows.now(K1))
                                        .tlsa(Security.NOT_TESTED, Trouble.STRIPPED)),
                        Facts.signed("10 " + MX)
                                .host(Host.signed(MX)
                                        .at(V4, Shows.now(K1))
                                        .tlsa(Security.NOT_TESTED, Trouble.DEADLINE))),
                error(
                        "dns.no-anchor",
                        good().rootValidation(RootValidation.State.NO_ANCHOR),
                        good().rootValidation(RootValidation.State.CLOCK)));
    }
}
