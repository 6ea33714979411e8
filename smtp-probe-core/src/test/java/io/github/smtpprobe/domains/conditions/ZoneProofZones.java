/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static io.github.smtpprobe.domains.conditions.MailHostZones.PROVEN;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.K1;
import static io.github.smtpprobe.domains.conditions.Scene.TLSA;
import static io.github.smtpprobe.domains.conditions.Scene.V4;
import static io.github.smtpprobe.domains.conditions.Scene.V6;
import static io.github.smtpprobe.domains.conditions.Scene.proven;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Scene.unsigned;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;
import static io.github.smtpprobe.zones.TestClock.BEGIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Conditions of proofs that do not hold, or not for long: in the domain's zone, in one set of it, above it, and in the exchanger's zone. */
final class ZoneProofZones {
    static final String PROVIDER = "provider.test";
    static final String TOP = "test";

    /** What validating senders do where an answer is bogus; of others nobody has said it. */
    private static final String BOGUS = "? Q Q Q ? Q";

    /** What they do where only the TLSA records are. */
    static final String NO_RECORDS = "T Q Q Q T Q";

    static final String UNTESTED = "T ? ? ? T ?";

    private static final Duration SHORT = Duration.ofHours(30);
    private static final Duration LATER = Duration.ofHours(3);

    private ZoneProofZones() {}

    static List<Zoned> all() {
        List<Zoned> all = new ArrayList<>();
        all.addAll(bogus());
        all.addAll(dated("dns.expired", World::expired, (world, type) -> world.expired(name(type), type)));
        all.addAll(dated("dns.not-yet", World::notYet, (world, type) -> world.notYet(name(type), type)));
        all.addAll(clocks());
        all.addAll(expiring());
        all.addAll(orphans());
        return all;
    }

    /** The exchanger is in another zone, which was named last. */
    static World provided() {
        return World.signed(DOMAIN)
                .mx(10, "mx.provider.test")
                .andSigned(PROVIDER)
                .a("mx.provider.test", V4)
                .tlsa("_25._tcp.mx.provider.test", tlsa(3, 1, 1, K1));
    }

    private static String name(String type) {
        return type.equals("TLSA") ? TLSA : DOMAIN;
    }

    private static World above(UnaryOperator<World> fault) {
        return fault.apply(proven().in(TOP));
    }

    private static MailWorld both(World world) throws Exception {
        return served(world.aaaa(HOST, V6)).server(V6, K1);
    }

    private static List<Zoned> bogus() {
        return List.of(
                Zoned.error("dns.bogus", DOMAIN, () -> served(proven().wrongSignature(DOMAIN, "MX")))
                        .foretold(BOGUS)
                        .beside(PROVEN, () -> served(proven()))
                        .beside(BOGUS, () -> served(proven().expired(DOMAIN, "MX"))),
                Zoned.error("dns.bogus", DOMAIN, () -> served(proven().missingSignature(DOMAIN, "MX")))
                        .as("no signature")
                        .foretold(BOGUS),
                Zoned.error("dns.bogus", DOMAIN, () -> served(proven().wrongSignatures()))
                        .as("the whole zone")
                        .foretold(BOGUS),
                Zoned.error("dns.bogus", TOP, () -> served(above(World::wrongSignatures)))
                        .as("the zone above")
                        .foretold(BOGUS),
                Zoned.error("dns.bogus", PROVIDER, () -> served(provided().wrongSignatures()))
                        .as("the exchanger's zone")
                        .foretold(BOGUS),
                Zoned.error("dns.bogus", DOMAIN, () -> both(proven().wrongSignature(HOST, "AAAA")))
                        .as("the IPv6 addresses")
                        .foretold(PROVEN),
                Zoned.error("dns.bogus", DOMAIN, () -> both(proven().wrongSignature(HOST, "A")))
                        .as("the IPv4 addresses")
                        .foretold("? ? ? ? ? ?"),
                Zoned.error(
                                "dns.bogus",
                                DOMAIN,
                                () -> served(World.signed(DOMAIN).a(DOMAIN, V4).brokenDenial(DOMAIN)))
                        .as("that there are no MX records")
                        .foretold(BOGUS),
                Zoned.error(
                                "dns.bogus",
                                DOMAIN,
                                () -> served(World.signed(DOMAIN)
                                        .mx(10, HOST)
                                        .cname(HOST, "g.example.test")
                                        .a("g.example.test", V4)
                                        .wrongSignature(HOST, "CNAME")))
                        .as("the alias")
                        .foretold(BOGUS),
                Zoned.error("dns.bogus", TOP, () -> served(unsigned().brokenDenial(DOMAIN)))
                        .as("that the zone is not signed")
                        .foretold(BOGUS),
                Zoned.error("dns.bogus", DOMAIN, () -> served(proven().wrongSignature(TLSA, "TLSA")))
                        .as("the TLSA records")
                        .foretold(NO_RECORDS));
    }

