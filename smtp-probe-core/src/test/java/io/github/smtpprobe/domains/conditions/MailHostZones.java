/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static io.github.smtpprobe.domains.conditions.Scene.BACKUP;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.K1;
import static io.github.smtpprobe.domains.conditions.Scene.OTHER_V4;
import static io.github.smtpprobe.domains.conditions.Scene.TLSA;
import static io.github.smtpprobe.domains.conditions.Scene.V4;
import static io.github.smtpprobe.domains.conditions.Scene.V6;
import static io.github.smtpprobe.domains.conditions.Scene.proven;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Scene.signed;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Conditions of the MX records by themselves, and of the names in them. */
final class MailHostZones {
    /** Letters where the one record matches, where there is none, and where nobody delivers. */
    static final String PROVEN = "T V V V T V";

    static final String PLAIN = "T T T Q T T";
    static final String QUEUED = "Q Q Q Q Q Q";
    static final String BOUNCED = "B B B B B B";

    /** The exchanger is passed over, and there is no other. */
    private static final String PASSED_OVER = "B B B B Q Q";

    private static final String END = "g.example.test";
    private static final int MOST_LINKS = 16;

    private MailHostZones() {}

    static List<Zoned> all() {
        return Stream.of(domains(), nothing(), dangling(), literals(), aliases(), loops(), lookUps(), duplicates())
                .flatMap(List::stream)
                .toList();
    }

    private static World plain() {
        return World.signed(DOMAIN);
    }

    /** The proven exchanger comes second. */
    static World backed(World world) {
        return world.mx(DOMAIN, 20, BACKUP).a(BACKUP, OTHER_V4).tlsa("_25._tcp." + BACKUP, tlsa(3, 1, 1, K1));
    }

    static MailWorld backedUp(World world) throws Exception {
        return new MailWorld(backed(world)).server(OTHER_V4, K1);
    }

    private static List<Zoned> domains() {
        return List.of(
                Zoned.info("mx.implicit", DOMAIN, () -> served(plain().a(DOMAIN, V4)))
                        .foretold(PLAIN)
                        .beside(PROVEN, () -> served(proven())),
                Zoned.info(
                                "mx.implicit",
                                DOMAIN,
                                () -> served(plain().a(DOMAIN, V4).tlsa("_25._tcp." + DOMAIN, tlsa(3, 1, 1, K1))))
                        .as("with a record")
                        .foretold(PROVEN),
                Zoned.info("mx.implicit", DOMAIN, () -> served(plain().nsec3().a(DOMAIN, V4)))
                        .as("by NSEC3")
                        .foretold(PLAIN),
                Zoned.info(
                                "mx.implicit",
                                DOMAIN,
                                () -> served(World.unsigned(DOMAIN).a(DOMAIN, V4)))
                        .as("unsigned")
                        .foretold(PLAIN),
                Zoned.info(
                                "mx.implicit",
                                DOMAIN,
                                () -> served(World.signed("test")
                                        .cname(DOMAIN, "real.test")
                                        .a("real.test", V4)))
                        .as("of a domain that is an alias")
                        .foretold(PLAIN),
                Zoned.error("mx.nowhere", DOMAIN, () -> new MailWorld(plain()))
                        .foretold(BOUNCED)
                        .beside(PLAIN, () -> served(plain().a(DOMAIN, V4)))
                        .beside(BOUNCED, () -> new MailWorld(plain().nullMx())),
                Zoned.error("mx.nowhere", DOMAIN, () -> new MailWorld(World.signed("test")))
                        .as("no such name")
                        .foretold(BOUNCED),
                Zoned.error(
                                "mx.nowhere",
                                DOMAIN,
                                () -> new MailWorld(World.signed("test").nsec3()))
                        .as("no such name, by NSEC3")
                        .foretold(BOUNCED),
                Zoned.error(
                                "mx.nowhere",
                                DOMAIN,
                                () -> new MailWorld(
                                        plain().txt("www." + DOMAIN, "x").nsec3()))
                        .as("by NSEC3")
                        .foretold(BOUNCED));
    }

