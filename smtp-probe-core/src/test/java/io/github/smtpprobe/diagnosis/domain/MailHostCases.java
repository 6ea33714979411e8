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

import io.github.smtpprobe.diagnosis.domain.Facts.Dns;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.ReverseName.Iprev;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import java.util.List;

/** Conditions of MX records, addresses and reverse names. */
final class MailHostCases {
    private static final String V4 = "8.8.8.1";
    private static final String OTHER_V4 = "8.8.8.2";
    private static final String V6 = "2001:4860::1";
    private static final String BACKUP = "backup.example.com";

    private MailHostCases() {}

    /** A domain without faults, whose exchanger has a record of its key and one of the next. */
    static Facts good() {
        return Facts.signed("10 " + MX).host(goodHost(MX, V4));
    }

    static Host goodHost(String name, String address) {
        return Host.signed(name).at(address, Shows.now(K1)).tlsa(tlsa(311, K1), tlsa(311, K2));
    }

    private static Facts one(Host host) {
        return Facts.signed("10 " + MX).host(host);
    }

    private static Host dual(Shows fourth, Shows sixth) {
        return Host.signed(MX).at(V4, fourth).at(V6, sixth);
    }

    private static Facts noMx(Host host) {
        return Facts.mx(Dns.none(DOMAIN, RecordType.MX, Security.SECURE, DnsResult.NO_RECORDS))
                .host(host.implicit());
    }

    static List<Case> all() {
        return List.of(
                info("mx.implicit", noMx(Host.signed(DOMAIN).at(V4, Shows.now(K1))), noMx(Host.signed(DOMAIN))),
                error(
                        "mx.nowhere",
                        noMx(Host.signed(DOMAIN)),
                        noMx(Host.signed(DOMAIN).at(V4))),
                info("mx.null", Facts.signed("0 ."), good()),
                error("mx.null-mixed", Facts.signed("0 .", "10 " + MX).host(goodHost(MX, V4)), Facts.signed("0 .")),
                error("mx.dangling", one(Host.signed(MX).unknown()), one(Host.of(MX, Security.FAILED))),
                error(
                        "mx.literal",
                        Facts.signed("10 8.8.8.9").host(Host.signed("8.8.8.9")),
                        one(Host.signed(MX).unknown())),
                warning("mx.alias", one(goodHost(MX, V4).aliasOf("a.example.net")), good()),
                error(
                        "mx.alias-loop",
                        one(Host.of(MX, Security.FAILED).alter(each -> each.trouble(Trouble.ALIAS_LOOP))),
                        one(goodHost(MX, V4).aliasOf("a.example.net"))),
                error(
                        "mx.private",
                        one(Host.signed(MX).at("10.0.0.1")),
                        one(Host.signed(MX).at(V4))),
                error(
                        "mx.lookup-error",
                        Facts.mx(Security.FAILED, Trouble.SERVER_FAILURE),
                        Facts.mx(Security.BOGUS, Trouble.SIGNATURE)),
                info(
                        "mx.duplicate",
                        Facts.signed("10 " + MX, "20 " + MX).host(goodHost(MX, V4)),
                        Facts.signed("10 " + MX, "20 " + BACKUP)
                                .host(goodHost(MX, V4))
                                .host(goodHost(BACKUP, OTHER_V4))),
                warning(
                        "mx.uneven",
                        Facts.signed("10 " + MX, "20 " + BACKUP)
                                .host(goodHost(MX, V4))
                                .host(Host.unsigned(BACKUP).at(OTHER_V4, Shows.now(K1))),
                        Facts.signed("10 " + MX, "20 " + BACKUP)
                                .host(goodHost(MX, V4))
                                .host(Host.signed(BACKUP)
                                        .at(OTHER_V4, Shows.now(K1))
                                        .tlsa(Security.FAILED, Trouble.SILENT))),
                warning(
                        "mx.v6-only",
                        one(Host.signed(MX).at(V6, Shows.now(K1))),
                        one(dual(Shows.now(K1), Shows.now(K1)))),
                warning(
                        "mx.v6-dead",
                        one(dual(Shows.now(K1), Shows.nothing(Reason.CONNECTION_REFUSED))),
                        one(dual(Shows.now(K1), Shows.nothing(Reason.NO_ROUTE)))),
                warning(
                        "mx.v4-mapped",
                        one(Host.signed(MX).at(V4, Shows.now(K1)).at("::ffff:8.8.8.2", Shows.now(K1))),
                        one(dual(Shows.now(K1), Shows.now(K1)))),
                warning(
                        "mx.unlike",
                        one(Host.signed(MX).at(V4, Shows.now(K1)).at(OTHER_V4, Shows.now(K2))),
                        one(Host.signed(MX).at(V4, Shows.now(K1)).at(OTHER_V4, Shows.now(K1)))),
                error(
                        "mx.all-silent",
                        one(dual(Shows.nothing(Reason.CONNECT_TIMEOUT), Shows.nothing(Reason.CONNECT_TIMEOUT))),
                        one(dual(Shows.clear(), Shows.nothing(Reason.CONNECT_TIMEOUT)))),
                warning(
                        "mx.no-starttls",
                        one(Host.signed(MX).at(V4, Shows.clear())),
                        one(Host.signed(MX).at(V4, Shows.clear()).tlsa(tlsa(311, K1)))),
                info("ptr.none", good().reverse(V4, Iprev.PERMERROR), good().reverse(V4, Iprev.PASS, MX)),
                info("ptr.fail", good().reverse(V4, Iprev.FAIL, "a.example"), good().reverse(V4, Iprev.PERMERROR)),
                info("ptr.error", good().reverse(V4, Iprev.TEMPERROR), good().reverse(V4, Iprev.PERMERROR)));
    }
}
