/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static io.github.smtpprobe.domains.conditions.MailHostZones.PLAIN;
import static io.github.smtpprobe.domains.conditions.MailHostZones.PROVEN;
import static io.github.smtpprobe.domains.conditions.MailHostZones.backedUp;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.K1;
import static io.github.smtpprobe.domains.conditions.Scene.K2;
import static io.github.smtpprobe.domains.conditions.Scene.OTHER_V4;
import static io.github.smtpprobe.domains.conditions.Scene.TLSA;
import static io.github.smtpprobe.domains.conditions.Scene.V4;
import static io.github.smtpprobe.domains.conditions.Scene.proven;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Scene.signed;
import static io.github.smtpprobe.domains.conditions.Scene.unsigned;
import static io.github.smtpprobe.domains.conditions.ZoneProofZones.NO_RECORDS;
import static io.github.smtpprobe.domains.conditions.ZoneProofZones.PROVIDER;
import static io.github.smtpprobe.domains.conditions.ZoneProofZones.TOP;
import static io.github.smtpprobe.domains.conditions.ZoneProofZones.UNTESTED;
import static io.github.smtpprobe.domains.conditions.ZoneProofZones.provided;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.records.TrustAnchors;
import io.github.smtpprobe.zones.World;
import java.util.List;
import java.util.stream.Stream;

/** Conditions of how zones are signed, of what they deny, and of name servers that pass on no proof. */
final class ZoneSigningZones {
    private static final String REMOTE = "mx.provider.test";
    private static final String SPARE = "spare.provider.test";

    private ZoneSigningZones() {}