    /** Marks one set. */
    private interface Marking {
        World mark(World world, String type);
    }

    private static List<Zoned> dated(String id, UnaryOperator<World> zone, Marking set) {
        Zoned.Making other =
                () -> served(id.equals("dns.expired") ? proven().notYet(DOMAIN, "MX") : proven().expired(DOMAIN, "MX"));
        return List.of(
                Zoned.error(id, DOMAIN, () -> served(set.mark(proven(), "MX")))
                        .foretold(BOGUS)
                        .saying(BEGIN.plus(Duration.ofDays(id.equals("dns.expired") ? -1 : 1))
                                .toString())
                        .beside(BOGUS, other)
                        .beside(PROVEN, () -> served(proven())),
                Zoned.error(id, DOMAIN, () -> served(zone.apply(proven())))
                        .as("the whole zone")
                        .foretold(BOGUS),
                Zoned.error(id, DOMAIN, () -> served(set.mark(proven(), "DNSKEY")))
                        .as("the keys")
                        .foretold(BOGUS),
                Zoned.error(id, TOP, () -> served(above(zone)))
                        .as("the zone above")
                        .foretold(BOGUS),
                Zoned.error(id, PROVIDER, () -> served(zone.apply(provided())))
                        .as("the exchanger's zone")
                        .foretold(BOGUS),
                Zoned.error(id, DOMAIN, () -> served(set.mark(proven(), "TLSA")))
                        .as("the TLSA records")
                        .foretold(NO_RECORDS));
    }

    private static MailWorld moved(Duration time) throws Exception {
        MailWorld mail = served(proven());
        mail.world().clock().move(time);
        return mail;
    }

    private static List<Zoned> clocks() {
        return List.of(
                Zoned.error("dns.not-yet", ".", () -> moved(Duration.ofDays(-3)))
                        .as("a clock of ours that is behind")
                        .foretold(UNTESTED)
                        .saying("clock of this machine")
                        .beside(PROVEN, () -> moved(Duration.ofHours(-3))),
                Zoned.error("dns.not-yet", ".", () -> moved(Duration.ofDays(30)))
                        .as("a clock of ours that is ahead")
                        .foretold(UNTESTED)
                        .saying("clock of this machine"));
    }

    private static List<Zoned> expiring() {
        Zoned.Surveying later = Zoned.twice(LATER, mail -> {});
        return List.of(
                Zoned.warning("dns.expiring", DOMAIN, () -> served(proven().lifetime(SHORT)))
                        .surveying(later)
                        .foretold(PROVEN)
                        .saying(BEGIN.plus(SHORT).toString(), BEGIN.toString())
                        .beside(PROVEN, () -> served(proven()))
                        .beside(() -> served(proven().lifetime(SHORT)), mail -> mail.survey(Zoned.survey()))
                        .beside(
                                () -> served(proven().lifetime(SHORT)),
                                Zoned.twice(LATER, mail -> mail.world().lifetime(SHORT.plus(LATER)))),
                Zoned.warning("dns.expiring", TOP, () -> served(above(world -> world.lifetime(SHORT))))
                        .as("the zone above")
                        .surveying(later)
                        .foretold(PROVEN),
                Zoned.warning("dns.expiring", PROVIDER, () -> served(provided().lifetime(SHORT)))
                        .as("the exchanger's zone")
                        .surveying(later)
                        .foretold(PROVEN));
    }

    private static List<Zoned> orphans() {
        return Stream.of(
                        Zoned.error("dns.ds-orphan", DOMAIN, () -> served(proven().dsOrphan()))
                                .beside(PROVEN, () -> served(proven()))
                                .beside(BOGUS, () -> served(proven().missingSignature(DOMAIN, "DNSKEY"))),
                        Zoned.error("dns.ds-orphan", TOP, () -> served(above(World::dsOrphan)))
                                .as("the zone above"),
                        Zoned.error(
                                        "dns.ds-orphan",
                                        PROVIDER,
                                        () -> served(provided().dsOrphan()))
                                .as("the exchanger's zone"))
                .map(each -> each.foretold(BOGUS))
                .toList();
    }
}
