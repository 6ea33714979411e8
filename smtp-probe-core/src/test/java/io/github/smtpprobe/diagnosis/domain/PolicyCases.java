/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import static io.github.smtpprobe.diagnosis.domain.Case.error;
import static io.github.smtpprobe.diagnosis.domain.Case.info;
import static io.github.smtpprobe.diagnosis.domain.Case.warning;
import static io.github.smtpprobe.diagnosis.domain.Facts.MX;
import static io.github.smtpprobe.diagnosis.domain.Keys.K1;
import static io.github.smtpprobe.diagnosis.domain.MailHostCases.good;
import static io.github.smtpprobe.diagnosis.domain.MailHostCases.goodHost;

import io.github.smtpprobe.diagnosis.domain.Facts.Dns;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.records.DnsResult;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.tls.CertificateVerdict.Name;
import io.github.smtpprobe.tls.CertificateVerdict.Trust;
import io.github.smtpprobe.tls.CertificateVerdict.Validity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Conditions of MTA-STS and of reports. */
final class PolicyCases {
    private static final String V4 = "8.8.8.1";
    private static final String RECORD = "v=STSv1; id=1;";
    private static final String REPORTS = "v=TLSRPTv1; rua=mailto:r@example.com";
    private static final Map<String, Object> THEN =
            Map.of("id", "1", "policySha256", "ab".repeat(32), "mode", "enforce", "maxAgeSeconds", 604_800L);

    private PolicyCases() {}

    private static Facts announced() {
        return good().sts(RECORD);
    }

    private static Facts fetch(Outcome outcome) {
        return announced().fetch(outcome, each -> each);
    }

    private static Facts policy(String mode, int maxAge, String... mx) {
        List<String> lines = new ArrayList<>(List.of("version: STSv1", "mode: " + mode, "max_age: " + maxAge));
        for (String each : mx) {
            lines.add("mx: " + each);
        }
        return announced().policy(lines.toArray(String[]::new));
    }

    /** The policy was fetched, and an address before took no connection. */
    private static Facts silent(String address) {
        byte[] body =
                ("version: STSv1\nmode: enforce\nmax_age: 604800\nmx: " + MX + "\n").getBytes(StandardCharsets.UTF_8);
        return announced()
                .fetch(
                        Outcome.FETCHED,
                        each -> each.status(200)
                                .contentType("text/plain")
                                .body(body)
                                .silent(List.of(AddressLiteral.parse(
                                        address.indexOf(':') < 0 ? address : "[" + address + "]"))),
                        body)
                .policyHostAt("8.8.8.80", "2001:4860::80");
    }

    private static Facts alias(String target) {
        return Facts.signed("10 " + MX).host(goodHost(MX, V4).aliasOf(target)).enforce("a.example.net");
    }

    private static Facts two(String... patterns) {
        return Facts.signed("10 " + MX, "20 b.example.net")
                .host(goodHost(MX, V4))
                .host(goodHost("b.example.net", "8.8.8.2"))
                .enforce(patterns);
    }

    private static Facts shows(Shows shows) {
        return Facts.signed("10 " + MX).host(Host.signed(MX).at(V4, shows)).enforce(MX);
    }

    static List<Case> all() {
        List<Case> all = new ArrayList<>(record());
        all.addAll(fetched());
        all.addAll(exchangers());
        all.addAll(reports());
        return all;
    }

    private static List<Case> record() {
        Facts gone = good().sts();
        Facts parent = good().sts().parent(RECORD);
        return List.of(
                info("sts.none", gone, good().enforce(MX)),
                error("sts.txt-many", good().sts(RECORD, "v=STSv1; id=2;"), good().sts(RECORD, "v=spf1 -all")),
                error("sts.txt-syntax", good().sts("v=STSv1; id=a-b;"), announced()),
                warning(
                        "sts.txt-error",
                        good().stsTrouble(Security.FAILED, Trouble.SERVER_FAILURE),
                        good().stsTrouble(Security.NOT_TESTED, Trouble.DEADLINE)),
                warning(
                        "sts.orphan",
                        good().sts().policy("version: STSv1", "mode: enforce", "max_age: 604800", "mx: " + MX),
                        good().sts().fetched("text/html", "<html>")),
                info("sts.parent-only", parent, good().sts().parent("v=spf1 -all")),
                error(
                        "sts.id-stale",
                        good().enforce(MX).earlier(Duration.ofDays(1), THEN, Map.of(), List.of()),
                        good().sts("v=STSv1; id=2;")
                                .policy("version: STSv1", "mode: enforce", "max_age: 604800", "mx: " + MX)
                                .earlier(Duration.ofDays(1), THEN, Map.of(), List.of())),
                warning(
                        "sts.gone",
                        good().sts().earlier(Duration.ofDays(1), THEN, Map.of(), List.of()),
                        good().sts().earlier(Duration.ofDays(8), THEN, Map.of(), List.of())));
    }

