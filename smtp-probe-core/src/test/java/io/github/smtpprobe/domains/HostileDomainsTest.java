/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.Patience;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.RecordType;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.records.Security;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.survey.Aspect;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.Earlier;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.zones.Misdeed;
import io.github.smtpprobe.zones.World;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
class HostileDomainsTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final String TLSA = "_25._tcp.mx.example.test";
    private static final String ODD = "\u001B[2J\u202E\u0000\u0085\u2066<script>alert(1)</script>";
    private static final int MOST_SHOWN = 20_000_000;
    private static final Issued KEY = CA.issue(HOST);
    private static final Issued POLICY_KEY = CA.issue("mta-sts." + DOMAIN);

    private static World signed() {
        return World.signed(DOMAIN).mx(10, HOST).a(HOST, "8.8.8.8").tlsa(TLSA, tlsa(3, 1, 1, KEY));
    }

    private static DomainSurvey.Builder looking(MailWorld mail, Duration deadline) {
        return DomainSurvey.of(DOMAIN).anchors(mail.world().anchors()).deadline(deadline);
    }

    private static DomainReport survey(World world, Duration deadline, Aspect... without) throws Exception {
        try (MailWorld mail = new MailWorld(world).server("8.8.8.8", KEY)) {
            return shown(
                    mail,
                    mail.wiring(builder -> builder),
                    looking(mail, deadline).without(without));
        }
    }

    private static DomainReport shown(MailWorld mail, MailWorld same, DomainSurvey.Builder survey) throws Exception {
        long started = System.nanoTime();
        DomainReport report = same.survey(survey);
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isLessThan(survey.build().deadline().plus(Patience.AMPLE));
        assertThat(Printed.of(report).characters()).isLessThan(MOST_SHOWN);
        return report;
    }

    private static List<String> ids(DomainReport report) {
        return report.findings().stream().map(Finding::id).toList();
    }

    // DNS

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
    void answersThatLie(String lie) throws Exception {
        World world = World.unsigned(DOMAIN).mx(10, HOST).a(HOST, "8.8.8.8");
        world.answering(DOMAIN, "MX", query -> lie(world, query, lie));
        world.answering("_mta-sts." + DOMAIN, "TXT", query -> lie(world, query, lie));
        DomainReport report = survey(world, Duration.ofMillis(2_500));
        assertThat(report.facts().mx().security().learned()).isFalse();
        assertThat(report.facts().exchangers()).as("none is made up").isEmpty();
        assertThat(ids(report)).contains("mx.lookup-error").doesNotContain("sts.none", "mx.nowhere");
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

    // what is written

    @Test
    void controlAndBidiCharactersInEveryString() throws Exception {
        StringBuilder escaped = new StringBuilder();
        for (byte each : "\u001B[2J\u202E\u0000\n<b>.\u0085".getBytes(StandardCharsets.UTF_8)) {
            escaped.append(each == '.' ? "\\." : String.format("\\%03d", each & 0xFF));
        }
        String name = escaped + ".example.test";
        World world = World.signed(DOMAIN)
                .mx(10, name)
                .mx(20, HOST)
                .a(HOST, "8.8.8.8")
                .a(name, "8.8.8.9")
                .aaaa(name, "2606:4700::1")
                .cname("alias.example.test", name)
                .mx(30, "alias.example.test")
                .tlsa("_25._tcp." + name, "3 1 1 abcd")
                .record("_mta-sts.example.test", "TXT", "\"v=STSv1; id=1;\" \"" + escaped + "\"")
                .record("_mta-sts.example.test", "TXT", "\"v=STSv1; id=" + escaped + ";\"")
                .record("_smtp._tls.example.test", "TXT", "\"v=TLSRPTv1; rua=mailto:" + escaped + "\"")
                .a("mta-sts.example.test", "8.8.4.4")
                .ptr("8.8.8.8", name)
                .ptr("8.8.8.9", name);
        Script greets = Script.parse("""
                S: 220 \\x1B[2J\\xE2\\x80\\xAE<script>alert(1)</script>\\x00
                C: EHLO x
                S: 250-\\x1B[2J\\xE2\\x80\\xAE
                S: 250 STARTTLS \\x1B
                C: STARTTLS
                S: 220 \\x1B[2J\\xE2\\x80\\xAE
                * tls any
                """);
        Issued odd = CertificateAuthority.create().issueCommonNameOnly("\"x" + ODD.replace("\u0000", "") + '"');
        String policy = "version: STSv1\r\nmode: " + ODD + "\r\nmx: " + ODD + "\r\n" + ODD + ": x\r\nmax_age: 1" + ODD;
        try (MailWorld mail = new MailWorld(world)
                .playing("8.8.8.8", greets, odd)
                .playing("8.8.8.9", greets, odd)
                .playing("2606:4700::1", greets, odd)
                .policyHost(
                        "8.8.4.4",
                        POLICY_KEY,
                        out -> out.write(("HTTP/1.1 200 " + ODD.replace("\u0000", "") + "\r\nContent-Type: text/" + ODD
                                        + "\r\n\r\n" + policy)
                                .getBytes(StandardCharsets.UTF_8)))) {
            DomainReport report = shown(mail, mail, looking(mail, Duration.ofSeconds(20)));
            assertThat(mail.connections()).allMatch(number -> number > 0);
            assertThat(report.facts().exchangers()).hasSize(3);
        }
    }

    @Test
    void controlAndBidiCharactersInWhatAResolverOfTheApplicationsSays() throws Exception {
        try (MailWorld mail = new MailWorld(signed()).server("8.8.8.8", KEY)) {
            mail.world().start();
            SecureResolver odd = OddResolver.changing(
                    mail.world().resolver(),
                    answer -> answer.toBuilder()
                            .detail(ODD.repeat(1_000))
                            .server(ODD.repeat(1_000))
                            .zone(ODD.repeat(1_000))
                            .finalName(ODD.repeat(1_000))
                            .build());
            shown(mail, mail.wiring(builder -> builder.secureResolver(odd)), looking(mail, Duration.ofSeconds(20)));
        }
    }

    /** What DNS itself could not say: times without end, and what of them can be counted in no other way. */
    @Test
    void numbersBeyondDnsFromAResolverOfTheApplications() throws Exception {
        World world = signed().txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;").ptr("8.8.8.8", HOST);
        try (MailWorld mail = new MailWorld(world).server("8.8.8.8", KEY)) {
            DomainReport before = mail.survey(DOMAIN);
            Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
            SecureResolver odd = OddResolver.changing(
                    world.resolver(),
                    answer -> answer.toBuilder()
                            .ttl(longest)
                            .took(longest)
                            .queries(Integer.MAX_VALUE)
                            .signedUntil(Instant.MAX)
                            .signedFrom(Instant.MIN)
                            .asked(Instant.MAX)
                            .nsec3Iterations(Integer.MAX_VALUE)
                            .build());
            MailWorld same = mail.wiring(builder -> builder.secureResolver(odd));
            shown(mail, same, looking(mail, Duration.ofSeconds(20)).againstEarlier(Earlier.of(before)));
            SecureResolver early = OddResolver.changing(
                    world.resolver(),
                    answer -> answer.toBuilder()
                            .signedUntil(Instant.MIN)
                            .signedFrom(Instant.MAX)
                            .asked(Instant.MIN)
                            .build());
            mail.wiring(builder -> builder.secureResolver(early));
            shown(mail, mail, looking(mail, Duration.ofSeconds(20)).againstEarlier(Earlier.of(before)));
        }
    }

    // policy hosts

    private static DomainReport policy(Issued certificate, PolicyServer.Answer answer, Duration deadline)
            throws Exception {
        World world = World.unsigned(DOMAIN)
                .mx(10, HOST)
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;")
                .a("mta-sts." + DOMAIN, "8.8.4.4");
        try (MailWorld mail = new MailWorld(world).policyHost("8.8.4.4", certificate, answer)) {
            return shown(mail, mail, looking(mail, deadline));
        }
    }

    private static void endless(OutputStream out, String piece) throws IOException {
        byte[] octets = piece.getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            out.write(octets);
        }
    }

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

    @ParameterizedTest
    @CsvSource({
        "gigabyte, sts.big",
        "endless, sts.big",
        "chunks, sts.big",
        "headers, sts.unreachable",
        "header, sts.unreachable",
        "status, sts.unreachable",
        "interim, sts.unreachable"
    })
    void policiesWithoutEnd(String how, String id) throws Exception {
        String mebibyte = "x".repeat(64 * 1024);
        DomainReport report = policy(
                POLICY_KEY,
                out -> {
                    switch (how) {
                        case "gigabyte" -> {
                            out.write((OK + "Content-Length: 1073741824\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                            endless(out, mebibyte);
                        }
                        case "endless" -> {
                            out.write((OK + "\r\n").getBytes(StandardCharsets.US_ASCII));
                            endless(out, mebibyte);
                        }
                        case "chunks" -> {
                            out.write((OK + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                            endless(out, "10000\r\n" + mebibyte + "\r\n");
                        }
                        case "headers" -> {
                            out.write(OK.getBytes(StandardCharsets.US_ASCII));
                            endless(out, "X: y\r\n");
                        }
                        case "header" -> {
                            out.write((OK + "X: ").getBytes(StandardCharsets.US_ASCII));
                            endless(out, mebibyte);
                        }
                        case "interim" -> endless(out, "HTTP/1.1 100 Continue\r\n\r\n");
                        default -> endless(out, mebibyte);
                    }
                },
                Duration.ofSeconds(20));
        assertThat(ids(report)).contains(id);
    }

    @Test
    void aPolicyThatComesInDropsEndsWithTheDeadline() throws Exception {
        DomainReport report = policy(
                POLICY_KEY,
                out -> {
                    out.write((OK + "\r\nv").getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    try {
                        new CountDownLatch(1)
                                .await(Patience.AMPLE.toMillis(), TimeUnit.MILLISECONDS); // until the client has gone
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                },
                Duration.ofMillis(1_200));
        assertThat(report.facts().mtaSts().orElseThrow().policy()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16, sts.invalid",
        "BOM, sts.invalid",
        "NUL, sts.invalid",
        "HTML, sts.invalid",
        "empty, sts.invalid",
        "gzip, sts.invalid",
        "colons, sts.invalid",
        "mx, sts.mx-gone"
    })
    void policiesOfAnotherKind(String how, String id) throws Exception {
        String policy = "version: STSv1\r\nmode: enforce\r\nmx: " + HOST + "\r\nmax_age: 604800\r\n";
        byte[] body = switch (how) {
            case "UTF-16" -> policy.getBytes(Charset.forName("UTF-16"));
            case "BOM" -> ("\uFEFF" + policy).getBytes(StandardCharsets.UTF_8);
            case "NUL" -> policy.replace("enforce", "enforce\u0000").getBytes(StandardCharsets.UTF_8);
            case "HTML" -> "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
            case "gzip" -> new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0};
            case "colons" -> ":".repeat(60_000).getBytes(StandardCharsets.UTF_8);
            case "mx" -> (policy + "mx: *.x.test\r\n".repeat(4_000)).getBytes(StandardCharsets.UTF_8);
            default -> new byte[0];
        };
        DomainReport report = policy(
                POLICY_KEY,
                out -> {
                    out.write((OK + "Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.write(body);
                },
                Duration.ofSeconds(20));
        assertThat(ids(report)).contains(id);
    }

    @Test
    void chainsOf200Certificates() throws Exception {
        CertificateAuthority authority = CA;
        for (int i = 0; i < 200; i++) {
            authority = authority.intermediate();
        }
        Issued deep = authority.issue("mta-sts." + DOMAIN);
        DomainReport report = policy(
                deep,
                out -> out.write((OK + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII)),
                Duration.ofSeconds(20));
        assertThat(ids(report)).containsAnyOf("sts.certificate", "sts.unreachable");
        World world = signed().tlsa(TLSA, tlsa(2, 0, 1, CA.certificate()));
        try (MailWorld mail = new MailWorld(world).server("8.8.8.8", authority.issue(HOST))) {
            DomainReport exchanger = shown(mail, mail, looking(mail, Duration.ofSeconds(20)));
            assertThat(exchanger
                            .outlook()
                            .sender("postfix-dane")
                            .orElseThrow()
                            .domain()
                            .prospect()
                            .letter())
                    .isIn('Q', '?');
        }
    }

    // domains in odd spellings

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b\u00fccher.example.test",
                "XN--BCHER-KVA.EXAMPLE.TEST",
                "example.test.",
                "com",
                "test",
                "localhost",
                ".",
                "",
                "8.8.8.8.in-addr.arpa",
                "8.8.8.8",
                "[8.8.8.8]",
                "_dmarc.example.test",
                "_25._tcp.mx.example.test",
                "*.example.test",
                "a..b",
                "-.example.test",
                "xn--.test",
                "example.test\u0000",
                "\u202Eexample.test",
                "MAXIMUM",
                "LABELS"
            })
    void domainsInOddSpellings(String typed) throws Exception {
        String labels = "a.".repeat(120) + "test";
        String longest = ("a".repeat(60) + ".").repeat(4) + "a".repeat(4) + ".test";
        String domain = typed.equals("MAXIMUM") ? longest : typed.equals("LABELS") ? labels : typed;
        DomainSurvey.Builder survey = DomainSurvey.of(domain).deadline(Duration.ofSeconds(20));
        try {
            survey.build();
        } catch (InvalidRequest refused) {
            assertThat(refused.problems()).allMatch(problem -> problem.field().equals("domain"));
            return;
        }
        try (MailWorld mail = new MailWorld(signed())) {
            DomainReport report = shown(mail, mail, survey.anchors(mail.world().anchors()));
            assertThat(report.facts().lookUps()).isNotEmpty();
        }
    }
}
