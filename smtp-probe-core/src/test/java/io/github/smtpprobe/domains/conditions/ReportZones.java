/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.announcing;
import static io.github.smtpprobe.domains.conditions.Scene.enforce;
import static io.github.smtpprobe.domains.conditions.Scene.proven;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Scene.unsigned;
import static io.github.smtpprobe.domains.conditions.StsRecordZones.KEPT;
import static io.github.smtpprobe.domains.conditions.StsRecordZones.policed;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.MATCHES;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.NOTHING;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.zones.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Conditions of the record that asks for reports. */
final class ReportZones {
    private static final String RECORD = "_smtp._tls." + DOMAIN;
    private static final String GOOD = "v=TLSRPTv1; rua=mailto:tls@example.test";

    private ReportZones() {}

    static List<Zoned> all() {
        List<Zoned> all = new ArrayList<>(number());
        all.addAll(syntax());
        all.addAll(schemes());
        return all;
    }

    private static MailWorld with(String... records) throws Exception {
        World world = proven();
        for (String each : records) {
            world.txt(RECORD, each);
        }
        return served(world);
    }

    private static MailWorld strings(String... strings) throws Exception {
        return served(proven().txt(RECORD, strings));
    }

    /** Reports change nothing about what is delivered. */
    private static Zoned of(String id, String variation, Zoned.Making said) {
        return Zoned.warning(id, DOMAIN, said).as(variation).foretold(MATCHES);
    }

    private static List<Zoned> number() {
        return List.of(
                of("rpt.none", "", () -> with())
                        .saying("TLSA records")
                        .beside(MATCHES, () -> with(GOOD))
                        .beside(MATCHES, () -> with("v=TLSRPTv1;"))
                        .beside(NOTHING, () -> served(unsigned())),
                of("rpt.none", "another kind of record", () -> with("v=spf1 -all")),
                of("rpt.none", "a policy", () -> policed(announcing(unsigned()), enforce(HOST)))
                        .saying("an MTA-STS policy, because of which senders may hold mail back")
                        .foretold(KEPT)
                        .beside(
                                NOTHING,
                                () -> policed(
                                        announcing(unsigned()), enforce(HOST).replace("enforce", "none"))),
                of(
                                "rpt.none",
                                "a policy that holds no mail back",
                                () -> policed(
                                        announcing(unsigned()), enforce(HOST).replace("enforce", "testing")))
                        .saying("in mode testing, in which senders only report what fails")
                        .foretold(NOTHING),
                of(
                                "rpt.none",
                                "a policy that nobody can fetch",
                                () -> served(unsigned().txt("_mta-sts." + DOMAIN, "v=STSv1; id=1")))
                        .saying("announces an MTA-STS policy, and no valid one was read here")
                        .foretold(NOTHING),
                of("rpt.none", "a policy that is not valid", () -> policed(announcing(unsigned()), "n" + enforce(HOST)))
                        .saying("announces an MTA-STS policy, and no valid one was read here")
                        .foretold(NOTHING),
                of(
                                "rpt.none",
                                "records that match nothing",
                                () -> served(Scene.signed().tlsa(Scene.TLSA, tlsa(3, 1, 1, Scene.K2))))
                        .foretold(TlsaRecordZones.FAILS),
                of("rpt.many", "", () -> with(GOOD, "v=TLSRPTv1; rua=https://example.test/tls"))
                        .beside(MATCHES, () -> with(GOOD))
                        .beside(MATCHES, () -> with(GOOD, "v=spf1 -all"))
                        .beside(MATCHES, () -> with(GOOD, "v=TLSRPTv2; rua=mailto:tls@example.test"))
                        .beside(MATCHES, () -> with("v=TLSRPTv1; rua=mailto:a@example.test,mailto:b@example.test")),
                of("rpt.many", "one of them wrong", () -> with(GOOD, "v=TLSRPTv1;")));
    }

    private static List<Zoned> syntax() {
        Map<String, String> records = new LinkedHashMap<>();
        records.put("no rua", "v=TLSRPTv1;");
        records.put("no semicolon", "v=TLSRPTv1 rua=mailto:tls@example.test");
        records.put("a blank before the semicolon", "v=TLSRPTv1 ;rua=mailto:tls@example.test");
        records.put("small letters", "v=tlsrptv1; rua=mailto:tls@example.test");
        records.put("a version as of DMARC", "v=TLSRPT1; rua=mailto:tls@example.test");
        records.put("rua in capital letters", "v=TLSRPTv1; RUA=mailto:tls@example.test");
        records.put("an empty rua", "v=TLSRPTv1; rua=");
        records.put("ruf", "v=TLSRPTv1; ruf=mailto:tls@example.test");
        records.put("no scheme", "v=TLSRPTv1; rua=tls@example.test");
        records.put("no address", "v=TLSRPTv1; rua=mailto:");
        records.put("a comma in the address", "v=TLSRPTv1; rua=mailto:a,b@example.test");
        records.put("a size behind it", "v=TLSRPTv1; rua=mailto:tls@example.test!10m");
        records.put("a semicolon in the address", "v=TLSRPTv1; rua=https://example.test/tls;v1");
        records.put("a blank in the address", "v=TLSRPTv1; rua=mailto:tls reports@example.test");
        records.put("no host", "v=TLSRPTv1; rua=https:///tls");
        List<Zoned> all = new ArrayList<>();
        records.forEach((variation, text) -> all.add(of("rpt.syntax", variation, () -> with(text))));
        Zoned first = all.get(0).beside(MATCHES, () -> strings("v=TLSRPTv1; rua=mail", "to:tls@example.test"));
        for (String each : List.of(
                GOOD,
                "v=TLSRPTv1;rua=mailto:tls@example.test;",
                "v=TLSRPTv1; rua=mailto:tls@example.test , https://example.test/tls",
                "v=TLSRPTv1; x=y; rua=mailto:a%2Cb@example.test",
                "v=TLSRPTv1; rua=MAILTO:tls@example.test",
                "v=TLSRPTv1; rua=https://example.test/tls?a=b%3Bc")) {
            first = first.beside(MATCHES, () -> with(each));
        }
        all.set(0, first);
        return all;
    }

    private static List<Zoned> schemes() {
        return List.of(
                of("rpt.scheme", "", () -> with("v=TLSRPTv1; rua=http://example.test/tls"))
                        .saying("http://example.test/tls")
                        .beside(MATCHES, () -> with("v=TLSRPTv1; rua=https://example.test/tls"))
                        .beside(MATCHES, () -> with("v=TLSRPTv1; rua=HTTPS://example.test/tls"))
                        .beside(MATCHES, () -> with(GOOD)),
                of("rpt.scheme", "ftp", () -> with("v=TLSRPTv1; rua=ftp://example.test/tls")),
                of("rpt.scheme", "beside a good one", () -> with(GOOD + ",http://example.test/tls"))
                        .saying("http://example.test/tls"));
    }
}