    private static List<Case> fetched() {
        return List.of(
                error(
                        "sts.unreachable",
                        announced()
                                .policyHost(Dns.none(
                                        "mta-sts.example.com", RecordType.A, Security.SECURE, DnsResult.NO_NAME)),
                        fetch(Outcome.LOCAL)),
                error("sts.certificate", fetch(Outcome.BAD_CERTIFICATE), fetch(Outcome.TLS_FAILED)),
                error(
                        "sts.redirect",
                        announced()
                                .fetch(
                                        Outcome.REDIRECT,
                                        each -> each.status(301).location("https://example.net/")),
                        announced().fetch(Outcome.STATUS, each -> each.status(404))),
                warning(
                        "sts.type",
                        announced()
                                .fetched(
                                        "text/html", "version: STSv1", "mode: testing", "max_age: 604800", "mx: " + MX),
                        policy("testing", 604_800, MX)),
                warning("sts.big", fetch(Outcome.TOO_BIG), policy("testing", 604_800, MX)),
                warning(
                        "sts.v6-only",
                        policy("enforce", 604_800, MX).policyHostAt("2001:4860::80"),
                        policy("enforce", 604_800, MX).policyHostAt("8.8.8.80", "2001:4860::80")),
                warning("sts.silent", silent("8.8.8.80"), silent("2001:4860::80")),
                error("sts.invalid", announced().policy("version: STSv1", "max_age: 1"), policy("none", 604_800)),
                info("sts.testing", policy("testing", 604_800, MX), policy("enforce", 604_800, MX)),
                info("sts.mode-none", policy("none", 604_800), policy("testing", 604_800, MX)),
                warning("sts.short", policy("enforce", 86_399, MX), policy("enforce", 86_400, MX)));
    }

    private static List<Case> exchangers() {
        return List.of(
                error("sts.mx-unlisted", good().enforce("mx.example.net"), good().enforce(MX)),
                warning("sts.mx-partly", two(MX), two(MX, "b.example.net")),
                error("sts.wildcard", good().enforce("*.mx.example.com"), good().enforce("*.example.com")),
                error("sts.alias-listed", alias("a.example.net"), alias("c.example.net")),
                info("sts.mx-gone", good().enforce(MX, "old.example.com"), good().enforce(MX)),
                error(
                        "sts.mx-certificate",
                        shows(Shows.chain(
                                io.github.smtpprobe.survey.ServerHandshake.Offer.ANY,
                                K1,
                                Trust.TRUSTED,
                                Name.MISMATCH,
                                Validity.VALID)),
                        shows(Shows.now(K1))),
                error("sts.mx-no-tls", shows(Shows.clear()), shows(Shows.now(K1).protocol("TLSv1.2"))));
    }

    private static List<Case> reports() {
        return List.of(
                warning(
                        "rpt.none",
                        good().rpt(),
                        Facts.unsigned("10 " + MX)
                                .host(Host.unsigned(MX).at(V4, Shows.now(K1)))
                                .rpt()),
                warning("rpt.many", good().rpt(REPORTS, REPORTS), good().rpt(REPORTS)),
                warning("rpt.syntax", good().rpt("v=TLSRPTv1; ruf=mailto:r@example.com"), good().rpt(REPORTS)),
                warning(
                        "rpt.scheme",
                        good().rpt("v=TLSRPTv1; rua=ftp://example.com/"),
                        good().rpt("v=TLSRPTv1; ruf=mailto:r@example.com")));
    }
}
