/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.conditions.MailHostZones.PROVEN;
import static io.github.smtpprobe.domains.conditions.Scene.BACKUP;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.K1;
import static io.github.smtpprobe.domains.conditions.Scene.OTHER_V4;
import static io.github.smtpprobe.domains.conditions.Scene.V4;
import static io.github.smtpprobe.domains.conditions.Scene.V6;
import static io.github.smtpprobe.domains.conditions.Scene.proven;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.zones.World;
import java.util.List;
import java.util.stream.Stream;

/** Conditions of the reverse names of the exchangers' addresses. They have no effect on who sends mail there. */
final class ReverseNameZones {
    private static final String REVERSE = "8.8.8.8.in-addr.arpa";
    private static final String OTHER = "other.example.test";

    private ReverseNameZones() {}

    static List<Zoned> all() {
        return Stream.of(none(), failing(), errors())
                .flatMap(List::stream)
                .map(each -> each.foretold(PROVEN))
                .toList();
    }

    private static World led() {
        return proven().ptr(V4, HOST);
    }

    private static MailWorld two(World world) throws Exception {
        return served(world.a(HOST, OTHER_V4)).server(OTHER_V4, K1);
    }

    private static List<Zoned> none() {
        return List.of(
                Zoned.info("ptr.none", HOST, () -> served(proven()))
                        .saying("1 of 1", V4)
                        .beside(PROVEN, () -> served(led()))
                        .beside(PROVEN, () -> served(proven().ptr(V4, OTHER)))
                        .beside(PROVEN, () -> served(proven().servfail(REVERSE, "PTR"))),
                Zoned.info("ptr.none", HOST, () -> two(led()))
                        .as("one of two addresses")
                        .saying("1 of 2", OTHER_V4),
                Zoned.info("ptr.none", HOST, () -> served(led().aaaa(HOST, V6)).server(V6, K1))
                        .as("IPv6")
                        .saying("1 of 2", V6),
                Zoned.info(
                                "ptr.none",
                                HOST + " " + BACKUP,
                                () -> served(proven().mx(DOMAIN, 20, BACKUP).a(BACKUP, V4)))
                        .as("an address of two hosts"),
                Zoned.info(
                                "ptr.none",
                                HOST,
                                () -> served(
                                        proven().andUnsigned("8.8.in-addr.arpa").txt(REVERSE, "x")))
                        .as("no such type"));
    }

    private static List<Zoned> failing() {
        return List.of(
                Zoned.info("ptr.fail", HOST, () -> served(proven().ptr(V4, OTHER)))
                        .saying("1 of 1", OTHER)
                        .beside(PROVEN, () -> served(led()))
                        .beside(PROVEN, () -> served(led().ptr(V4, OTHER)))
                        .beside(PROVEN, () -> served(proven())),
                Zoned.info(
                                "ptr.fail",
                                HOST,
                                () -> served(proven().ptr(V4, OTHER).a(OTHER, OTHER_V4)))
                        .as("a name with another address")
                        .saying(OTHER),
                Zoned.info(
                                "ptr.fail",
                                HOST,
                                () -> served(led().aaaa(HOST, V6).ptr(V6, OTHER).a(OTHER, V4))
                                        .server(V6, K1))
                        .as("a name with an address of the other family")
                        .saying(V6));
    }

    private static List<Zoned> errors() {
        return List.of(
                Zoned.info("ptr.error", HOST, () -> served(led().servfail(REVERSE, "PTR")))
                        .saying("1 of 1", V4)
                        .beside(PROVEN, () -> served(led()))
                        .beside(PROVEN, () -> served(proven())),
                Zoned.info(
                                "ptr.error",
                                HOST,
                                () -> served(
                                        proven().ptr(V4, OTHER).a(OTHER, V4).servfail(OTHER, "A")))
                        .as("of the way back"),
                Zoned.info("ptr.error", HOST, () -> served(led().refused(REVERSE, "PTR")))
                        .as("refused"));
    }
}
