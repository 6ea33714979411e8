/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static io.github.smtpprobe.domains.conditions.MailHostZones.PLAIN;
import static io.github.smtpprobe.domains.conditions.MailHostZones.PROVEN;
import static io.github.smtpprobe.domains.conditions.MailHostZones.QUEUED;
import static io.github.smtpprobe.domains.conditions.MailHostZones.backedUp;
import static io.github.smtpprobe.domains.conditions.Scene.BACKUP;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.K1;
import static io.github.smtpprobe.domains.conditions.Scene.K2;
import static io.github.smtpprobe.domains.conditions.Scene.OTHER_V4;
import static io.github.smtpprobe.domains.conditions.Scene.TLSA;
import static io.github.smtpprobe.domains.conditions.Scene.V4;
import static io.github.smtpprobe.domains.conditions.Scene.V6;
import static io.github.smtpprobe.domains.conditions.Scene.proven;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Scene.signed;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import io.github.smtpprobe.zones.World;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Conditions of the exchangers' addresses, and of what answers there. */
final class ExchangerZones {
    private static final String UNKNOWN = "? ? ? ? ? ?";
    private static final String V6_PROVIDER = "fd00::25";

    private ExchangerZones() {}

    static List<Zoned> all() {
        return Stream.of(inner(), examples(), mapped(), uneven(), sixth(), dead(), unlike(), silent())
                .flatMap(List::stream)
                .toList();
    }

    private static MailWorld at(String... addresses) {
        World world = World.signed(DOMAIN).mx(10, HOST);
        for (String each : addresses) {
            if (each.indexOf(':') >= 0) {
                world.aaaa(HOST, each);
            } else {
                world.a(HOST, each);
            }
        }
        return new MailWorld(world.tlsa(TLSA, tlsa(3, 1, 1, K1)));
    }

    private static List<Zoned> inner() {
        return List.of(
                Zoned.error("mx.private", HOST, () -> at("10.0.0.1"))
                        .foretold(QUEUED)
                        .saying("10.0.0.1")
                        .beside(PROVEN, () -> at(V4).server(V4, K1)),
                Zoned.error("mx.private", HOST, () -> at("127.0.0.1"))
                        .as("loopback")
                        .foretold(QUEUED),
                Zoned.error("mx.private", HOST, () -> at("169.254.1.1"))
                        .as("link-local")
                        .foretold(QUEUED),
                Zoned.error("mx.private", HOST, () -> at("100.64.0.1"))
                        .as("shared by a provider's customers")
                        .foretold(QUEUED),
                Zoned.error("mx.private", HOST, () -> at("0.0.0.0"))
                        .as("of no host")
                        .foretold(QUEUED),
                Zoned.error("mx.private", HOST, () -> at("224.0.0.1"))
                        .as("of a group")
                        .foretold(QUEUED),
                Zoned.error("mx.private", HOST, () -> at("64:ff9b::10.0.0.1"))
                        .as("IPv4 behind a translator")
                        .foretold(QUEUED),
                Zoned.error("mx.private", HOST, () -> at(V6_PROVIDER))
                        .as("IPv6")
                        .foretold(QUEUED),
                Zoned.error("mx.private", HOST, () -> at("::ffff:10.0.0.1"))
                        .as("IPv4 in IPv6")
                        .foretold(QUEUED),
                Zoned.error("mx.private", HOST, () -> at("0.0.0.0", "::"))
                        .as("two of no host")
                        .foretold(QUEUED)
                        .saying("the addresses 0.0.0.0, ::, which"),
                Zoned.error("mx.private", HOST, () -> at(V4, "10.0.0.1").server(V4, K1))
                        .as("beside a public address")
                        .foretold(PROVEN));
    }

    private static List<Zoned> examples() {
        List<Zoned> all = new ArrayList<>();
        for (String address :
                List.of("192.0.2.25", "198.51.100.25", "203.0.113.25", "2001:db8::25", "3fff:fff:ffff::25")) {
            all.add(Zoned.error("mx.private", HOST, () -> at(address))
                    .as("for examples, " + address)
                    .foretold(QUEUED)
                    .saying(address, "for examples"));
        }
        all.add(Zoned.error("mx.private", HOST, () -> at(V4, "2001:db8::25").server(V4, K1))
                .as("for examples, beside a public address")
                .foretold(PROVEN)
                .saying("for examples")
                .beside(PROVEN, () -> at(V4, "3fff:1000::25").server(V4, K1).server("3fff:1000::25", K1)));
        return all;
    }

    private static List<Zoned> mapped() {
        return List.of(
                Zoned.error("mx.v4-mapped", HOST, () -> at("::ffff:" + V4).server(V4, K1))
                        .as("alone")
                        .foretold("? ? ? ? ? ?")
                        .saying("no other address"),
                Zoned.warning(
                                "mx.v4-mapped",
                                HOST,
                                () -> at(V4, "::ffff:" + OTHER_V4)
                                        .server(V4, K1)
                                        .server(OTHER_V4, K1))
                        .foretold(PROVEN)
                        .beside(PROVEN, () -> at(V4, V6).server(V4, K1).server(V6, K1)));
    }

    /** A second host, which has no record. */
    private static World half(World world) {
        return world.mx(DOMAIN, 20, BACKUP).a(BACKUP, OTHER_V4);
    }

