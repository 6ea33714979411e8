/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static io.github.smtpprobe.domains.MailWorld.tlsa;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.DomainSurvey;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.zones.World;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each question of a survey goes wrong in each way, and each step of a conversation: none of that is left in the evidence alone. */
@Tag("sweep")
@Timeout(Patience.HANGING)
@Execution(ExecutionMode.CONCURRENT)
class EvidenceSweepTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final String POLICY_HOST = "mta-sts.example.test";
    private static final String TLSA = "_25._tcp." + HOST;
    private static final Issued KEY = CA.issue(HOST, POLICY_HOST);
    private static final String TALK = "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\n";

    private static World world() {
        return World.signed(DOMAIN)
                .mx(10, HOST)
                .a(HOST, "8.8.8.8")
                .a(HOST, "1.1.1.1")
                .tlsa(TLSA, tlsa(3, 1, 1, KEY))
                .txt("_mta-sts." + DOMAIN, "v=STSv1; id=1;")
                .txt("_smtp._tls." + DOMAIN, "v=TLSRPTv1; rua=mailto:ada@example.test")
                .a(POLICY_HOST, "8.8.4.4");
    }

    private static DomainReport surveyed(MailWorld mail) throws Exception {
        return mail.policy(DOMAIN, "8.8.4.4", "version: STSv1\nmode: enforce\nmax_age: 604800\nmx: " + HOST + "\n")
                .survey(DomainSurvey.of(DOMAIN).deadline(Duration.ofSeconds(30)));
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                        "example.test MX",
                        HOST + " A",
                        HOST + " AAAA",
                        TLSA + " TLSA",
                        "_mta-sts.example.test TXT",
                        POLICY_HOST + " A",
                        POLICY_HOST + " AAAA",
                        "_smtp._tls.example.test TXT")
                .flatMap(question -> Stream.of("servfail", "refused", "silent", "unsigned", "wrong")
                        .map(way -> Arguments.of(question.split(" ")[0], question.split(" ")[1], way)));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aQuestionThatGoesWrongIsSaid(String name, String type, String way) throws Exception {
        World wrong = switch (way) {
            case "servfail" -> world().servfail(name, type);
            case "refused" -> world().refused(name, type);
            case "silent" -> world().silent(name, type);
            case "unsigned" -> world().missingSignature(name, type);
            default -> world().wrongSignature(name, type);
        };
        try (MailWorld mail = new MailWorld(wrong).server("8.8.8.8", KEY).server("1.1.1.1", KEY)) {
            DomainReport report = surveyed(mail);
            assertThat(Unsaid.of(report)).as("%s", report.findings()).isEmpty();
        }
    }

    static List<String> talks() {
        String hello = TALK + "S: 220 go\n* client-hello\n";
        return List.of(
                "S: 554 No SMTP service here\n* closed\n",
                "S: 421 4.3.2 busy\n* closed\n",
                "S: HTTP/1.1 400 Bad Request\n* closed\n",
                "S: 250 mx\n* closed\n",
                "* closed\n",
                "* reset\n",
                "S: 220 mx\nC: EHLO x\nS: 550 not you\nC: QUIT\nS: 221 bye\n",
                "S: 220 mx\nC: EHLO x\n* closed\n",
                "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye\n",
                TALK + "S: 454 4.7.0 no\nC: QUIT\nS: 221 bye\n",
                TALK + "* closed\n",
                TALK + "S: 220 go\n* closed\n",
                hello + "* reset\n",
                hello + Entry.server(new byte[] {21, 3, 1, 0, 2, 2, 70}, false, false, Duration.ZERO),
                hello + Entry.server(new byte[] {21, 3, 3, 0, 2, 2, 40}, false, false, Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource("talks")
    void aConversationThatGoesWrongIsSaid(String script) throws Exception {
        try (MailWorld mail = new MailWorld(world()).server("8.8.8.8", KEY).talking("1.1.1.1", KEY, script)) {
            DomainReport report = surveyed(mail);
            assertThat(Unsaid.of(report)).as("%s", report.findings()).isEmpty();
        }
        try (MailWorld mail =
                new MailWorld(World.unsigned(DOMAIN).mx(10, HOST).a(HOST, "1.1.1.1")).talking("1.1.1.1", KEY, script)) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(Unsaid.of(report)).as("%s", report.findings()).isEmpty();
        }
    }
}
