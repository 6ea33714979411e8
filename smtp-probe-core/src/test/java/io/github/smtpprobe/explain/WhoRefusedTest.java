/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail server's log tells of servers that refused it and of clients that it refused: neither is taken for the other. */
class WhoRefusedTest {
    private static String told(ProbeReport report) {
        return report.rootCause()
                .map(each -> each.id() + " " + each.explanation() + " " + each.remedy())
                .orElse("none in " + report);
    }

    /** The other side is the server: its name is that of the report, and nobody guesses passwords. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "1rZq3s-0001Ab-2x ** bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.33]"
                        + " X=TLS1.3:A:256 CV=yes: SMTP error from remote mail server after RCPT TO:<bob@example.org>: 550"
                        + " 5.1.1 <bob@example.org>: Recipient address rejected: User unknown # recipient.unknown #"
                        + " FAILED",
                "1rZq3s-0001Ab-2x ** bob@example.org R=dnslookup T=remote_smtp: SMTP error from remote mail server"
                        + " after RCPT TO:<bob@example.org>: host mx.example.org [192.0.2.33]: 550 5.1.1 no such user #"
                        + " recipient.unknown # FAILED",
                "1rZq3s-0001Ab-2x == bob@example.org R=dnslookup T=remote_smtp defer (-44): SMTP error from remote"
                        + " mail server after RCPT TO:<bob@example.org>: host mx.example.org [192.0.2.4]: 450 4.2.0"
                        + " greylisted # recipient.greylisted # INCONCLUSIVE",
                "1rZq3s-0001Ab-2x H=mx.example.org [192.0.2.33] X=TLS1.2:A:256 CV=yes: SMTP error from remote mail"
                        + " server after initial connection: 554 5.7.1 rejected # greeting.refused # FAILED",
                "plain authenticator failed H=mx.example.org [198.51.100.9] 535 5.7.8 Error: authentication failed #"
                        + " auth.rejected # FAILED",
                "1rZq3s-0001Ab-2x SMTP error from remote mail server after MAIL FROM:<a@example.com> SIZE=2000: host"
                        + " mx.example.org [192.0.2.33]: 550 5.7.1 Your address is listed at zen.spamhaus.org #"
                        + " client.blocked # FAILED",
                "H=pc.example.com [203.0.113.77] sender verify fail for <ann@example.org>: response to \"RCPT"
                        + " TO:<ann@example.org>\" from mx.example.org [192.0.2.9] was: 550 5.1.1 no such user #"
                        + " recipient.unknown # FAILED",
                "mx postfix/lmtp[9]: 4F00AA: to=<bob@example.net>, relay=mx.example.org[192.0.2.7]:24, dsn=5.1.1,"
                        + " status=bounced (host mx.example.org[192.0.2.7] said: 550 5.1.1 <bob@example.net> User doesn't"
                        + " exist (in reply to RCPT TO command)) # recipient.unknown # FAILED",
                "www sendmail[9]: x68: to=<bob@example.net>, delay=00:00:01, mailer=esmtp, relay=mx.example.org."
                        + " [192.0.2.8], dsn=4.7.1, stat=come another time # reply.without-code # INCONCLUSIVE",
                "puffy smtpd[33]: 7b6a mta delivery evpid=1 from=<a@example.com> to=<bob@example.net> rcpt=<->"
                        + " relay=\"192.0.2.50 (mx.example.org)\" delay=2s result=\"TempFail\" stat=\"450 4.2.0"
                        + " greylisted\" # recipient.greylisted # INCONCLUSIVE"
            })
    void theServerThatRefusedTheWriterOfTheLog(String line, String id, Verdict verdict) {
        ProbeReport report = Explain.dialogue(line);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(verdict);
        assertThat(report.summary()).startsWith("mx.example.org ");
        assertThat(told(report))
                .startsWith(id + " ")
                .doesNotContain("log of the server", "stranger", "create the mailbox");
    }

    /** The other side is the client: the report names no server after it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "H=mail.example.org (x) [198.51.100.7] F=<ann@example.com> temporarily rejected RCPT <bob@example.net>:"
                        + " GreyListed: please try again later # recipient.greylisted # INCONCLUSIVE",
                "H=mail.example.org (x) [198.51.100.7] F=<ann@example.com> temporarily rejected RCPT <bob@example.net>:"
                        + " greylisted, SPF: 'none' # recipient.greylisted # INCONCLUSIVE",
                "H=mail.example.org (x) [198.51.100.7] F=<ann@example.com> temporarily rejected RCPT"
                        + " <bob@example.net>: come another time # reply.without-code # INCONCLUSIVE",
                "H=mail.example.org (x) [198.51.100.7] F=<ann@example.com> rejected RCPT <bob@example.net>: we do not"
                        + " like you # reply.without-code # FAILED",
                "1rZq3s-0001Ab-2x H=mail.example.org [198.51.100.7] F=<ann@example.com> temporarily rejected after"
                        + " DATA: Temporary local problem # server.trouble # INCONCLUSIVE",
                "H=mail.example.org [198.51.100.7] X=TLS1.2:A:256 CV=no F=<ann@example.com> rejected RCPT"
                        + " <bob@example.net>: Unrouteable address # recipient.unknown # FAILED",
                "login authenticator failed for mail.example.org ([10.0.0.3]) [198.51.100.7]: 535 Incorrect"
                        + " authentication data # auth.rejected # FAILED",
                "mx sendmail[9]: 2AC98: ruleset=check_rcpt, arg1=<bob@example.net>, relay=mail.example.org"
                        + " [198.51.100.7], reject=550 5.7.1 <bob@example.net>... Relaying denied # relay.denied # FAILED",
                "puffy smtpd[33]: 7b6a smtp connected address=198.51.100.7 host=mail.example.org/puffy smtpd[33]: 7b6a"
                        + " smtp failed-command command=\"RCPT TO:<bob@example.net>\" result=\"550 Invalid recipient:"
                        + " <bob@example.net>\" # recipient.unknown # FAILED",
                "mx postfix/smtpd[9]: NOQUEUE: reject: RCPT from mail.example.org[198.51.100.7]: 550 5.1.1"
                        + " <bob@example.net>: Recipient address rejected: User unknown; from=<ann@example.com>"
                        + " to=<bob@example.net> # recipient.unknown # FAILED"
            })
    void theClientThatTheWriterOfTheLogRefused(String line, String id, Verdict verdict) {
        ProbeReport report = Explain.dialogue(line.replace("/puffy", "\npuffy"));
        assertThat(report.verdict()).as(report.toString()).isEqualTo(verdict);
        assertThat(told(report)).startsWith(id + " ").contains("log of the server");
        assertThat(TextReport.render(report)).contains("198.51.100.7");
        assertThat(report.summary()).doesNotContain("mail.example.org");
    }

    /** A message that came in and could not go out: the refusal is not about the client that had brought it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1rZq3s-0001Ab-2x <= ann@example.com H=pc.example.com (pc) [198.51.100.7] P=esmtpsa A=plain:ann S=12\n"
                        + "1rZq3s-0001Ab-2x ** bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.33]:"
                        + " SMTP error from remote mail server after RCPT TO:<bob@example.org>: 550 5.1.1 no such user",
                "mx postfix/smtpd[9]: connect from pc[198.51.100.7]\n"
                        + "mx postfix/smtpd[9]: 4F00AA: client=pc[198.51.100.7], sasl_method=PLAIN\n"
                        + "mx postfix/smtp[9]: 4F00AA: to=<bob@example.org>, relay=mx.example.org[192.0.2.7]:25,"
                        + " dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.7] said: 550 5.1.1 <bob@example.org>:"
                        + " unknown user (in reply to RCPT TO command))",
                "mx sendmail[9]: x68: from=<ann@example.com>, size=120, nrcpts=1, proto=ESMTP, relay=pc"
                        + " [198.51.100.7]\n"
                        + "mx sendmail[9]: x68: to=<bob@example.org>, mailer=esmtp, relay=mx.example.org. [192.0.2.8],"
                        + " dsn=5.1.1, stat=User unknown"
            })
    void theClientBeforeIsNotBlamed(String log) {
        ProbeReport report = Explain.dialogue(log);
        assertThat(report.summary()).startsWith("mx.example.org ");
        assertThat(told(report)).startsWith("recipient.unknown ").doesNotContain("log of the server", "198.51.100.7");
    }

    /** A program that gives up after STARTTLS without a reason shows nobody's fault. */
    @Test
    void aHandshakeThatFailedWithoutAReason() {
        ProbeReport report = Explain.dialogue("""
            SERVER -> CLIENT: 220 mx.example.com ESMTP
            CLIENT -> SERVER: EHLO localhost
            SERVER -> CLIENT: 250-mx.example.com
            SERVER -> CLIENT: 250 STARTTLS
            CLIENT -> SERVER: STARTTLS
            SERVER -> CLIENT: 220 2.0.0 Ready to start TLS
            SMTP Error: Could not connect to SMTP host.
            CLIENT -> SERVER: QUIT
            SERVER -> CLIENT:
            SMTP ERROR: QUIT command failed:
            SMTP connect() failed.
            """);
        assertThat(told(report))
                .startsWith("tls.handshake-failed ")
                .contains("a certificate that the client does not accept")
                .doesNotContain("Check the TLS settings of the server");
        assertThat(report.rootCause().orElseThrow().actor()).isEqualTo(Actor.YOU);
    }

    /** A server may not name its client at all: it is its log nevertheless. */
    @Test
    void aClientWithoutAName() {
        ProbeReport report =
                Explain.dialogue("puffy smtpd[33]: 7b6a smtp failed-command command=\"RCPT TO:<bob@example.net>\""
                        + " result=\"550 Invalid recipient: <bob@example.net>\"");
        assertThat(told(report))
                .startsWith("recipient.unknown This is the log of the server: the client sent mail to an address");
    }

    /** A row that does not fit is cut between words. */
    @Test
    void noNameIsCutInTheMiddle() {
        String name = "h".repeat(50) + ".example.com";
        ProbeReport report = Explain.dialogue("H=" + name + " (" + name + ") [198.51.100.7] X=TLS1.3:"
                + "A".repeat(100) + ":256 CV=no F=<ann@example.com> temporarily rejected RCPT <bob@example.net>: "
                + "come another time ".repeat(4));
        assertThat(report.attempts().get(0).failures().get(0).outcome().toString())
                .contains("temporarily rejected RCPT")
                .doesNotContain("detail=h", "detail=A");
    }
}
