/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.K1;
import static io.github.smtpprobe.domains.conditions.Scene.TLSA;
import static io.github.smtpprobe.domains.conditions.Scene.V4;
import static io.github.smtpprobe.domains.conditions.Scene.proven;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Scene.signed;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.FAILS;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.MATCHES;
import static io.github.smtpprobe.domains.conditions.TlsaRecordZones.NOTHING;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.zones.World;
import java.util.List;
import java.util.stream.Stream;

/** Conditions of where TLSA records are, and of aliases that lead to them. */
final class TlsaPlaceZones {
    private static final String RECORD = tlsa(3, 1, 1, K1);
    private static final String OF_DOMAIN = "_25._tcp." + DOMAIN;
    private static final String MIDDLE = "_25._tcp.middle.example.test";
    private static final String TARGET = "tlsa.example.test";
    private static final String ELSEWHERE = "tlsa.provider.test";

    /** What Exchange Online does with an alias nobody says. */
    private static final String ALIAS_MATCHES = "T V V V T ?";

    private TlsaPlaceZones() {}

    static List<Zoned> all() {
        return Stream.of(misplaced(), dangling(), insecure())
                .flatMap(List::stream)
                .toList();
    }

    /** The exchanger is an alias of an alias. */
    private static World aliases() {
        return World.signed(DOMAIN)
                .mx(10, HOST)
                .cname(HOST, "middle.example.test")
                .cname("middle.example.test", "end.example.test")
                .a("end.example.test", V4);
    }

    private static Zoned misplaced(String variation, String place, Zoned.Making said) {
        return Zoned.warning("tlsa.misplaced", HOST, said)
                .as(variation)
                .saying(place)
                .foretold(NOTHING);
    }

    private static List<Zoned> misplaced() {
        return List.of(
                misplaced("", OF_DOMAIN, () -> served(signed().tlsa(OF_DOMAIN, RECORD)))
                        .beside(MATCHES, () -> served(proven()))
                        .beside(NOTHING, () -> served(signed()))
                        .beside(
                                MATCHES,
                                () -> served(World.signed(DOMAIN).a(DOMAIN, V4).tlsa(OF_DOMAIN, RECORD))),
                misplaced("for HTTPS", "_443._tcp." + HOST, () -> served(signed().tlsa("_443._tcp." + HOST, RECORD))),
                misplaced(
                                "in the middle of an alias",
                                MIDDLE,
                                () -> served(aliases().tlsa(MIDDLE, RECORD)))
                        .beside(ALIAS_MATCHES, () -> served(aliases().tlsa("_25._tcp.end.example.test", RECORD))),
                Zoned.warning(
                                "tlsa.misplaced",
                                "mx.provider.test",
                                () -> served(World.signed(DOMAIN)
                                        .mx(10, "mx.provider.test")
                                        .tlsa(OF_DOMAIN, RECORD)
                                        .andSigned("provider.test")
                                        .a("mx.provider.test", V4)))
                        .as("the exchanger is a provider's")
                        .saying(OF_DOMAIN)
                        .foretold(NOTHING));
    }

    private static Zoned dangling(String variation, String target, Zoned.Making said) {
        return Zoned.warning("tlsa.alias-dangling", HOST, said)
                .as(variation)
                .saying(target)
                .foretold(NOTHING);
    }

    private static List<Zoned> dangling() {
        return List.of(
                dangling("", TARGET, () -> served(signed().cname(TLSA, TARGET)))
                        .beside(
                                MATCHES,
                                () -> served(signed().cname(TLSA, TARGET).tlsa(TARGET, RECORD)))
                        .beside(
                                FAILS,
                                () -> served(signed().cname(TLSA, TARGET)
                                        .servfail(TLSA, "TLSA")
                                        .servfail(TARGET, "TLSA"))),
                dangling(
                        "records of another type",
                        TARGET,
                        () -> served(signed().cname(TLSA, TARGET).txt(TARGET, "not here"))),
                dangling(
                        "by way of another alias",
                        ELSEWHERE,
                        () -> served(signed().cname(TLSA, TARGET)
                                .cname(TARGET, ELSEWHERE)
                                .andSigned("provider.test"))));
    }

    private static World leading(boolean signed) {
        World world = signed().cname(TLSA, ELSEWHERE);
        return signed ? world.andSigned("provider.test") : world.andUnsigned("provider.test");
    }

    private static List<Zoned> insecure() {
        return List.of(
                Zoned.warning(
                                "tlsa.alias-insecure",
                                HOST,
                                () -> served(leading(false).tlsa(ELSEWHERE, RECORD)))
                        .saying(ELSEWHERE)
                        .foretold(NOTHING)
                        .beside(MATCHES, () -> served(leading(true).tlsa(ELSEWHERE, RECORD)))
                        .beside(NOTHING, () -> served(leading(true))),
                Zoned.warning("tlsa.alias-insecure", HOST, () -> served(leading(false)))
                        .as("to nothing")
                        .saying(ELSEWHERE)
                        .foretold(NOTHING));
    }
}