    private static List<Zoned> nothing() {
        return List.of(
                Zoned.info("mx.null", DOMAIN, () -> new MailWorld(plain().nullMx()))
                        .foretold(BOUNCED)
                        .saying("no server was contacted, and no TLSA records of one were looked up")
                        .beside("? ? ? ? ? ?", () -> served(proven().nullMx()))
                        .beside(BOUNCED, () -> new MailWorld(plain())),
                Zoned.info(
                                "mx.null",
                                DOMAIN,
                                () -> new MailWorld(
                                        World.unsigned(DOMAIN).nullMx().a(DOMAIN, V4)))
                        .as("unsigned, of a domain that has an address")
                        .foretold(BOUNCED),
                Zoned.error("mx.null-mixed", DOMAIN, () -> served(proven().nullMx()))
                        .foretold("? ? ? ? ? ?")
                        .beside(BOUNCED, () -> new MailWorld(plain().nullMx())),
                Zoned.error("mx.null-mixed", DOMAIN, () -> served(proven().mx(90, ".")))
                        .as("in the last place")
                        .foretold("? ? ? ? ? ?"));
    }

    private static List<Zoned> dangling() {
        String g = "mx.provider.test";
        return List.of(
                Zoned.error("mx.dangling", HOST, () -> new MailWorld(plain().mx(10, HOST)))
                        .foretold(PASSED_OVER)
                        .beside(PROVEN, () -> served(proven()))
                        .beside(QUEUED, () -> new MailWorld(plain().mx(10, HOST).servfail(HOST, "*")))
                        .beside(
                                "? Q Q Q ? Q",
                                () -> new MailWorld(plain().mx(10, HOST).brokenDenial(HOST))),
                Zoned.error(
                                "mx.dangling",
                                HOST,
                                () -> new MailWorld(plain().mx(10, HOST).txt(HOST, "x")))
                        .as("no address")
                        .foretold(PASSED_OVER),
                Zoned.error(
                                "mx.dangling",
                                HOST,
                                () -> new MailWorld(plain().nsec3().mx(10, HOST)))
                        .as("by NSEC3")
                        .foretold(PASSED_OVER),
                Zoned.error(
                                "mx.dangling",
                                HOST,
                                () -> new MailWorld(plain().nsec3().mx(10, HOST).txt(HOST, "x")))
                        .as("no address, by NSEC3")
                        .foretold(PASSED_OVER),
                Zoned.error(
                                "mx.dangling",
                                HOST,
                                () -> new MailWorld(plain().mx(10, HOST).txt("*." + DOMAIN, "x")))
                        .as("no address, by a wildcard")
                        .foretold(PASSED_OVER),
                Zoned.error(
                                "mx.dangling",
                                g,
                                () -> new MailWorld(plain().mx(10, g).andUnsigned("provider.test")))
                        .as("in an unsigned zone")
                        .foretold(PASSED_OVER),
                Zoned.error(
                                "mx.dangling",
                                HOST,
                                () -> new MailWorld(plain().mx(10, HOST).cname(HOST, END)))
                        .as("an alias to nothing")
                        .foretold(PASSED_OVER),
                Zoned.error("mx.dangling", HOST, () -> backedUp(plain().mx(10, HOST)))
                        .as("beside a host")
                        .foretold(PROVEN),
                Zoned.error(
                                "mx.dangling",
                                HOST + " " + BACKUP,
                                () -> new MailWorld(plain().mx(10, HOST).mx(20, BACKUP)))
                        .as("two of them")
                        .foretold(PASSED_OVER));
    }

    /** Exim passes over it, and Postfix takes the address: nobody can tell it of senders in general. */
    private static List<Zoned> literals() {
        String unknown = "? ? ? ? ? ?";
        return List.of(
                Zoned.error("mx.literal", V4, () -> backedUp(plain().mx(10, V4)))
                        .foretold(unknown)
                        .beside(() -> new MailWorld(plain().mx(10, HOST))),
                Zoned.error("mx.literal", V6, () -> backedUp(plain().mx(10, V6)))
                        .as("IPv6")
                        .foretold(unknown),
                Zoned.error("mx.literal", "[" + V4 + "]", () -> backedUp(plain().mx(10, "[" + V4 + "]")))
                        .as("in brackets")
                        .foretold(unknown));
    }

    private static World alias() {
        return plain().mx(10, HOST).cname(HOST, END).a(END, V4);
    }

