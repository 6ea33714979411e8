/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.HostileWorlds.DOMAIN;
import static io.github.smtpprobe.domains.HostileWorlds.HOST;
import static io.github.smtpprobe.domains.HostileWorlds.KEY;
import static io.github.smtpprobe.domains.HostileWorlds.ODD;
import static io.github.smtpprobe.domains.HostileWorlds.POLICY_KEY;
import static io.github.smtpprobe.domains.HostileWorlds.looking;
import static io.github.smtpprobe.domains.HostileWorlds.shown;
import static io.github.smtpprobe.domains.HostileWorlds.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.survey.EarlierSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.zones.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, spellings, replies, certificates and answers with characters and numbers that do harm where they are shown. */
@Timeout(Patience.HANGING)
class HostileTextsTest {
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
            shown(mail, same, looking(mail, Duration.ofSeconds(20)).againstEarlier(EarlierSurvey.of(before)));
            SecureResolver early = OddResolver.changing(
                    world.resolver(),
                    answer -> answer.toBuilder()
                            .signedUntil(Instant.MIN)
                            .signedFrom(Instant.MAX)
                            .asked(Instant.MIN)
                            .build());
            mail.wiring(builder -> builder.secureResolver(early));
            shown(mail, mail, looking(mail, Duration.ofSeconds(20)).againstEarlier(EarlierSurvey.of(before)));
        }
    }

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
