/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.HostileWorlds.DOMAIN;
import static io.github.smtpprobe.domains.HostileWorlds.HOST;
import static io.github.smtpprobe.domains.HostileWorlds.KEY;
import static io.github.smtpprobe.domains.HostileWorlds.TLSA;
import static io.github.smtpprobe.domains.HostileWorlds.ids;
import static io.github.smtpprobe.domains.HostileWorlds.looking;
import static io.github.smtpprobe.domains.HostileWorlds.shown;
import static io.github.smtpprobe.domains.HostileWorlds.signed;
import static io.github.smtpprobe.domains.HostileWorlds.survey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.records.Trouble;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.zones.Misdeed;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Domains that swell, lie, turn in circles or never answer: each survey ends in time with a report that says so and can be shown. */
@Timeout(Patience.HANGING)
@Tag("waits")
class HostileDomainsTest {
    @Test
    void textsOf64Kibibytes() throws Exception {
        String[] strings = new String[240];
        Arrays.fill(strings, "x".repeat(255));
        strings[0] = "v=STSv1; id=1; x=";
        World world = signed().txt("_mta-sts." + DOMAIN, strings);
        strings[0] = "v=TLSRPTv1; rua=mailto:";
        DomainReport report = survey(world.txt("_smtp._tls." + DOMAIN, strings), Duration.ofSeconds(20));
        assertThat(report.facts().mtaSts().orElseThrow().answer().records()).hasSize(1);
        assertThat(ids(report)).contains("sts.unreachable", "rpt.syntax");
    }

    @Test
    void tenThousandTlsaRecordsOverDns() throws Exception {
        World world = signed();
        world.answering(TLSA, "TLSA", query -> {
            Message answer = world.answer(query, true);
            for (int i = 0; i < 10_000; i++) {
                byte[] data = {3, 1, 1, (byte) (i >> 8), (byte) i};
                answer.addRecord(
                        Record.newRecord(query.getQuestion().getName(), Type.TLSA, DClass.IN, 60, data),
                        Section.ANSWER);
            }
            return List.of(answer.toWire(65_535));
        });
        DomainReport report = survey(world, Duration.ofSeconds(20));
        assertThat(report.facts()
                        .exchangers()
                        .get(0)
                        .tlsa()
                        .orElseThrow()
                        .security()
                        .learned())
                .isFalse();
        assertThat(ids(report)).contains("tlsa.lookup-error");
    }

    /** A resolver of the application's has no such limit. */
    @Test
    void tenThousandRecordsOfEachKindFromAResolverOfTheApplications() throws Exception {
        World world = signed().txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;").txt("_smtp._tls." + DOMAIN, "v=TLSRPTv1;");
        try (MailWorld mail = new MailWorld(world.ptr("8.8.8.8", HOST)).server("8.8.8.8", KEY)) {
            world.start();
            SecureResolver many = OddResolver.changing(world.resolver(), answer -> {
                if (answer.records().isEmpty()) {
                    return answer;
                }
                List<DnsRecord> all = new ArrayList<>(answer.records());
                for (int i = 0; i < 10_000; i++) {
                    byte[] data = all.get(0).rdata();
                    if (data.length < 4) {
                        break;
                    }
                    data[data.length - 2] = (byte) ('a' + i % 26);
                    data[data.length - 3] = (byte) ('a' + i / 26 % 26);
                    data[3] = answer.question().type() == RecordType.TLSA ? (byte) (i / 676) : data[3];
                    all.add(DnsRecord.of(
                            answer.question().name(), answer.question().type(), Duration.ZERO, data));
                }
                return answer.toBuilder().records(all).build();
            });
            shown(mail, mail.wiring(builder -> builder.secureResolver(many)), looking(mail, Duration.ofSeconds(3)));
        }
    }

    @Test
    void aliasesThatTurnInCircles() throws Exception {
        World world = World.signed(DOMAIN)
                .mx(10, HOST)
                .mx(20, "a.tree.example.test")
                .mx(30, "good.example.test")
                .cname(HOST, "a.example.test")
                .cname("a.example.test", "b.example.test")
                .cname("b.example.test", HOST)
                .dname("tree.example.test", "x.tree2.example.test")
                .dname("tree2.example.test", "y.tree.example.test")
                .a("good.example.test", "8.8.8.8")
                .cname("_25._tcp.good.example.test", "c.example.test")
                .cname("c.example.test", "_25._tcp.good.example.test")
                .cname("mta-sts.example.test", "mta-sts.example.test")
                .cname("_smtp._tls.example.test", "_mta-sts.example.test")
                .cname("_mta-sts.example.test", "_smtp._tls.example.test");
        DomainReport report = survey(world, Duration.ofSeconds(20));
        assertThat(ids(report)).contains("mx.alias-loop", "tlsa.lookup-error", "sts.txt-error");
    }

    @Test
    void theDomainItselfIsAnAliasOfItself() throws Exception {
        DomainReport report = survey(
                World.signed("test2.test").andSigned(DOMAIN).cname("x." + DOMAIN, "x." + DOMAIN),
                Duration.ofSeconds(20));
        assertThat(report.facts().exchangers()).hasSize(1);
        try (MailWorld mail = new MailWorld(World.signed(DOMAIN).cname("x." + DOMAIN, "x." + DOMAIN))) {
            DomainReport loop = shown(
                    mail,
                    mail,
                    DomainSurvey.of("x." + DOMAIN)
                            .anchors(mail.world().anchors())
                            .deadline(Duration.ofSeconds(20)));
            assertThat(loop.facts().mx().security().learned()).isFalse();
        }
    }

