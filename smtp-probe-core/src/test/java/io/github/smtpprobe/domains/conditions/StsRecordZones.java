/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.POLICY_V4;
import static io.github.smtpprobe.domains.conditions.Scene.announcing;
import static io.github.smtpprobe.domains.conditions.Scene.enforce;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Scene.unsigned;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.NOTHING;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.zones.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Conditions of the TXT record that announces a policy. */
final class StsRecordZones {
    /** Letters where an enforced policy is kept. */
    static final String KEPT = "T T T Q V V";

    static final String RECORD = "_mta-sts." + DOMAIN;
    static final String POLICY_HOST = "mta-sts." + DOMAIN;
    static final String BELOW = "sub." + DOMAIN;

    private StsRecordZones() {}

    static List<Zoned> all() {
        return Stream.of(found(), syntax(), parents()).flatMap(List::stream).toList();
    }

    /** A good exchanger, and a policy that is good if somebody asks for it. */
    static MailWorld policed(World world, String policy) throws Exception {
        return served(world).policy(DOMAIN, POLICY_V4, policy);
    }

    static MailWorld good() throws Exception {
        return policed(announcing(unsigned()), enforce(HOST));
    }

    /** The policy is good, and these are the records, each of one string. */
    private static MailWorld with(String... records) throws Exception {
        World world = unsigned().a(POLICY_HOST, POLICY_V4);
        for (String each : records) {
            world.txt(RECORD, each);
        }
        return policed(world, enforce(HOST));
    }

    private static MailWorld strings(String... strings) throws Exception {
        return policed(unsigned().a(POLICY_HOST, POLICY_V4).txt(RECORD, strings), enforce(HOST));
    }

    private static Zoned many(String variation, String... records) {
        return Zoned.error("sts.txt-many", DOMAIN, () -> with(records))
                .as(variation)
                .foretold(NOTHING);
    }