    private static List<Zoned> uneven() {
        return List.of(
                Zoned.warning("mx.uneven", DOMAIN, () -> served(half(proven())).server(OTHER_V4, K1))
                        .foretold(PROVEN)
                        .saying(BACKUP)
                        .beside(PROVEN, () -> backedUp(proven()).server(V4, K1))
                        .beside(PLAIN, () -> served(half(signed())).server(OTHER_V4, K1)),
                Zoned.warning("mx.uneven", DOMAIN, () -> backedUp(signed()).server(V4, K1))
                        .as("the first has none")
                        .foretold("T T T V T T")
                        .saying(HOST),
                Zoned.warning(
                                "mx.uneven",
                                DOMAIN,
                                () -> served(proven().mx(DOMAIN, 20, "mx.provider.test")
                                                .andUnsigned("provider.test")
                                                .a("mx.provider.test", OTHER_V4))
                                        .server(OTHER_V4, K1))
                        .as("the second is in an unsigned zone")
                        .foretold(PROVEN)
                        .saying("mx.provider.test"),
                Zoned.warning(
                                "mx.uneven",
                                DOMAIN,
                                () -> backedUp(signed().nsec3()).server(V4, K1))
                        .as("by NSEC3")
                        .foretold("T T T V T T"));
    }

    private static List<Zoned> sixth() {
        return List.of(
                Zoned.warning("mx.v6-only", DOMAIN, () -> at(V6).server(V6, K1))
                        .foretold(UNKNOWN)
                        .beside(PROVEN, () -> at(V4, V6).server(V6, K1).server(V4, K1)),
                Zoned.warning(
                                "mx.v6-only",
                                DOMAIN,
                                () -> new MailWorld(World.signed(DOMAIN).nsec3().aaaa(DOMAIN, V6)).server(V6, K1))
                        .as("of the domain itself, by NSEC3")
                        .foretold("? ? ? Q ? ?"));
    }

    /** Where connections to some addresses end so. */
    private static MailWorld failing(MailWorld mail, Predicate<Route> where, Supplier<IOException> end) {
        return mail.wiring(probe -> probe.transport(new Transport() {
            @Override
            public Connection connect(Route route, Deadline deadline) throws IOException {
                if (where.test(route)) {
                    throw end.get();
                }
                return mail.transport().connect(route, deadline);
            }
        }));
    }

    private static boolean sixth(Route route) {
        return route.address() instanceof Inet6Address;
    }

    private static List<Zoned> dead() {
        Supplier<IOException> silence = () -> new SocketTimeoutException("connect timed out");
        return List.of(
                Zoned.warning("mx.v6-dead", HOST, () -> at(V4, V6).server(V4, K1))
                        .foretold(PROVEN)
                        .saying(V6)
                        .beside(PROVEN, () -> at(V4, V6).server(V4, K1).server(V6, K1))
                        .beside(
                                PROVEN,
                                () -> failing(
                                        at(V4, V6).server(V4, K1),
                                        ExchangerZones::sixth,
                                        () -> new NoRouteToHostException("No route to host"))),
                Zoned.warning(
                                "mx.v6-dead",
                                HOST,
                                () -> failing(at(V4, V6).server(V4, K1), ExchangerZones::sixth, silence))
                        .as("no answer")
                        .foretold(PROVEN)
                        .saying("this machine"));
    }

    private static List<Zoned> unlike() {
        Issued renewed = new Issued(K1.key(), K1.chain());
        return List.of(
                Zoned.warning(
                                "mx.unlike",
                                HOST,
                                () -> served(proven().a(HOST, OTHER_V4)).server(OTHER_V4, K2))
                        .foretold(PROVEN)
                        .saying("certificates")
                        .beside(PROVEN, () -> served(proven().a(HOST, OTHER_V4)).server(OTHER_V4, renewed)),
                Zoned.warning(
                                "mx.unlike",
                                HOST,
                                () -> served(signed().a(HOST, OTHER_V4)).clear(OTHER_V4))
                        .as("in STARTTLS")
                        .foretold("C C C Q C C")
                        .saying("STARTTLS"),
                Zoned.warning(
                                "mx.unlike",
                                HOST,
                                () -> served(proven().a(HOST, OTHER_V4)).refusingTls(OTHER_V4))
                        .as("in STARTTLS, which is refused")
                        .foretold("C Q Q Q C Q")
                        .saying("STARTTLS"),
                Zoned.warning("mx.unlike", HOST, () -> at(V4, V6).server(V4, K1).server(V6, CA.issue(HOST)))
                        .as("in families")
                        .foretold("T Q Q Q T Q"));
    }

    private static List<Zoned> silent() {
        return List.of(
                Zoned.error("mx.all-silent", DOMAIN, () -> at(V4))
                        .foretold(UNKNOWN)
                        .saying(V4)
                        .beside(PROVEN, () -> at(V4).server(V4, K1)),
                Zoned.error(
                                "mx.all-silent",
                                DOMAIN,
                                () -> failing(
                                        at(V4, V6),
                                        route -> true,
                                        () -> new SocketTimeoutException("connect timed out")))
                        .as("no answer")
                        .foretold(UNKNOWN)
                        .saying("this machine"),
                Zoned.error("mx.all-silent", DOMAIN, () -> new MailWorld(half(proven())))
                        .as("of two hosts")
                        .foretold(UNKNOWN)
                        .beside(() -> new MailWorld(half(proven())).server(OTHER_V4, K1)));
    }
}