    @Test
    void manyHashes() throws Exception {
        World world = World.signed(DOMAIN).nsec3(2_500).mx(10, HOST).a(HOST, "8.8.8.8");
        DomainReport report = survey(world, Duration.ofSeconds(20));
        assertThat(ids(report)).contains("dns.nsec3-iterations");
        assertThat(report.facts().lookUps())
                .filteredOn(answer -> answer.nsec3Iterations().isPresent())
                .allMatch(answer -> answer.security() != Security.SECURE);
    }

    @ParameterizedTest
    @CsvSource({"MX", "TLSA", "A"})
    void manySignaturesThatDoNotVerify(String type) throws Exception {
        World world = signed().rsa();
        String name = type.equals("MX") ? DOMAIN : type.equals("A") ? HOST : TLSA;
        world.answering(name, type, query -> {
            Message answer = world.answer(query, true);
            List<Record> all = List.copyOf(answer.getSection(Section.ANSWER));
            answer.removeAllRecords(Section.ANSWER);
            for (Record each : all) {
                int copies = each instanceof RRSIGRecord ? 150 : 1;
                for (int i = 0; i < copies; i++) {
                    byte[] data = each.rdataToWireCanonical();
                    data[data.length - 1] ^= (byte) (copies > 1 ? i + 1 : 0);
                    answer.addRecord(
                            Record.newRecord(each.getName(), each.getType(), DClass.IN, 60, data), Section.ANSWER);
                }
            }
            return List.of(answer.toWire(65_535));
        });
        DomainReport report = survey(world, Duration.ofSeconds(20));
        assertThat(report.facts().lookUps())
                .filteredOn(answer -> answer.question().toString().equals(name + " " + type))
                .singleElement()
                .satisfies(answer -> assertThat(answer.security()).isEqualTo(Security.BOGUS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"question", "id", "query", "cut", "octets", "nothing", "silence"})
    void answersThatLie(String lie) {
        DomainReport report = Patience.until(
                each -> !each.facts().mx().trouble().equals(Optional.of(Trouble.DEADLINE)), limit -> lied(lie, limit));
        assertThat(report.facts().mx().security().learned()).isFalse();
        assertThat(report.facts().exchangers()).as("none is made up").isEmpty();
        assertThat(ids(report)).contains("mx.lookup-error").doesNotContain("sts.none", "mx.nowhere");
    }

    private static DomainReport lied(String lie, Duration deadline) {
        World world = World.unsigned(DOMAIN).mx(10, HOST).a(HOST, "8.8.8.8");
        world.answering(DOMAIN, "MX", query -> lie(world, query, lie));
        world.answering("_mta-sts." + DOMAIN, "TXT", query -> lie(world, query, lie));
        try {
            return survey(world, deadline);
        } catch (Exception unable) {
            throw new AssertionError(unable);
        }
    }

    private static List<byte[]> lie(World world, Message query, String lie) {
        Message answer = world.answer(query, true);
        switch (lie) {
            case "question" -> {
                answer.removeAllRecords(Section.QUESTION);
                answer.addRecord(Record.newRecord(Name.root, Type.MX, DClass.IN), Section.QUESTION);
            }
            case "id" -> answer.getHeader().setID(query.getHeader().getID() ^ 1);
            case "query" -> answer.getHeader().unsetFlag(Flags.QR);
            case "cut" -> {
                answer.getHeader().setFlag(Flags.TC);
                answer.removeAllRecords(Section.ANSWER);
            }
            case "octets" -> {
                byte[] wire = query.toWire();
                return List.of(new byte[] {wire[0], wire[1], 1, 2, 3});
            }
            case "silence" -> {
                return List.of();
            }
            default -> {
                return Misdeed.code(2).apply(query);
            }
        }
        return List.of(answer.toWire());
    }

    @Test
    void nobodyAnswersAtAll() throws Exception {
        DomainReport report = survey(signed().silent(), Duration.ofMillis(1_200));
        assertThat(report.facts().exchangers()).isEmpty();
        assertThat(report.facts().lookUps())
                .allMatch(answer -> !answer.security().learned());
        assertThat(report.facts().took()).isLessThan(Patience.AMPLE);
    }

    @Test
    void aThousandExchangersAndNames() throws Exception {
        World world = World.unsigned(DOMAIN);
        for (int i = 0; i < 1_000; i++) {
            world.mx(i, "m" + i + ".example.test");
            if (i < 40) {
                world.a("m" + i + ".example.test", "8.8.8.8");
            }
        }
        for (int i = 0; i < 1_000; i++) {
            world.ptr("8.8.8.8", "p" + i + ".example.test");
        }
        DomainReport report = survey(world, Duration.ofSeconds(20));
        assertThat(report.facts().lookUps()).hasSizeLessThan(150);
        assertThat(world.asked()).hasSizeLessThan(400);
    }
}