    private static List<Zoned> aliases() {
        return List.of(
                Zoned.warning("mx.alias", HOST, () -> served(alias()))
                        .foretold(PLAIN)
                        .saying(END)
                        .beside(PLAIN, () -> served(signed())),
                Zoned.warning("mx.alias", HOST, () -> served(alias().tlsa(TLSA, tlsa(3, 1, 1, K1))))
                        .as("with a record of its own")
                        .foretold("T V T ? T ?"),
                Zoned.warning("mx.alias", HOST, () -> served(alias().tlsa("_25._tcp." + END, tlsa(3, 1, 1, K1))))
                        .as("with a record of its end")
                        .foretold("T V V V T ?"),
                Zoned.warning(
                                "mx.alias",
                                HOST,
                                () -> served(plain().mx(10, HOST)
                                        .cname(HOST, "g.provider.test")
                                        .andUnsigned("provider.test")
                                        .a("g.provider.test", V4)))
                        .as("into an unsigned zone")
                        .foretold(PLAIN),
                Zoned.warning(
                                "mx.alias",
                                HOST,
                                () -> served(plain().mx(10, HOST)
                                        .cname("*." + DOMAIN, "g.provider.test")
                                        .andSigned("provider.test")
                                        .a("g.provider.test", V4)))
                        .as("of a wildcard")
                        .foretold(PLAIN),
                Zoned.warning(
                                "mx.alias",
                                "mx.old.example.test",
                                () -> served(plain().mx(10, "mx.old.example.test")
                                        .dname("old.example.test", "provider.test")
                                        .andSigned("provider.test")
                                        .a("mx.provider.test", V4)))
                        .as("of a tree")
                        .foretold(PLAIN));
    }

    private static World links(int number) {
        World world = plain().mx(10, HOST).cname(HOST, "n1.example.test");
        for (int i = 1; i < number; i++) {
            world.cname("n" + i + ".example.test", "n" + (i + 1) + ".example.test");
        }
        return world.a("n" + number + ".example.test", V4);
    }

    private static List<Zoned> loops() {
        return List.of(
                Zoned.error(
                                "mx.alias-loop",
                                HOST,
                                () -> new MailWorld(
                                        plain().mx(10, HOST).cname(HOST, END).cname(END, HOST)))
                        .foretold(QUEUED)
                        .beside(PLAIN, () -> served(alias())),
                Zoned.error("mx.alias-loop", HOST, () -> served(links(MOST_LINKS + 1)))
                        .as("too long")
                        .foretold(QUEUED)
                        .beside(PLAIN, () -> served(links(MOST_LINKS))),
                Zoned.error(
                                "mx.alias-loop",
                                HOST,
                                () -> backedUp(plain().mx(10, HOST).cname(HOST, HOST)))
                        .as("of one name, beside a host")
                        .foretold(PROVEN),
                Zoned.error(
                                "mx.alias-loop",
                                DOMAIN,
                                () -> new MailWorld(World.signed("test")
                                        .cname(DOMAIN, "other.test")
                                        .cname("other.test", DOMAIN)))
                        .as("of the domain")
                        .foretold(QUEUED));
    }

    private static List<Zoned> lookUps() {
        return List.of(
                Zoned.error("mx.lookup-error", DOMAIN, () -> served(proven().servfail(DOMAIN, "MX")))
                        .foretold(QUEUED)
                        .saying("MX records")
                        .beside(PROVEN, () -> served(proven().servfail(HOST, "AAAA"))),
                Zoned.error("mx.lookup-error", DOMAIN, () -> served(proven().refused(DOMAIN, "MX")))
                        .as("refused")
                        .foretold(QUEUED),
                Zoned.error("mx.lookup-error", DOMAIN, () -> served(proven().silent(DOMAIN, "MX")))
                        .as("no answer")
                        .surveyed(survey -> survey.deadline(Duration.ofSeconds(10)))
                        .foretold(QUEUED),
                Zoned.error("mx.lookup-error", DOMAIN, () -> served(proven().servfail(DOMAIN, "DNSKEY")))
                        .as("no keys")
                        .foretold(QUEUED),
                Zoned.error("mx.lookup-error", HOST, () -> served(proven().servfail(HOST, "*")))
                        .as("of the host")
                        .foretold(QUEUED)
                        .saying("addresses"),
                Zoned.error("mx.lookup-error", HOST, () -> backedUp(proven().servfail(HOST, "*")))
                        .as("of one host")
                        .foretold(PROVEN),
                Zoned.error(
                                "mx.lookup-error",
                                HOST,
                                () -> new MailWorld(
                                        plain().mx(10, HOST).txt(HOST, "x").servfail(HOST, "A")))
                        .as("of the only family that there may be")
                        .foretold(QUEUED));
    }

    private static List<Zoned> duplicates() {
        return List.of(
                Zoned.info("mx.duplicate", DOMAIN, () -> served(proven().mx(DOMAIN, 20, HOST)))
                        .foretold(PROVEN)
                        .saying(HOST)
                        .beside(PROVEN, () -> backedUp(proven()).server(V4, K1)),
                Zoned.info("mx.duplicate", DOMAIN, () -> served(proven().mx(DOMAIN, 20, "MX.Example.TEST")))
                        .as("in other letters")
                        .foretold(PROVEN)
                        .saying(HOST));
    }
}
