/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.conditions.Scene.BACKUP;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.K1;
import static io.github.smtpprobe.domains.conditions.Scene.OTHER_V4;
import static io.github.smtpprobe.domains.conditions.Scene.POLICY_V4;
import static io.github.smtpprobe.domains.conditions.Scene.V4;
import static io.github.smtpprobe.domains.conditions.Scene.announcing;
import static io.github.smtpprobe.domains.conditions.Scene.enforce;
import static io.github.smtpprobe.domains.conditions.Scene.unsigned;
import static io.github.smtpprobe.domains.conditions.StsRecordZones.KEPT;
import static io.github.smtpprobe.domains.conditions.StsRecordZones.policed;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.NOTHING;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Conditions of a policy held against the exchangers: whether it lists them, and whether they keep it. */
final class StsExchangerZones {
    private static final String BROKEN = "T T T Q Q Q";
    private static final String IN_CLEAR = "C C C Q Q Q";
    private static final String OLD_TLS = "? ? ? Q Q Q";
    private static final String DEEP = "a.b.example.test";

    private StsExchangerZones() {}

    static List<Zoned> all() {
        return Stream.of(listed(), nearly(), certificates(), transport())
                .flatMap(List::stream)
                .toList();
    }

    private static String testing(String exchanger) {
        return enforce(exchanger).replace("enforce", "testing");
    }

    private static MailWorld listing(String... exchangers) throws Exception {
        return policed(announcing(unsigned()), enforce(exchangers));
    }

    private static MailWorld two(String... listed) throws Exception {
        World world = unsigned().mx(20, BACKUP).a(BACKUP, OTHER_V4);
        return policed(announcing(world), enforce(listed)).server(OTHER_V4, K1);
    }

    private static List<Zoned> listed() {
        return List.of(
                Zoned.error("sts.mx-unlisted", DOMAIN, () -> listing("other.example.test"))
                        .foretold(BROKEN)
                        .beside(KEPT, () -> listing(HOST))
                        .beside(KEPT, () -> listing("other.example.test", "MX.Example.TEST"))
                        .beside(KEPT, () -> two(BACKUP))
                        .beside(
                                KEPT,
                                () -> policed(announcing(World.unsigned(DOMAIN).a(DOMAIN, V4)), enforce(DOMAIN))),
                Zoned.error("sts.mx-unlisted", DOMAIN, () -> two("other.example.test"))
                        .as("two exchangers")
                        .foretold(BROKEN),
                Zoned.warning(
                                "sts.mx-unlisted",
                                DOMAIN,
                                () -> policed(announcing(unsigned()), testing("other.example.test")))
                        .as("testing")
                        .foretold(NOTHING),
                Zoned.warning("sts.mx-partly", DOMAIN, () -> two(BACKUP))
                        .saying(HOST)
                        .foretold(KEPT)
                        .beside(KEPT, () -> two(HOST, BACKUP))
                        .beside(KEPT, () -> two("*.example.test"))
                        .beside(BROKEN, () -> two("other.example.test")),
                Zoned.warning("sts.mx-partly", DOMAIN, () -> two(HOST))
                        .as("the second")
                        .saying(BACKUP)
                        .foretold(KEPT),
                Zoned.info("sts.mx-gone", DOMAIN, () -> listing(HOST, "old.example.test"))
                        .saying("old.example.test")
                        .foretold(KEPT)
                        .beside(KEPT, () -> listing(HOST))
                        .beside(KEPT, () -> listing("*.example.test")),
                Zoned.info("sts.mx-gone", DOMAIN, () -> listing(HOST, "*.old.example.test"))
                        .as("a wildcard")
                        .saying("*.old.example.test")
                        .foretold(KEPT));
    }

    private static MailWorld deep(String... listed) throws Exception {
        return new MailWorld(announcing(World.unsigned(DOMAIN).mx(10, DEEP).a(DEEP, V4)))
                .server(V4, CA.issue(DEEP))
                .policy(DOMAIN, POLICY_V4, enforce(listed));
    }

    private static World alias() {
        return announcing(World.unsigned(DOMAIN)
                .mx(10, HOST)
                .cname(HOST, "g.example.test")
                .a("g.example.test", V4));
    }

