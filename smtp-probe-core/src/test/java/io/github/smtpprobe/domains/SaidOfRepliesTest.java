/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

import static io.github.smtpprobe.domains.MailWorld.CA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.survey.DomainReport;
import io.github.smtpprobe.survey.ServerHandshake;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.zones.World;
import org.junit.jupiter.api.Test;

/** What an exchanger says is read: to whom it says so, what speaks there in the place of SMTP, and why there is no TLS. */
class SaidOfRepliesTest {
    private static final String DOMAIN = "example.test";
    private static final String HOST = "mx.example.test";
    private static final String V4 = "8.8.8.8";
    private static final Issued KEY = CA.issue(HOST);

    private static DomainReport talking(String script) throws Exception {
        World world = World.unsigned(DOMAIN).mx(10, HOST).a(HOST, V4);
        try (MailWorld mail = new MailWorld(world).talking(V4, KEY, script)) {
            return mail.survey(DOMAIN);
        }
    }

    private static Finding turnedAway(String script) throws Exception {
        return SaidFindings.of(talking(script), "mx.turned-away");
    }

    @Test
    void aBlockListSpeaksOfThisClientAlone() throws Exception {
        Finding said = turnedAway("S: 554 5.7.1 Service unavailable; Client host [192.0.2.254] blocked using"
                + " zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.254\n* closed\n");
        assertThat(said.actor()).isEqualTo(Actor.YOU);
        assertThat(said.severity()).isEqualTo(Severity.WARNING);
        assertThat(said.summary()).contains("turns this survey away", "\u2026");
        assertThat(said.explanation())
                .contains("about its address", "was not seen")
                .doesNotContain("Senders");
        assertThat(said.remedy()).startsWith("Repeat the survey");
    }

    @Test
    void aNameThatIsRefusedIsThatOfThisClient() throws Exception {
        Finding said =
                turnedAway("S: 220 mx\nC: EHLO x\nS: 550 5.7.1 Access denied - Invalid HELO name\nC: QUIT\n* closed\n");
        assertThat(said.actor()).isEqualTo(Actor.YOU);
        assertThat(said.explanation()).contains("the name that it gave");
    }

    @Test
    void tooManyConnectionsAreThoseOfThisClient() throws Exception {
        Finding said = turnedAway("S: 421 4.7.0 Too many concurrent SMTP connections from this IP address\n* closed\n");
        assertThat(said.actor()).isEqualTo(Actor.YOU);
        assertThat(said.explanation()).contains("how often it comes");
    }

    @Test
    void aServerWithoutEhloIsTriedWithHelo() throws Exception {
        Finding said = turnedAway("S: 220 mx\nC: EHLO x\nS: 502 Command not implemented\nC: QUIT\nS: 221 bye\n");
        assertThat(said.summary()).contains("refuses EHLO").doesNotContain("turns senders away");
        assertThat(said.explanation()).contains("HELO", "clear text", "not tried");
    }

    @Test
    void whatSpeaksThereIsNamed() throws Exception {
        Finding ssh = SaidFindings.of(talking("S: SSH-2.0-OpenSSH_9.2p1\n* closed\n"), "mx.no-conversation");
        assertThat(ssh.summary()).contains("it speaks SSH");
        assertThat(ssh.remedy()).contains("speaks SSH", "MX record");
        Finding web = SaidFindings.of(talking("S: HTTP/1.1 400 Bad Request\n* closed\n"), "mx.no-conversation");
        assertThat(web.remedy()).contains("speaks HTTP");
    }

    @Test
    void aRefusalOfStartTlsHasItsCodes() throws Exception {
        Finding said = SaidFindings.of(
                talking("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\n"
                        + "S: 454 4.7.0 TLS not available due to local problem\nC: QUIT\nS: 221 bye\n"),
                "mx.no-starttls");
        assertThat(said.summary()).endsWith("STARTTLS is refused with 454 4.7.0.");
        assertThat(said.remedy()).contains("its certificate, its key").doesNotContain("Make the server offer");
    }

    @Test
    void aFirewallThatOverwritesKeywordsIsNamed() throws Exception {
        Finding said = SaidFindings.of(
                talking("S: 220 ****************\nC: EHLO x\nS: 250-mx\nS: 250 XXXXXXXA\nC: QUIT\nS: 221 bye\n"),
                "mx.no-starttls");
        assertThat(said.remedy()).contains("XXXXXXXA", "inspection");
    }

    /** In TLS 1.3 the handshake is over for the client before the server has seen that it has no certificate. */
    @Test
    void aServerThatDemandsAClientCertificateGivesSendersNoTls() throws Exception {
        World world = World.unsigned(DOMAIN).mx(10, HOST).a(HOST, V4);
        try (MailWorld mail = new MailWorld(world).leading(V4, 25, new DemandingServer(KEY))) {
            DomainReport report = mail.survey(DOMAIN);
            Finding said = SaidFindings.of(report, "mx.no-starttls");
            assertThat(said.summary()).contains("for want of a client certificate");
            assertThat(said.remedy()).contains("clients without a certificate");
            assertThat(report.outlook().sender("gmail").orElseThrow().domain().prospect())
                    .isNotEqualTo(Prospect.ENCRYPTED);
        }
    }

    /** What breaks TLS otherwise says nothing of the certificate that was asked for. */
    @Test
    void aServerThatAsksForACertificateAndBreaksTlsDemandedNone() throws Exception {
        World world = World.unsigned(DOMAIN).mx(10, HOST).a(HOST, V4);
        try (MailWorld mail = new MailWorld(world).leading(V4, 25, new DemandingServer(KEY, false))) {
            DomainReport report = mail.survey(DOMAIN);
            assertThat(report.facts().exchangers().get(0).handshakes())
                    .isNotEmpty()
                    .noneMatch(ServerHandshake::clientCertificateDemanded)
                    .anyMatch(each -> each.attempt().facts().stream()
                            .anyMatch(fact -> fact.outcome() instanceof Outcome.Failed failed
                                    && failed.reason() == Reason.TLS_BROKEN));
        }
    }
}
