/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.POLICY_V4;
import static io.github.smtpprobe.domains.conditions.Scene.announcing;
import static io.github.smtpprobe.domains.conditions.Scene.enforce;
import static io.github.smtpprobe.domains.conditions.Scene.unsigned;
import static io.github.smtpprobe.domains.conditions.StsRecordZones.KEPT;
import static io.github.smtpprobe.domains.conditions.StsRecordZones.RECORD;
import static io.github.smtpprobe.domains.conditions.StsRecordZones.policed;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.NOTHING;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;
import static io.github.smtpprobe.zones.TestClock.BEGIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.domains.PolicyServer;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Conditions of the text of a policy, and of what became of it since an earlier survey. */
final class StsPolicyZones {
    private static final Issued SHOWN = MailWorld.CA.issue(StsRecordZones.POLICY_HOST);
    private static final Duration DAY = Duration.ofDays(1);

    private StsPolicyZones() {}

    static List<Zoned> all() {
        return Stream.of(invalid(), terms(), stale(), gone())
                .flatMap(List::stream)
                .toList();
    }

    private static String policy(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static MailWorld giving(String policy) throws Exception {
        return policed(announcing(unsigned()), policy);
    }

    private static List<Zoned> invalid() {
        String version = "version: STSv1";
        String mode = "mode: enforce";
        String age = "max_age: 604800";
        String mx = "mx: " + HOST;
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("no version", policy(mode, age, mx));
        bad.put("another version", policy("version: STSv2", mode, age, mx));
        bad.put("a version in small letters", policy("version: stsv1", mode, age, mx));
        bad.put("the version of the record", policy("version: v=STSv1", mode, age, mx));
        bad.put("no mode", policy(version, age, mx));
        bad.put("an unknown mode", policy(version, "mode: report", age, mx));
        bad.put("a mode with a capital letter", policy(version, "mode: Enforce", age, mx));
        bad.put("an empty mode", policy(version, "mode:", age, mx));
        bad.put("the key with a capital letter", policy(version, "Mode: enforce", age, mx));
        bad.put("a blank before the colon", policy(version, "mode : enforce", age, mx));
        bad.put("no max_age", policy(version, mode, mx));
        bad.put("max_age below zero", policy(version, mode, "max_age: -1", mx));
        bad.put("max_age with a unit", policy(version, mode, "max_age: 604800s", mx));
        bad.put("max_age of 11 digits", policy(version, mode, "max_age: 00000604800", mx));
        bad.put("max_age beyond a year", policy(version, mode, "max_age: 31557601", mx));
        bad.put("max_age with a hyphen", policy(version, mode, "max-age: 604800", mx));
        bad.put("no mx", policy(version, mode, age));
        bad.put("nmx", policy(version, mode, age, "nmx: " + HOST));
        bad.put("an empty mx", policy(version, mode, age, "mx:"));
        bad.put("several mx in one line", policy(version, mode, age, "mx: " + HOST + ", b.example.test"));
        bad.put("an mx with a last dot", policy(version, mode, age, "mx: " + HOST + "."));
        bad.put("an mx that begins with a dot", policy(version, mode, age, "mx: .example.test"));
        bad.put("a wildcard in the middle", policy(version, mode, age, "mx: mx.*.test"));
        bad.put("a wildcard alone", policy(version, mode, age, "mx: *"));
        bad.put("an mx with preference", policy(version, mode, age, "mx: 10 " + HOST));
        bad.put("an mx beyond ASCII", policy(version, mode, age, "mx: mx.\u00FC.test"));
        bad.put("testing without mx", policy(version, "mode: testing", age));
        bad.put("nothing", "");
        bad.put("a web page", "<html><body>version: STSv1</body></html>");
        bad.put("JSON", "{\"version\": \"STSv1\", \"mode\": \"enforce\"}");
        bad.put("UTF-16", "\u00FE\u00FF\0v\0e\0r\0s\0i\0o\0n");
        bad.put("a byte order mark", "\u00EF\u00BB\u00BF" + policy(version, mode, age, mx));
        List<Zoned> all = new ArrayList<>();
        bad.forEach((variation, text) -> all.add(Zoned.error("sts.invalid", DOMAIN, () -> giving(text))
                .as(variation)
                .foretold(NOTHING)));
        List<String> right = List.of(
                policy(version, mode, age, mx),
                String.join("\n", version, mode, age, mx),
                policy(mx, age, mode, version),
                policy(version, mode, age, mx, "x: y", "nmx: z"),
                policy("version:STSv1", "mode:\tenforce  ", "max_age:  604800", "mx:" + HOST),
                policy(version, mode, "mode: none", age, "max_age: x", mx),
                policy(version, mode, "max_age: 31557600", mx),
                policy(version, mode, age, "mx: *.example.test", mx));
        Zoned first = all.get(0).beside(NOTHING, () -> giving(policy(version, "mode: none", age)));
        for (String each : right) {
            first = first.beside(KEPT, () -> giving(each));
        }
        all.set(0, first);
        return all;
    }

    private static String aged(String mode, long seconds) {
        return policy("version: STSv1", "mode: " + mode, "mx: " + HOST, "max_age: " + seconds);
    }

    private static Zoned said(String id, String letters, String policy) {
        return Zoned.warning(id, DOMAIN, () -> giving(policy)).foretold(letters);
    }

    private static Zoned told(String id, String policy) {
        return Zoned.info(id, DOMAIN, () -> giving(policy)).foretold(NOTHING);
    }

    private static List<Zoned> terms() {
        return List.of(
                told("sts.testing", aged("testing", 604_800))
                        .beside(KEPT, StsRecordZones::good)
                        .beside(NOTHING, () -> giving(aged("none", 604_800))),
                told("sts.mode-none", aged("none", 604_800))
                        .beside(KEPT, StsRecordZones::good)
                        .beside(NOTHING, () -> giving(aged("testing", 604_800))),
                told("sts.mode-none", policy("version: STSv1", "mode: none", "max_age: 604800"))
                        .as("without mx"),
                said("sts.short", KEPT, aged("enforce", 86_399))
                        .saying("86399")
                        .beside(KEPT, () -> giving(aged("enforce", 86_400))),
                said("sts.short", KEPT, aged("enforce", 0)).as("zero"),
                said("sts.short", NOTHING, aged("testing", 3_600)).as("testing"));
    }

    private static World renamed(MailWorld mail, String record) {
        return mail.world().without(RECORD, "TXT").txt(RECORD, record);
    }

    private static Zoned stale(String variation, Zoned.Changing change) {
        return Zoned.error("sts.id-stale", DOMAIN, StsRecordZones::good)
                .as(variation)
                .saying("20261127")
                .surveying(Zoned.twice(DAY, change));
    }

    private static List<Zoned> stale() {
        String other = aged("enforce", 86_400);
        return List.of(
                stale("", mail -> mail.policy(DOMAIN, POLICY_V4, other))
                        .beside(StsRecordZones::good, Zoned.twice(DAY, mail -> {}))
                        .beside(StsRecordZones::good, Zoned.twice(DAY, mail -> {
                            renamed(mail, "v=STSv1; id=20261128;");
                            mail.policy(DOMAIN, POLICY_V4, other);
                        }))
                        .beside(StsRecordZones::good, Zoned.twice(DAY, mail -> renamed(mail, "v=STSv1; id=2;")))
                        .beside(
                                StsRecordZones::good,
                                Zoned.twice(
                                        DAY,
                                        mail -> mail.policyHost(
                                                POLICY_V4,
                                                SHOWN,
                                                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))),
                stale("another mode", mail -> mail.policy(DOMAIN, POLICY_V4, aged("testing", 604_800)))
                        .beside(() -> giving("version: STSv1\n"), Zoned.twice(DAY, answering(PolicyServer.ok(other)))),
                stale("another exchanger", mail -> mail.policy(DOMAIN, POLICY_V4, enforce(HOST, "b.example.test"))),
                stale("mode none", mail -> mail.policy(DOMAIN, POLICY_V4, aged("none", 604_800))));
    }

    private static Zoned gone(String variation, Zoned.Changing change) {
        return Zoned.warning("sts.gone", DOMAIN, StsRecordZones::good)
                .as(variation)
                .saying(BEGIN.plus(DAY.multipliedBy(8)).toString())
                .surveying(Zoned.twice(DAY, change));
    }

    private static Zoned.Changing answering(String answer) {
        return mail -> mail.policyHost(POLICY_V4, SHOWN, answer);
    }

    private static List<Zoned> gone() {
        Zoned.Changing recordGone = mail -> mail.world().without(RECORD, "TXT");
        Zoned.Making tested = () -> giving(aged("testing", 604_800));
        return List.of(
                gone("", recordGone)
                        .beside(StsRecordZones::good, Zoned.twice(DAY, mail -> {}))
                        .beside(StsRecordZones::good, Zoned.twice(DAY.multipliedBy(8), recordGone))
                        .beside(tested, Zoned.twice(DAY, recordGone))
                        .beside(StsRecordZones::good, Zoned.twice(DAY, mail -> {
                            renamed(mail, "v=STSv1; id=2;");
                            mail.policy(DOMAIN, POLICY_V4, aged("none", 86_400));
                        }))
                        .beside(
                                StsRecordZones::good,
                                Zoned.twice(DAY, mail -> mail.world().servfail(RECORD, "TXT"))),
                gone("no record and no policy", mail -> {
                            recordGone.change(mail);
                            answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                                    .change(mail);
                        })
                        .beside(
                                () -> policed(unsigned().a(StsRecordZones.POLICY_HOST, POLICY_V4), enforce(HOST)),
                                Zoned.twice(DAY, answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))),
                gone("two records", mail -> mail.world().txt(RECORD, "v=STSv1; id=2;")),
                gone("a record with a slip", mail -> renamed(mail, "v=STSv1; id=2026-11-28;")),
                gone("no policy", answering("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")),
                gone("a redirection", answering("HTTP/1.1 301 Moved\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")),
                gone("an invalid policy", answering(PolicyServer.ok("version: STSv1\r\n"))),
                gone("no policy host", mail -> mail.world().without(StsRecordZones.POLICY_HOST, "A")),
                gone(
                        "nothing at all",
                        mail -> mail.world().without(RECORD, "TXT").without(StsRecordZones.POLICY_HOST, "A")));
    }
}