    private static List<Zoned> nearly() {
        return List.of(
                Zoned.error("sts.wildcard", DEEP, () -> deep("*.example.test"))
                        .saying("*.example.test")
                        .foretold(BROKEN)
                        .beside(KEPT, () -> deep("*.b.example.test"))
                        .beside(KEPT, () -> listing("*.example.test"))
                        .beside(BROKEN, () -> deep("*.other.test")),
                Zoned.error(
                                "sts.wildcard",
                                DOMAIN,
                                () -> policed(
                                        announcing(World.unsigned(DOMAIN)
                                                .mx(10, DOMAIN)
                                                .a(DOMAIN, V4)),
                                        enforce("*.example.test")))
                        .as("the name itself")
                        .foretold(BROKEN),
                Zoned.error("sts.alias-listed", HOST, () -> policed(alias(), enforce("g.example.test")))
                        .saying("g.example.test")
                        .foretold(BROKEN)
                        .beside(KEPT, () -> policed(alias(), enforce(HOST)))
                        .beside(BROKEN, () -> policed(alias(), enforce("other.example.test"))),
                Zoned.error(
                                "sts.alias-listed",
                                HOST,
                                () -> policed(alias(), enforce("*.g.example.test", "g.example.test")))
                        .as("beside a wildcard")
                        .foretold(BROKEN));
    }

    private static MailWorld showing(Issued... shown) throws Exception {
        return new MailWorld(announcing(unsigned())).server(V4, shown).policy(DOMAIN, POLICY_V4, enforce(HOST));
    }

    private static Issued dated(int from, int until) {
        Instant now = Instant.now();
        return CA.issue(now.plus(Duration.ofDays(from)), now.plus(Duration.ofDays(until)), HOST);
    }

    private static Zoned refused(String variation, Issued... shown) {
        return Zoned.error("sts.mx-certificate", HOST, () -> showing(shown))
                .as(variation)
                .foretold(BROKEN);
    }

    private static List<Zoned> certificates() {
        Issued own = CertificateAuthority.selfSigned(HOST);
        return List.of(
                refused("", own)
                        .beside(KEPT, () -> showing(K1))
                        .beside(KEPT, () -> showing(CA.issue("*.example.test")))
                        .beside(KEPT, () -> showing(CA.intermediate().issue(HOST)))
                        .beside(NOTHING, () -> new MailWorld(unsigned()).server(V4, own))
                        .beside(
                                BROKEN,
                                () -> new MailWorld(announcing(unsigned()))
                                        .server(V4, own)
                                        .policy(DOMAIN, POLICY_V4, enforce("other.example.test"))),
                refused("expired", dated(-90, -1)),
                refused("not valid yet", dated(10, 90)),
                refused("another name", CA.issue(BACKUP)),
                refused("the domain's name", CA.issue(DOMAIN)),
                refused("the name as CN alone", CA.issueCommonNameOnly(HOST)),
                refused("a wildcard for two labels", CA.issue("*.test")),
                refused("of an unknown authority", CertificateAuthority.create().issue(HOST)),
                refused("without its issuer", CA.intermediate().issue(HOST).withoutIntermediates()),
                refused(
                        "that for one kind of key",
                        K1,
                        CertificateAuthority.create().issueRsa(2048, HOST)),
                Zoned.error(
                                "sts.mx-certificate",
                                HOST,
                                () -> new MailWorld(announcing(unsigned().a(HOST, OTHER_V4)))
                                        .server(V4, K1)
                                        .server(OTHER_V4, own)
                                        .policy(DOMAIN, POLICY_V4, enforce(HOST)))
                        .as("at one of two addresses")
                        .foretold(BROKEN),
                Zoned.warning(
                                "sts.mx-certificate",
                                HOST,
                                () -> new MailWorld(announcing(unsigned()))
                                        .server(V4, own)
                                        .policy(DOMAIN, POLICY_V4, testing(HOST)))
                        .as("testing")
                        .foretold(NOTHING));
    }

    private static MailWorld bare() {
        return new MailWorld(announcing(unsigned()));
    }

    private static Zoned without(String variation, String letters, Zoned.Making servers) {
        return Zoned.error("sts.mx-no-tls", HOST, () -> servers.make().policy(DOMAIN, POLICY_V4, enforce(HOST)))
                .as(variation)
                .foretold(letters);
    }

    private static List<Zoned> transport() {
        List<Zoned> all = new ArrayList<>(List.of(
                without("", IN_CLEAR, () -> bare().clear(V4))
                        .beside(KEPT, StsRecordZones::good)
                        .beside(
                                KEPT,
                                () -> bare().server(V4, K1, List.of("TLSv1.2"))
                                        .policy(DOMAIN, POLICY_V4, enforce(HOST)))
                        .beside("C C C Q C C", () -> new MailWorld(unsigned()).clear(V4)),
                without("refused", IN_CLEAR, () -> bare().refusingTls(V4)),
                without("old TLS", OLD_TLS, () -> bare().talking(V4, K1, TlsaServerZones.alertOfVersion()))
                        .saying("version"),
                without(
                        "the server chose old TLS",
                        OLD_TLS,
                        () -> bare().talking(V4, K1, TlsaServerZones.helloOfOldVersion()))));
        all.add(Zoned.warning("sts.mx-no-tls", HOST, () -> bare().clear(V4).policy(DOMAIN, POLICY_V4, testing(HOST)))
                .as("testing")
                .foretold("C C C Q C C"));
        return all;
    }
}
