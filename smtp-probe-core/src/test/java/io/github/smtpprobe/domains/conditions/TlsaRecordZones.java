/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.K1;
import static io.github.smtpprobe.domains.conditions.Scene.TLSA;
import static io.github.smtpprobe.domains.conditions.Scene.V4;
import static io.github.smtpprobe.domains.conditions.Scene.proven;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Scene.signed;
import static io.github.smtpprobe.domains.conditions.Scene.unsigned;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.zones.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Conditions of TLSA records by themselves: whether there are any, whether they could be learned, and which can be used. */
final class TlsaRecordZones {
    /** Letters of rows of the table: no policy, a record that matches, an answer that is not to be had, and records that nobody can use. */
    static final String NOTHING = "T T T Q T T";

    static final String MATCHES = "T V V V T V";
    static final String FAILS = "T Q Q Q T Q";
    private static final String UNUSABLE = "T T ? ? T T";

    private static final String PROVIDED = "mx.provider.test";
    private static final String DIGEST = "ab".repeat(32);

    private TlsaRecordZones() {}

    static List<Zoned> all() {
        List<Zoned> all = new ArrayList<>(absent());
        all.addAll(unlearned());
        all.addAll(unusable());
        return all;
    }

    private static World with(String... records) {
        World world = signed();
        for (String each : records) {
            world.tlsa(TLSA, each);
        }
        return world;
    }

    private static World many(int records) {
        World world = with(tlsa(3, 1, 1, K1));
        for (int i = 1; i < records; i++) {
            world.tlsa(TLSA, "3 1 1 " + String.format(Locale.ROOT, "%064x", i));
        }
        return world;
    }

    private static World provided(boolean signed) {
        World world = World.signed(DOMAIN).mx(10, PROVIDED);
        return (signed ? world.andSigned("provider.test") : world.andUnsigned("provider.test")).a(PROVIDED, V4);
    }

    private static Zoned none(String variation, Zoned.Making said) {
        return Zoned.info("tlsa.none", HOST, said).as(variation).foretold(NOTHING);
    }

    private static List<Zoned> absent() {
        return List.of(
                none("", () -> served(signed()))
                        .beside(MATCHES, () -> served(proven()))
                        .beside(MATCHES, () -> served(signed().tlsa("*._tcp." + HOST, tlsa(3, 1, 1, K1)))),
                none("records of another type", () -> served(signed().txt(TLSA, "not here"))),
                none("a name below it", () -> served(signed().txt("below." + TLSA, "not here"))),
                none("denied by NSEC3", () -> served(signed().nsec3())),
                Zoned.info("tlsa.not-asked", PROVIDED, () -> served(provided(false)))
                        .foretold(NOTHING)
                        .beside(NOTHING, () -> served(provided(true))),
                Zoned.info("tlsa.not-asked", HOST, () -> served(unsigned()))
                        .as("nothing is signed")
                        .foretold(NOTHING),
                Zoned.warning("tlsa.insecure", HOST, () -> served(delegated(false)))
                        .foretold(NOTHING)
                        .beside(MATCHES, () -> served(delegated(true)))
                        .beside(NOTHING, () -> served(signed())));
    }

    /** The records are in a zone of their own. */
    private static World delegated(boolean signed) {
        String zone = "_tcp." + HOST;
        return (signed ? signed().andSigned(zone) : signed().andUnsigned(zone)).tlsa(TLSA, tlsa(3, 1, 1, K1));
    }

    private static Zoned unlearned(String variation, Zoned.Making said) {
        return Zoned.error("tlsa.lookup-error", HOST, said).as(variation).foretold(FAILS);
    }

    private static List<Zoned> unlearned() {
        return List.of(
                unlearned("", () -> served(signed().servfail(TLSA, "TLSA")))
                        .beside(MATCHES, () -> served(proven()))
                        .beside(NOTHING, () -> served(signed().servfail("_443._tcp." + HOST, "TLSA")))
                        .beside(NOTHING, () -> served(provided(false).servfail("_25._tcp." + PROVIDED, "TLSA"))),
                unlearned("refused", () -> served(signed().refused(TLSA, "TLSA"))),
                unlearned("silent", () -> served(signed().silent(TLSA, "TLSA"))),
                unlearned("an alias of itself", () -> served(signed().cname(TLSA, TLSA))),
                unlearned(
                        "an alias of what fails",
                        () -> served(signed().cname(TLSA, "tlsa.example.test")
                                .servfail("tlsa.example.test", "TLSA")
                                .servfail(TLSA, "TLSA"))));
    }

