/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static io.github.smtpprobe.domains.conditions.MailHostZones.PROVEN;
import static io.github.smtpprobe.domains.conditions.Scene.HOST;
import static io.github.smtpprobe.domains.conditions.Scene.K2;
import static io.github.smtpprobe.domains.conditions.Scene.OTHER_V4;
import static io.github.smtpprobe.domains.conditions.Scene.TLSA;
import static io.github.smtpprobe.domains.conditions.Scene.proven;
import static io.github.smtpprobe.domains.conditions.Scene.served;
import static io.github.smtpprobe.domains.conditions.Zoned.DOMAIN;

import io.github.smtpprobe.domains.MailWorld;
import io.github.smtpprobe.zones.Misdeed;
import io.github.smtpprobe.zones.World;
import java.net.InetSocketAddress;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** Conditions of name servers that the survey was told to ask: they differ, or some do not answer. */
final class NamedServerZones {
    private NamedServerZones() {}

    /** Two name servers, both of which the caller names. */
    private static Zoned.Surveying named() {
        return named(2);
    }

    private static Zoned.Surveying named(int servers) {
        return mail -> {
            List<InetSocketAddress> all = mail.world().servers(servers).addresses();
            return mail.survey(Zoned.survey().nameServers(all.toArray(InetSocketAddress[]::new)));
        };
    }

    private static World second(World world) {
        return world.servers(2).at(1);
    }

    private static World unsignedBySecond() {
        World world = second(proven());
        return world.answering(DOMAIN, "MX", query -> {
            Message answer = world.answer(query, false);
            query.getSection(Section.ADDITIONAL).forEach(each -> answer.addRecord(each, Section.ADDITIONAL));
            return List.of(answer.toWire(65_535));
        });
    }

    /** A name server of two has no answer. */
    private static Zoned alone(String variation, Zoned.Making said, String words) {
        return Zoned.warning("dns.server-fails", DOMAIN, said)
                .as(variation)
                .surveying(named())
                .foretold(PROVEN)
                .saying(words, "127.0.0.1:");
    }

    private static MailWorld untouched() throws Exception {
        return served(proven());
    }

    static List<Zoned> all() {
        return List.of(
                Zoned.warning(
                                "dns.servers-differ",
                                DOMAIN,
                                () -> served(second(proven()).instead(DOMAIN, "MX", "10 other.example.test")))
                        .surveying(named())
                        .foretold(PROVEN)
                        .saying("example.test MX")
                        .beside(PROVEN, NamedServerZones::untouched)
                        .beside(PROVEN, () -> served(second(proven()).servfail(DOMAIN, "MX")))
                        .beside(PROVEN, () -> served(second(proven()).stripped()))
                        .beside(PROVEN, () -> served(second(proven()).instead(HOST, "A", OTHER_V4)))
                        .beside(PROVEN, () -> served(second(proven()).silent())),
                Zoned.warning(
                                "dns.servers-differ",
                                DOMAIN,
                                () -> served(second(proven()).instead(TLSA, "TLSA", tlsa(3, 1, 1, K2))))
                        .as("about TLSA records")
                        .surveying(named())
                        .foretold(PROVEN)
                        .saying(TLSA),
                Zoned.warning("dns.servers-differ", DOMAIN, () -> served(unsignedBySecond()))
                        .as("one has no signatures of the MX records")
                        .surveying(named())
                        .foretold(PROVEN)
                        .saying("example.test MX"),
                Zoned.warning(
                                "dns.servers-differ",
                                DOMAIN,
                                () -> served(proven().servers(3)
                                        .at(1)
                                        .servfailUnlessUnchecked(DOMAIN, "MX")
                                        .at(2)
                                        .refused(DOMAIN, "MX")))
                        .as("one objects to the MX records, and another does not answer")
                        .surveying(named(3))
                        .saying("unless it need not check"),
                alone("REFUSED", () -> served(second(proven()).refused(DOMAIN, "MX")), "refuses to answer")
                        .beside(PROVEN, NamedServerZones::untouched)
                        .beside(PROVEN, () -> served(second(proven()).instead(DOMAIN, "MX", "10 other.example.test")))
                        .beside(PROVEN, () -> served(second(proven()).stripped())),
                alone("SERVFAIL", () -> served(second(proven()).servfail(DOMAIN, "MX")), "says SERVFAIL"),
                alone(
                        "another code",
                        () -> served(second(proven()).answering(DOMAIN, "MX", Misdeed.code(Rcode.NOTIMP))),
                        "NOTIMP"),
                alone("the first", () -> served(proven().servers(2).at(0).refused("*", "*")), "refuses to answer"),
                alone("silence", () -> served(second(proven()).silent(DOMAIN, "MX")), "did not answer in time"),
                alone("no TLSA records", () -> served(second(proven()).servfail(TLSA, "TLSA")), "says SERVFAIL")
                        .saying(TLSA),
                alone(
                                "two of three",
                                () -> served(proven().servers(3)
                                        .at(1)
                                        .refused(DOMAIN, "MX")
                                        .at(2)
                                        .servfail(DOMAIN, "MX")),
                                "It was answered by 127.0.0.1:")
                        .surveying(named(3))
                        .saying(
                                " answers example.test MX.",
                                "It was answered by 127.0.0.1:",
                                "Check each name server that does not answer (127.0.0.1:"));
    }
}