    private static List<Zoned> found() {
        return List.of(
                Zoned.info("sts.none", DOMAIN, () -> served(unsigned()))
                        .foretold(NOTHING)
                        .beside(KEPT, StsRecordZones::good)
                        .beside(NOTHING, () -> with("v=STSv1"))
                        .beside("B B B B B B", () -> new MailWorld(World.unsigned(DOMAIN)))
                        .beside("B B B B B B", () -> new MailWorld(World.unsigned("test"))),
                Zoned.info("sts.none", DOMAIN, () -> served(unsigned().txt(RECORD, "v=spf1 -all")))
                        .as("another kind of record")
                        .foretold(NOTHING),
                many("", "v=STSv1; id=1;", "v=STSv1; id=2;")
                        .beside(KEPT, () -> with("v=STSv1; id=1;", "v=spf1 -all"))
                        .beside(KEPT, () -> with("v=STSv1; id=1;", "v=STSv2; id=2;"))
                        .beside(KEPT, () -> with("v=STSv1; id=1;", "v=STSv1 ;id=2;")),
                many("with the same id", "v=STSv1; id=1;", "v=STSv1;id=1;"),
                many("one of them wrong", "v=STSv1; id=1;", "v=STSv1; id=-;"),
                Zoned.warning(
                                "sts.txt-error",
                                DOMAIN,
                                () -> policed(announcing(unsigned()).servfail(RECORD, "TXT"), enforce(HOST)))
                        .foretold("T T T Q ? ?")
                        .beside(KEPT, StsRecordZones::good)
                        .beside(NOTHING, () -> served(unsigned())),
                Zoned.warning(
                                "sts.txt-error",
                                DOMAIN,
                                () -> policed(announcing(unsigned()).silent(RECORD, "TXT"), enforce(HOST)))
                        .as("silent")
                        .foretold("T T T Q ? ?"),
                Zoned.warning("sts.orphan", DOMAIN, () -> with())
                        .foretold(NOTHING)
                        .beside(KEPT, StsRecordZones::good)
                        .beside(NOTHING, () -> policed(unsigned().a(POLICY_HOST, POLICY_V4), "version: STSv1\n"))
                        .beside(
                                NOTHING,
                                () -> served(unsigned().a(POLICY_HOST, POLICY_V4))
                                        .policyHost(
                                                POLICY_V4,
                                                CA.issue(POLICY_HOST),
                                                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")),
                Zoned.warning("sts.orphan", DOMAIN, () -> with("v=spf1 -all"))
                        .as("beside another kind of record")
                        .foretold(NOTHING));
    }

    private static List<Zoned> syntax() {
        Map<String, String> records = new LinkedHashMap<>();
        records.put("no semicolon", "v=STSv1");
        records.put("no semicolon before the id", "v=STSv1 id=1;");
        records.put("a blank before the semicolon", "v=STSv1 ;id=a");
        records.put("a tab before the semicolon", "v=STSv1\t;id=a");
        records.put("a blank at first", " v=STSv1; id=1;");
        records.put("blanks around the sign of equality", "v = STSv1; id=1;");
        records.put("small letters", "v=stsv1; id=1;");
        records.put("a capital letter", "V=STSv1; id=1;");
        records.put("quotation marks", "\"v=STSv1; id=1;\"");
        records.put("another version", "v=STSv2; id=1;");
        records.put("no id", "v=STSv1;");
        records.put("no id beside another field", "v=STSv1; x=y;");
        records.put("an empty id", "v=STSv1; id=;");
        records.put("a hyphen in the id", "v=STSv1; id=2026-11-27;");
        records.put("a blank in the id", "v=STSv1; id=2026 1127;");
        records.put("an id of 33 characters", "v=STSv1; id=" + "1".repeat(33) + ";");
        records.put("an id in capital letters", "v=STSv1; ID=1;");
        records.put("a blank behind id", "v=STSv1; id =1;");
        records.put("a blank before the value", "v=STSv1; id= 1;");
        records.put("an empty field", "v=STSv1;; id=1;");
        records.put("two semicolons at last", "v=STSv1; id=1;;");
        records.put("a field without a value", "v=STSv1; id=1; x;");
        List<Zoned> all = new ArrayList<>();
        records.forEach((variation, text) -> all.add(Zoned.error("sts.txt-syntax", DOMAIN, () -> with(text))
                .as(variation)
                .foretold(NOTHING)));
        all.add(Zoned.error("sts.txt-syntax", DOMAIN, () -> strings("v=STSv1", " ; id=1;"))
                .as("several strings")
                .foretold(NOTHING));
        Zoned first = all.get(0)
                .beside(KEPT, () -> strings("v=ST", "Sv1; i", "d=1;"))
                .beside(KEPT, () -> with("v=STSv1; id=1;", "v=STSv1 id=2;"));
        for (String each : List.of(
                "v=STSv1;id=a",
                "v=STSv1; id=a",
                "v=STSv1;\tid=a ; ",
                "v=STSv1; x-1.y_z=%2C; id=a;",
                "v=STSv1; id=a; id=-;",
                "v=STSv1; id=" + "1".repeat(32) + ";")) {
            first = first.beside(KEPT, () -> with(each));
        }
        all.set(0, first);
        return all;
    }

    private static World below(World world) {
        return world.mx(BELOW, 10, HOST);
    }

    private static Zoned parentOnly(String variation, String below, Zoned.Making said) {
        return Zoned.info("sts.parent-only", below, said)
                .as(variation)
                .surveyed(survey -> survey.domain(below))
                .foretold(NOTHING);
    }

    private static List<Zoned> parents() {
        return List.of(
                parentOnly("", BELOW, () -> policed(below(announcing(unsigned())), enforce(HOST)))
                        .saying(DOMAIN)
                        .beside(
                                KEPT,
                                () -> policed(
                                                below(announcing(unsigned()))
                                                        .txt("_mta-sts." + BELOW, "v=STSv1; id=1;")
                                                        .a("mta-sts." + BELOW, "8.8.4.5"),
                                                enforce(HOST))
                                        .policy(BELOW, "8.8.4.5", enforce(HOST)))
                        .beside(NOTHING, () -> served(below(unsigned()))),
                parentOnly(
                        "beside another kind of record",
                        BELOW,
                        () -> policed(
                                below(announcing(unsigned())).txt("_mta-sts." + BELOW, "v=spf1 -all"), enforce(HOST))),
                parentOnly(
                        "two levels above",
                        "a.sub." + DOMAIN,
                        () -> policed(announcing(unsigned()).mx("a.sub." + DOMAIN, 10, HOST), enforce(HOST))));
    }
}