    private static Zoned unusable(String id, String variation, String... records) {
        return Zoned.warning(id, HOST, () -> served(with(records)))
                .as(variation)
                .foretold(UNUSABLE);
    }

    private static List<Zoned> unusable() {
        String good = tlsa(3, 1, 1, K1);
        String pkix = "1" + tlsa(3, 0, 1, K1).substring(1);
        String root = "0" + tlsa(2, 0, 1, CA.certificate()).substring(1);
        return List.of(
                Zoned.info("tlsa.no-spare", HOST, () -> served(with(good)))
                        .foretold(MATCHES)
                        .beside(MATCHES, () -> served(proven()))
                        .beside(MATCHES, () -> served(with(good, tlsa(2, 1, 1, CA.certificate())))),
                Zoned.info("tlsa.no-spare", HOST, () -> served(with(good, "3 1 1 abcd")))
                        .as("beside one that nobody can use")
                        .foretold(MATCHES),
                unusable("tlsa.pkix-only", "", pkix)
                        .beside(MATCHES, () -> served(with(pkix, good)))
                        .beside(UNUSABLE, () -> served(with("3 7 1 " + DIGEST))),
                unusable("tlsa.pkix-only", "usage 0", root),
                unusable("tlsa.pkix-only", "both usages", pkix, root),
                Zoned.warning("tlsa.pkix-only", HOST, () -> new MailWorld(with(pkix)).clear(V4))
                        .as("in clear")
                        .foretold("C Q Q Q C B"),
                unusable("tlsa.unusable", "", "3 7 1 " + DIGEST)
                        .beside(MATCHES, () -> served(with(good)))
                        .beside(UNUSABLE, () -> served(with("3 1 1 abcd"))),
                unusable("tlsa.unusable", "matching type", "3 1 7 " + DIGEST),
                unusable("tlsa.unusable", "usage", "4 1 1 " + DIGEST),
                unusable("tlsa.unusable", "usage of one's own", "255 1 1 " + DIGEST),
                unusable("tlsa.unusable", "no certificate", "3 0 0 abcd"),
                unusable("tlsa.unusable", "no key", "3 1 0 abcd"),
                unusable("tlsa.unusable", "beside one that matches", "3 7 1 " + DIGEST, good)
                        .foretold(MATCHES),
                unusable("tlsa.bad-length", "", "3 1 1 abcd")
                        .beside(MATCHES, () -> served(with(good)))
                        .beside(UNUSABLE, () -> served(with("3 7 1 abcd"))),
                unusable("tlsa.bad-length", "an octet too few", "3 1 1 " + DIGEST.substring(2)),
                unusable("tlsa.bad-length", "an octet too many", "3 1 1 " + DIGEST + "ab"),
                unusable("tlsa.bad-length", "SHA-256 as SHA-512", "3 1 2 " + DIGEST),
                unusable("tlsa.bad-length", "SHA-512 as SHA-256", "2 0 1 " + DIGEST + DIGEST),
                unusable("tlsa.bad-length", "beside one that matches", "3 1 1 abcd", good)
                        .foretold(MATCHES),
                Zoned.warning("tlsa.full", HOST, () -> served(with(tlsa(3, 1, 0, K1))))
                        .foretold(MATCHES)
                        .saying("3 1 0", "digests only")
                        .beside(MATCHES, () -> served(with(good))),
                Zoned.info("tlsa.full", HOST, () -> served(with(tlsa(3, 0, 0, K1), good)))
                        .as("beside a digest")
                        .foretold(MATCHES)
                        .saying("3 0 0"),
                Zoned.warning(
                                "tlsa.full",
                                HOST,
                                () -> TlsaIssuerZones.showing(
                                        TlsaIssuerZones.BY_FIRST, tlsa(2, 1, 0, TlsaIssuerZones.FIRST.certificate())))
                        .as("of the issuer")
                        .foretold(MATCHES)
                        .saying("2 1 0", "send that of the authority"),
                Zoned.warning("tlsa.sha512-only", HOST, () -> served(with(tlsa(3, 1, 2, K1))))
                        .foretold(MATCHES)
                        .beside(MATCHES, () -> served(with(tlsa(3, 1, 2, K1), good))),
                Zoned.warning("tlsa.sha512-only", HOST, () -> served(with(tlsa(3, 1, 2, K1), "3 1 1 abcd")))
                        .as("beside a digest that nobody can use")
                        .foretold(MATCHES),
                Zoned.info("tlsa.many", HOST, () -> served(many(13)))
                        .saying("13 TLSA records", "Exchange Online")
                        .foretold(MATCHES)
                        .beside(MATCHES, () -> served(many(12))));
    }
}