    static List<Zoned> all() {
        return Stream.of(
                        unsignedDomains(), unsignedHosts(), signedHosts(), algorithms(), iterations(), denials(), who())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Zoned> unsignedDomains() {
        return Stream.of(
                        Zoned.info("dns.insecure", DOMAIN, () -> served(unsigned()))
                                .beside(PLAIN, () -> served(signed())),
                        Zoned.info(
                                        "dns.insecure",
                                        DOMAIN,
                                        () -> served(World.unsigned(TOP)
                                                .andSigned(DOMAIN)
                                                .mx(10, HOST)
                                                .a(HOST, V4)))
                                .as("signed below a zone that is not")
                                .saying("no chain of DS records leads to it"),
                        Zoned.info("dns.insecure", DOMAIN, () -> served(signed().undelegated()))
                                .as("signed, and the zone above has no DS record")
                                .saying(
                                        "answers with signatures, and no chain of DS records leads to it",
                                        "Give the DS record of the zone to the registrar")
                                .beside(PLAIN, () -> served(signed())),
                        Zoned.info(
                                        "dns.insecure",
                                        DOMAIN,
                                        () -> served(World.signed(TOP)
                                                .nsec3()
                                                .andUnsigned(DOMAIN)
                                                .mx(10, HOST)
                                                .a(HOST, V4)))
                                .as("by NSEC3"),
                        Zoned.info(
                                        "dns.insecure",
                                        DOMAIN,
                                        () -> served(World.signed(TOP)
                                                .optOut()
                                                .andUnsigned(DOMAIN)
                                                .mx(10, HOST)
                                                .a(HOST, V4)))
                                .as("left out of the chain of NSEC3"))
                .map(each -> each.foretold(PLAIN))
                .toList();
    }

    /** A domain whose exchanger is in an unsigned zone, which was named last. */
    private static World remote(World world) {
        return world.mx(10, REMOTE).andUnsigned(PROVIDER).a(REMOTE, V4);
    }

    private static List<Zoned> unsignedHosts() {
        return Stream.of(
                        Zoned.warning("dns.host-insecure", REMOTE, () -> served(remote(World.signed(DOMAIN))))
                                .beside(PLAIN, () -> served(remote(World.unsigned(DOMAIN))))
                                .beside(PROVEN, () -> served(provided())),
                        Zoned.warning(
                                        "dns.host-insecure",
                                        REMOTE,
                                        () -> served(remote(World.signed(DOMAIN))
                                                .tlsa("_25._tcp." + REMOTE, tlsa(3, 1, 1, K2))))
                                .as("with a record for another key"),
                        Zoned.warning(
                                        "dns.host-insecure",
                                        REMOTE,
                                        () -> served(World.signed(DOMAIN)
                                                .mx(10, REMOTE)
                                                .andSigned(PROVIDER)
                                                .undelegated()
                                                .a(REMOTE, V4)))
                                .as("signed, and the zone above has no DS record")
                                .saying("answers with signatures", "should give its DS record to the registrar"),
                        Zoned.warning(
                                        "dns.host-insecure",
                                        REMOTE + " " + SPARE,
                                        () -> served(remote(World.signed(DOMAIN).mx(20, SPARE))
                                                .a(SPARE, OTHER_V4)))
                                .as("two of them"))
                .map(each -> each.foretold(PLAIN))
                .toList();
    }

    private static World signedHost() {
        return World.unsigned(DOMAIN).mx(10, REMOTE).andSigned(PROVIDER).a(REMOTE, V4);
    }

    private static List<Zoned> signedHosts() {
        String place = "_25._tcp." + REMOTE;
        return List.of(
                Zoned.warning(
                                "dns.mx-insecure",
                                DOMAIN,
                                () -> served(signedHost().tlsa(place, tlsa(3, 1, 1, K1))))
                        .foretold("T V T Q T T")
                        .beside(PLAIN, () -> served(signedHost()))
                        .beside(PROVEN, () -> served(provided())),
                Zoned.error("dns.mx-insecure", DOMAIN, () -> served(signedHost().tlsa(place, tlsa(3, 1, 1, K2))))
                        .as("with a record for another key")
                        .foretold("T Q T Q T T")
                        .saying(REMOTE));
    }

    private static List<Zoned> algorithms() {
        return List.of(
                Zoned.warning("dns.algorithm", DOMAIN, () -> served(proven().unsupportedAlgorithm()))
                        .foretold(PLAIN)
                        .saying("no DS record", "If the zone has no such key yet")
                        .beside(PROVEN, () -> served(proven().rsa())),
                Zoned.warning("dns.algorithm", DOMAIN, () -> served(proven().sha1()))
                        .as("SHA-1")
                        .foretold("T . . . T ."),
                Zoned.warning("dns.algorithm", DOMAIN, () -> served(proven().sha1Delegation()))
                        .as("SHA-1 in the DS record")
                        .foretold("T . . . T .")
                        .saying("SHA-1"),
                Zoned.warning("dns.algorithm", DOMAIN, () -> served(proven().unsupportedDigest()))
                        .as("the digest of the DS record")
                        .saying("no DS record")
                        .foretold(PLAIN),
                Zoned.warning(
                                "dns.algorithm",
                                TOP,
                                () -> served(proven().in(TOP).sha1()))
                        .as("SHA-1 in the zone above"),
                Zoned.warning(
                                "dns.algorithm",
                                TOP,
                                () -> served(proven().in(TOP).unsupportedAlgorithm()))
                        .as("the zone above")
                        .foretold(PLAIN),
                Zoned.warning("dns.algorithm", PROVIDER, () -> served(provided().sha1()))
                        .as("SHA-1 in the exchanger's zone"),
                Zoned.warning("dns.algorithm", PROVIDER, () -> served(provided().unsupportedAlgorithm()))
                        .as("the exchanger's zone")
                        .foretold(PLAIN));
    }

    private static List<Zoned> iterations() {
        return List.of(
                Zoned.warning("dns.nsec3-iterations", DOMAIN, () -> served(signed().nsec3(10)))
                        .foretold(PLAIN)
                        .saying(": 10.")
                        .beside(PLAIN, () -> served(signed().nsec3())),
                Zoned.warning("dns.nsec3-iterations", DOMAIN, () -> served(signed().nsec3(151)))
                        .as("more than validators take")
                        .foretold(PLAIN)
                        .saying(": 151."),
                Zoned.warning("dns.nsec3-iterations", DOMAIN, () -> served(proven().nsec3(151)))
                        .as("with a record")
                        .foretold(PROVEN),
                Zoned.warning(
                                "dns.nsec3-iterations",
                                TOP,
                                () -> served(unsigned().in(TOP).nsec3(10)))
                        .as("the zone above")
                        .foretold(PLAIN),
                Zoned.warning(
                                "dns.nsec3-iterations",
                                TOP,
                                () -> served(unsigned().in(TOP).nsec3(151)))
                        .as("the zone above, more than validators take")
                        .foretold(PLAIN),
                Zoned.warning(
                                "dns.nsec3-iterations",
                                PROVIDER,
                                () -> served(provided().nsec3(10)))
                        .as("the exchanger's zone")
                        .foretold(PROVEN));
    }

    private static List<Zoned> denials() {
        return Stream.of(
                        Zoned.error("dns.denial-broken", HOST, () -> served(signed().brokenDenial(TLSA)))
                                .beside(PLAIN, () -> served(signed()))
                                .beside(PLAIN, () -> served(signed().optOut()))
                                .beside(PROVEN, () -> served(proven().brokenDenial(HOST))),
                        denial("no proof", () -> served(signed().missingDenial(TLSA))),
                        denial("a proof of something else", () -> served(signed().wrongDenial(TLSA))),
                        denial("by NSEC3", () -> served(signed().nsec3().brokenDenial(TLSA))),
                        denial(
                                "no proof, by NSEC3",
                                () -> served(signed().nsec3().missingDenial(TLSA))),
                        denial(
                                "a proof of something else, by NSEC3",
                                () -> served(signed().nsec3().wrongDenial(TLSA))),
                        denial("of a type", () -> served(signed().txt(TLSA, "x").brokenDenial(TLSA))),
                        denial(
                                "of a type, by NSEC3",
                                () -> served(signed().nsec3().txt(TLSA, "x").brokenDenial(TLSA))),
                        denial(
                                        "beside a host",
                                        () -> backedUp(signed().brokenDenial(TLSA))
                                                .server(V4, K1))
                                .foretold("T V V V T V"))
                .map(each -> each.foretold().isEmpty() ? each.foretold(NO_RECORDS) : each)
                .toList();
    }

    private static Zoned denial(String variation, Zoned.Making said) {
        return Zoned.error("dns.denial-broken", HOST, said).as(variation);
    }

    private static MailWorld untouched() throws Exception {
        return served(proven());
    }

    private static List<Zoned> who() {
        Zoned.Surveying unanchored = mail -> mail.probe()
                .surveyDomain(Zoned.survey().anchors(TrustAnchors.of(List.of())).build());
        Zoned.Surveying old = mail -> mail.probe()
                .surveyDomain(Zoned.survey().anchors(TrustAnchors.standard()).build());
        return List.of(
                Zoned.info("dns.cannot-tell", ".", () -> served(proven().stripped()))
                        .foretold(UNTESTED)
                        .beside(PROVEN, ZoneSigningZones::untouched),
                Zoned.info("dns.cannot-tell", ".", () -> served(proven().withoutExtension()))
                        .as("a server that knows no DO bit")
                        .saying("the question with EDNS", "FORMERR")
                        .foretold(UNTESTED),
                Zoned.info("dns.cannot-tell", DOMAIN, () -> served(proven().withoutExtension(DOMAIN, "MX")))
                        .as("a server that takes no DO bit with one question, for which its zone is not to blame")
                        .saying("the question with EDNS", "FORMERR"),
                Zoned.info("dns.cannot-tell", DOMAIN, () -> served(proven().withoutExtension(DOMAIN, "DNSKEY")))
                        .as("a server that takes no DO bit with the question for keys")
                        .saying("the question with EDNS", "FORMERR"),
                Zoned.info("dns.unproven-answer", HOST, () -> served(proven().withoutExtension(TLSA, "TLSA")))
                        .saying(TLSA, "FORMERR")
                        .foretold(UNTESTED)
                        .beside(PROVEN, ZoneSigningZones::untouched)
                        .beside(() -> served(proven().withoutExtension(DOMAIN, "MX"))),
                Zoned.info("dns.unproven-answer", HOST, () -> served(proven().withoutExtension(HOST, "A")))
                        .as("the question for addresses")
                        .saying(HOST + " A", "FORMERR"),
                Zoned.info(
                                "dns.cannot-tell",
                                ".",
                                () -> served(proven().servfail(".", "*").servfail(DOMAIN, "MX")))
                        .as("a server that answers nothing, which is no fault of the domain's")
                        .saying("SERVFAIL", "127.0.0.1")
                        .foretold("? ? ? ? ? ?"),
                Zoned.info("dns.cannot-tell", ".", () -> served(proven().servfail(".", "*")))
                        .as("a server that does not know the root zone, and whose word that there is no policy is"
                                + " not taken")
                        .foretold("T ? ? ? ? ?"),
                Zoned.error("dns.no-anchor", ".", ZoneSigningZones::untouched)
                        .surveying(unanchored)
                        .foretold(UNTESTED)
                        .beside(ZoneSigningZones::untouched, mail -> mail.survey(Zoned.survey())),
                Zoned.error("dns.no-anchor", ".", ZoneSigningZones::untouched)
                        .as("of another root")
                        .surveying(old)
                        .foretold(UNTESTED));
    }
}
