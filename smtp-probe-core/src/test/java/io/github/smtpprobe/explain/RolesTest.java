/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.MailFrom;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs and errors of other programs: who is the sender and who the recipient, which side wrote a line, and at which step it was. */
class RolesTest {
    private static String cause(ProbeReport report) {
        return report.rootCause().map(Finding::id).orElse("none in " + report);
    }

    private static Stage step(ProbeReport report) {
        return report.attempts().stream()
                .flatMap(each -> each.failures().stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.toString()))
                .stage();
    }

    private static String sender(ProbeReport report) {
        return report.decisive().orElseThrow().facts(MailFrom.class).stream()
                .flatMap(each -> each.sender().stream())
                .map(each -> each.wire())
                .findFirst()
                .orElse("none");
    }

    private static String recipient(ProbeReport report) {
        return report.decisive().orElseThrow().facts(RcptTo.class).stream()
                .map(each -> each.recipient().wire())
                .findFirst()
                .orElse("none");
    }

    /** A log names the recipient of the mail also where the sender was refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "mx postfix/smtp[1]: ABC: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.7.0,"
                        + " status=deferred (host mx.example.org[192.0.2.1] said: 421 4.7.0 too many complaints (in"
                        + " reply to MAIL FROM command)) # ?",
                "mx postfix/smtp[1]: ABC: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.7.1,"
                        + " status=bounced (host mx.example.org[192.0.2.1] said: 550 5.7.1 <ann@example.com>: Sender"
                        + " address rejected: blocked (in reply to MAIL FROM command)) # ann@example.com",
                "<bob@example.org>: host mx.example.org[192.0.2.1] said: 554 5.7.1 sender not wanted (in reply to MAIL"
                        + " FROM command) # ?",
                "1rZq3s-0001Ab-2x ** bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.1]: SMTP error"
                        + " from remote mail server after MAIL FROM:<ann@example.com> SIZE=2000: 550 not from here #"
                        + " ann@example.com",
                "1rZq3s-0001Ab-2x ** bob@example.org F=<ann@example.com> R=dnslookup T=remote_smtp H=mx.example.org"
                        + " [192.0.2.1]: SMTP error from remote mail server after pipelined MAIL FROM:<ann@example.com>:"
                        + " 550 not from here # ann@example.com",
                "puffy smtpd[3]: 7b6a mta delivery evpid=1 from=<ann@example.com> to=<bob@example.org> rcpt=<->"
                        + " relay=\"192.0.2.50 (mx.example.org)\" delay=2s result=\"PermFail\" stat=\"553 5.1.8"
                        + " sender domain not found\" # ann@example.com"
            })
    void theSenderIsNotTheRecipient(String line, String who) {
        ProbeReport report = Explain.dialogue(line);
        assertThat(sender(report)).as(report.toString()).isIn(who.replace("?", ""), "none");
        assertThat(TextReport.render(report)).doesNotContain("MAIL FROM <bob@example.org>");
        assertThat(report.summary()).doesNotContain("bob@example.org as the sender");
    }

    /** Servers check the sender at RCPT TO: the mailbox in such a reply is the sender's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error: Can't send mail - all recipients were rejected: 553 5.7.1 <ann@example.com>: Sender address"
                        + " rejected: not owned by user bob",
                "SMTPRecipientsRefused: {'': (450, b'4.1.8 <ann@example.com>: Sender address rejected: Domain not found')}"
            })
    void theRecipientIsNotTheSender(String error) {
        assertThat(recipient(Explain.dialogue(error))).isNotEqualTo("ann@example.com");
    }

    private static final List<String> OWN = List.of(
            "mx postfix/smtpd[12]: connect from pc.example.com[198.51.100.2]\n",
            "mx postfix/smtpd[12]: E2: client=pc.example.com[198.51.100.2], sasl_method=PLAIN\n",
            "mx postfix/submission/smtpd[12]: disconnect from pc.example.com[198.51.100.2] ehlo=1 quit=1 commands=2\n",
            "mx postfix/smtpd[12]: Anonymous TLS connection established from pc.example.com[198.51.100.2]: TLSv1.3\n",
            "1rZq3s-0001Ab-2x <= ann@example.com H=pc.example.com (pc) [198.51.100.2] P=esmtpsa S=12\n",
            "mx sendmail[9]: x68: from=<ann@example.com>, size=120, nrcpts=1, proto=ESMTP, relay=pc [198.51.100.2]\n");

    private static final List<String> SENT = List.of(
            "mx postfix/smtp[20]: SSL_connect error to mx.example.org[192.0.2.1]:587: -1\nmx postfix/smtp[20]: warning: TLS"
                    + " library problem: error:0A00010B:SSL routines::wrong version number:../ssl/record.c:354:\n",
            "mx postfix/smtp[20]: SSL_connect error to mx.example.org[192.0.2.1]:25: -1\nmx postfix/smtp[20]: warning: TLS"
                    + " library problem: error:0A000102:SSL routines::unsupported protocol:../ssl/statem/statem_lib.c:2137:\n",
            "mx postfix/smtp[20]: E9: to=<bob@example.org>, relay=none, dsn=4.4.1, status=deferred (connect to"
                    + " mx.example.org[192.0.2.1]:25: Connection timed out)\n",
            "mx postfix/smtp[20]: E9: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.4.2, status=deferred"
                    + " (lost connection with mx.example.org[192.0.2.1] while sending RCPT TO)\n",
            "mx postfix/smtp[20]: E9: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.7.1, status=deferred"
                    + " (host mx.example.org[192.0.2.1] said: 451 4.7.1 Greylisting in action, please come back later (in"
                    + " reply to RCPT TO command))\n",
            "mx postfix/smtp[20]: E9: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.7.1, status=bounced"
                    + " (host mx.example.org[192.0.2.1] said: 554 5.7.1 Client host [198.51.100.7] blocked using"
                    + " zen.spamhaus.org (in reply to RCPT TO command))\n",
            "1rZq3s-0001Ab-2x ** bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.1]: SMTP error from"
                    + " remote mail server after RCPT TO:<bob@example.org>: 550 5.1.1 no such user\n",
            "1rZq3s-0001Ab-2x H=mx.example.org [192.0.2.1]: SMTP timeout after MAIL FROM:<ann@example.com>: Connection"
                    + " timed out\n");

    private static Stream<String> sent() {
        return SENT.stream();
    }

    /** What a server writes of its clients does not change what it writes of the servers to which it sends. */
    @ParameterizedTest
    @MethodSource("sent")
    void linesOfTheOtherSideChangeNothing(String line) {
        ProbeReport alone = Explain.dialogue(line);
        assertThat(alone.findings().get(0).explanation()).doesNotContain("log of the server", "server's log");
        for (String other : OWN) {
            for (String text : List.of(other + line, line + other, other + line + other, String.join("", OWN) + line)) {
                ProbeReport report = Explain.dialogue(text);
                assertThat(report.verdict()).as(text).isEqualTo(alone.verdict());
                assertThat(report.findings().get(0).summary())
                        .as(text)
                        .isEqualTo(alone.findings().get(0).summary());
                assertThat(report.findings().get(0).explanation())
                        .as(text)
                        .isEqualTo(alone.findings().get(0).explanation());
                assertThat(step(report)).as(text).isEqualTo(step(alone));
            }
        }
    }

    /** A server that greylists a client, and sends another mail on: neither is told of the other. */
    @Test
    void twoMailsOfOneServer() {
        String own = "mx postfix/smtpd[12]: NOQUEUE: reject: RCPT from b.example.net[198.51.100.2]: 450 4.2.0"
                + " <u@example.com>: Recipient address rejected: Greylisted; from=<x@example.net> to=<u@example.com>"
                + " proto=ESMTP helo=<b.example.net>\n";
        String sent = "mx postfix/smtp[20]: A1: to=<r@example.org>, relay=mx.example.org[203.0.113.1]:25, dsn=2.0.0,"
                + " status=sent (250 2.0.0 Ok: queued as 77)\n";
        String bounced = "mx postfix/smtp[20]: A1: to=<r@example.org>, relay=mx.example.org[203.0.113.1]:25, dsn=5.1.1,"
                + " status=bounced (host mx.example.org[203.0.113.1] said: 550 5.1.1 <r@example.org>: User unknown (in"
                + " reply to RCPT TO command))\n";
        for (String text : List.of(own + sent, sent + own)) {
            assertThat(Explain.dialogue(text).findings().get(0).summary())
                    .startsWith("The server greylists u@example.com");
        }
        for (String text : List.of(own + bounced, bounced + own)) {
            ProbeReport report = Explain.dialogue(text);
            assertThat(report.findings().get(0).summary())
                    .startsWith("mx.example.org has no mailbox for r@example.org");
            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(TextReport.render(report))
                    .startsWith("\u2717 FAILED  mx.example.org")
                    .contains("The server greylists u@example.com");
        }
    }

    /** What ended on the server's side of a log, its client ended. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACE session{remote.ip=\"192.0.2.1\" remote.port=36002}: smtp::inbound::session: event=\"write\""
                        + " data=\"220 mx.example.com ESMTP\"\nDEBUG session{remote.ip=\"192.0.2.1\""
                        + " remote.port=35998}: smtp::inbound::spawn: Connection closed by peer.",
                "mx postfix/smtps/smtpd[7]: connect from pc[192.0.2.1]\nmx postfix/smtps/smtpd[7]: SSL_accept error from"
                        + " pc[192.0.2.1]: -1\nmx postfix/smtps/smtpd[7]: warning: TLS library problem:"
                        + " error:0A000126:SSL routines::unexpected eof while reading:../ssl/s3.c:308:\n"
                        + "mx postfix/smtps/smtpd[7]: lost connection after CONNECT from pc[192.0.2.1]"
            })
    void theClientClosedTheConnection(String log) {
        ProbeReport report = Explain.dialogue(log);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.summary()).doesNotContain("server closed", "mx.example.com closed", "in the middle");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "SSL_do_handshake() failed (SSL: error:1402710B:SSL routines:ACCEPT_SR_CLNT_HELLO_C:wrong version"
                        + " number) while in starttls state, client: 192.0.2.9 using starttls, server: 0.0.0.0:587 #"
                        + " port.expects-tls",
                "error:1408F10B:SSL routines:ssl3_get_record:wrong version number in SSL_accept # port.expects-tls",
                "SSL_connect: error:1408F10B:SSL routines:ssl3_get_record:wrong version number, smtp.example.com:587 #"
                        + " tls.plain-port",
                "{ Error: queryA ECONNREFUSED smtp.example.com/  errno: 'ECONNREFUSED',/  code: 'EDNS',/  syscall:"
                        + " 'queryA' } # dns.server-failure",
                "Error: queryMx ETIMEOUT example.com/ code: 'ETIMEOUT', syscall: 'queryMx' smtp # dns.timeout",
                "Error: connect ECONNREFUSED 127.0.0.1:53/ { code: 'ECONNREFUSED', port: 53 } smtp # dns.server-failure",
                "Error: connect ECONNREFUSED 192.0.2.1:587/ { code: 'ECONNREFUSED', port: 587 } # tcp.refused",
                "   ----- Transcript of session follows -----/421 example.com (smtp)... Deferred: Connection timed out"
                        + " during user open with example.com # tcp.timeout",
                "   ----- Transcript of session follows -----/421 4.4.0 mx.example.org (smtp)... Deferred: Connection"
                        + " refused by mx.example.org. # tcp.refused",
                "maddy[1]: target.queue: delivery attempt failed\t{\"rcpt\":\"bob@example.org\",\"reason\":\"context"
                        + " deadline exceeded\",\"smtp_code\":451,\"smtp_enchcode\":\"4.0.0\",\"smtp_msg\":\"High"
                        + " load, try again later\"} # session.timeout",
                "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302) # recipient.unknown",
                "450 Requested mail action not taken: mailbox unavailable # recipient.temporary"
            })
    void whoseFault(String log, String id) {
        assertThat(cause(Explain.dialogue(log.replace("/ ", "\n ").replace("/421", "\n421"))))
                .isEqualTo(id);
    }

    private static String shown(ProbeReport report) {
        return TextReport.render(report);
    }

    /** Lines of several sessions of one program, by the ids that Haraka gives them. */
    @Test
    void twoSessionsAtOnce() {
        ProbeReport report = Explain.dialogue("""
            [PROTOCOL] [AAAA.1.1] [outbound] S: 220 mx.one.example ESMTP
            [PROTOCOL] [BBBB.1.1] [outbound] S: 220 mx.two.example ESMTP
            [PROTOCOL] [AAAA.1.1] [outbound] C: EHLO me.example
            [PROTOCOL] [BBBB.1.1] [outbound] C: EHLO me.example
            [PROTOCOL] [AAAA.1.1] [outbound] S: 250 mx.one.example
            [PROTOCOL] [BBBB.1.1] [outbound] S: 250 mx.two.example
            [PROTOCOL] [AAAA.1.1] [outbound] C: MAIL FROM:<a@me.example>
            [PROTOCOL] [BBBB.1.1] [outbound] C: MAIL FROM:<a@me.example>
            [PROTOCOL] [BBBB.1.1] [outbound] S: 553 5.7.1 sender domain blocked
            [PROTOCOL] [AAAA.1.1] [outbound] S: 250 ok
            [PROTOCOL] [BBBB.1.1] [outbound] C: QUIT
            [PROTOCOL] [BBBB.1.1] [outbound] S: 221 bye
            """);
        assertThat(report.attempts()).hasSize(2);
        assertThat(report.findings().get(0).summary()).startsWith("mx.two.example does not accept a@me.example");
    }

    /** Where the client leaves at STARTTLS nobody knows whether TLS works. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Wrote: STARTTLS<CRLF>\nRead: 220 2.0.0 Ready to start TLS<CRLF>\nWrote: QUIT<CRLF>",
                "S: 220 mx.example.com\nC: EHLO me\nS: 250-mx.example.com\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nC: QUIT",
                "220 mx.example.com ESMTP\nEHLO me\n250-mx.example.com\n250 STARTTLS\nSTARTTLS\n220 Ready to start TLS\n"
                        + "Connection closed by foreign host."
            })
    void leftAtStartTls(String text) {
        ProbeReport report = Explain.dialogue(text);
        assertThat(report.verdict()).as(report.toString()).isNotEqualTo(Verdict.PASSED);
        assertThat(cause(report)).isIn("dialogue.no-handshake", "session.closed");
        assertThat(shown(report)).doesNotContain("TLS failed", "stayed in clear text");
    }

    /** Earlier versions of PHPMailer print no commands, and no blank before a reply. */
    @Test
    void oldPhpMailer() {
        ProbeReport report = Explain.dialogue("""
            SMTP -> FROM SERVER:220 mx.example.com ESMTP
            SMTP -> FROM SERVER: 250-mx.example.com at your service
            250-STARTTLS
            250 SMTPUTF8
            SMTP -> FROM SERVER:220 2.0.0 Ready to start TLS
            SMTP -> FROM SERVER:
            SMTP -> ERROR: RSET failed:
            """);
        assertThat(shown(report)).contains("\u2713 STARTTLS").doesNotContain("stayed in clear text", "\u2717 EHLO");
        assertThat(report.verdict()).isNotEqualTo(Verdict.PASSED);
    }

    /** What a server only warns of is no refusal. */
    @Test
    void aWarningIsNoRefusal() {
        String warning = "mx postfix/smtpd[4]: NOQUEUE: reject_warning: RCPT from c.example.net[192.0.2.2]: 554 5.7.1"
                + " Service unavailable; Client host [192.0.2.2] blocked using zen.example; from=<a@example.net>"
                + " to=<b@example.com> proto=ESMTP helo=<c>\n";
        String refused = "mx postfix/smtpd[4]: NOQUEUE: reject: RCPT from c.example.net[192.0.2.2]: 450 4.7.1 <c>: Helo"
                + " command rejected: Host not found; from=<a@example.net> to=<b@example.com> proto=ESMTP helo=<c>\n";
        String sent =
                "mx postfix/lmtp[7]: 4ABC: to=<b@example.com>, relay=mx[private/dovecot-lmtp], dsn=2.0.0, status=sent"
                        + " (250 2.0.0 <b@example.com> Saved)\n";
        assertThat(Explain.dialogue(warning + sent).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(shown(Explain.dialogue(warning + refused)))
                .contains("Host not found")
                .doesNotContain("554 5.7.1");
    }

    /** That the report of a failure was delivered is no delivery. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mx sm-mta[11]: q4BNpoVr011344: to=<a@example.org>, delay=00:00:01, mailer=esmtp, relay=mx.example.org."
                        + " [192.0.2.1], dsn=5.1.1, stat=User unknown\n"
                        + "mx sm-mta[11]: q4BNpoVr011344: q4BNppVr011346: DSN: User unknown\n"
                        + "mx sm-mta[11]: q4BNppVr011346: to=<me@example.com>, delay=00:00:01, mailer=local, pri=3,"
                        + " dsn=2.0.0, stat=Sent\n",
                "mx postfix/smtp[2]: 4F00AAAA: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1,"
                        + " status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 <a@example.org>: User unknown"
                        + " (in reply to RCPT TO command))\n"
                        + "mx postfix/bounce[3]: 4F00AAAA: sender non-delivery notification: 4F00BBBB\n"
                        + "mx postfix/local[4]: 4F00BBBB: to=<me@example.com>, relay=local, dsn=2.0.0, status=sent"
                        + " (delivered to mailbox)\n"
            })
    void theReportOfAFailureIsNoDelivery(String log) {
        ProbeReport report = Explain.dialogue(log);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILED);
        assertThat(report.has("message.queued")).isFalse();
        assertThat(shown(report)).doesNotContain("accepted the message");
    }

    /** At which step it was, where the text tells; and no step where it does not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "mx postfix/smtp[3]: A1: to=<a@example.org>, relay=mx.example.org[192.0.2.5]:25, dsn=4.4.2,"
                        + " status=deferred (conversation with mx.example.org[192.0.2.5] timed out while sending message"
                        + " body) # END_OF_DATA",
                "mx postfix/smtp[3]: A1: to=<a@example.org>, relay=mx.example.org[192.0.2.5]:25, dsn=4.4.2,"
                        + " status=deferred (lost connection with mx.example.org[192.0.2.5] while sending RCPT TO) #"
                        + " RCPT_TO",
                "mx postfix/smtp[3]: A1: to=<a@example.org>, relay=mx.example.org[192.0.2.5]:25, dsn=4.4.2,"
                        + " status=deferred (lost connection with mx.example.org[192.0.2.5] while sending end of data --"
                        + " message may be sent more than once) # END_OF_DATA",
                "mx postfix/smtpd[7]: lost connection after STARTTLS from pc[192.0.2.9] # STARTTLS",
                "mx postfix/smtpd[7]: timeout after DATA (123 bytes) from pc[192.0.2.9] # DATA",
                "could not send email 1: StartTLS: read tcp 192.0.2.7:31542->192.0.2.9:25: read: connection reset by"
                        + " peer # STARTTLS",
                "smtp data: unexpected EOF, transient # DATA",
                "mx.example.org [192.0.2.1]: Remote host closed connection in response to pipelined MAIL"
                        + " FROM:<ann@example.com> # MAIL_FROM"
            })
    void theStep(String line, Stage stage) {
        assertThat(step(Explain.dialogue(line))).isEqualTo(stage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Symfony TransportException: \"Expected response code \"250\" but got an empty response.\"",
                "smtplib.SMTPServerDisconnected: Connection unexpectedly closed",
                "smtpd[2]: smtp-out: Connected on session 69\nsmtpd[2]: smtp-out: Error on session 69: Connection closed"
                        + " unexpectedly"
            })
    void noStepIsMadeUp(String text) {
        assertThat(shown(Explain.dialogue(text)))
                .contains("\u2717 the pasted text")
                .doesNotContain("\u2717 connect");
    }

    /** Exim breaks the line before the reply in its reports. */
    @ParameterizedTest
    @CsvSource({
        "MAIL FROM:<ann@example.com> SIZE=1024, MAIL_FROM",
        "RCPT TO:<bob@example.org>, RCPT_TO",
        "end of data, END_OF_DATA"
    })
    void eximsReport(String after, Stage stage) {
        ProbeReport report = Explain.dialogue("""
            This message was created automatically by mail delivery software.

            A message that you sent could not be delivered to one or more of its
            recipients. The following address(es) failed:

              bob@example.org
                host mx.example.org [192.0.2.22]
                SMTP error from remote mail server after %s:
                550-Go away, mail of yours
                550 is not wanted here at all
            """.formatted(after));
        assertThat(step(report)).as(report.toString()).isEqualTo(stage);
        assertThat(shown(report)).contains("is not wanted here at all").doesNotContain("MAIL FROM <bob@");
    }

    /** A report that shows a good dialogue and no reason does not say that it holds no reply. */
    @Test
    void aReportThatEndsBeforeItsReason() {
        ProbeReport report = Explain.dialogue("""
            The attached message had PERMANENT fatal delivery errors!

            YOUR MESSAGE WAS NOT DELIVERED!

            --- Partial Session Transcript ---
               MAIL From:<ann@example.com>
               250 2.1.0 <ann@example.com>... Sender ok
               RCPT To:<bob@example.org>
               250 2.1.5 <bob@example.org>... Recipient ok
               DATA
               354 Enter mail, end with "." on a line by itself
            """);
        assertThat(shown(report))
                .doesNotContain("neither a reply", "\u2717 RCPT TO")
                .contains("\u2717 message");
    }

    /** A server that takes leave by 421 alone answers no command that the report does not show. */
    @Test
    void aCodeAlone() {
        ProbeReport report = Explain.dialogue("""
            The original message was received at Sun, 13 Sep 2015 03:10:06 +0900

               ----- Transcript of session follows -----
            ... while talking to mx.example.org.:
            <<< 421
            <bob@example.org>... Deferred: 421
            Message could not be delivered for 8 hours

            Final-Recipient: RFC822; bob@example.org
            Action: failed
            Status: 4.4.7
            """);
        assertThat(shown(report)).doesNotContain("RCPT TO", "deviates");
    }

    /** The logs of Courier and qmail's programs that receive mail are those of a server. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "qmail: rblsmtpd: 198.51.100.77 pid 19597 zen.spamhaus.org: 451 http://www.spamhaus.org/query/bl # client.blocked",
                "mail courieresmtpd[2]: error,relay=::ffff:198.51.100.77,msg=\"535 Authentication failed.\",cmd: AUTH PLAIN #"
                        + " auth.rejected",
                "mail courieresmtpd: error,relay=::ffff:198.51.100.77,ident=x,from=<ann@example.com>,to=<bob@example.org>: 550"
                        + " User unknown. # recipient.unknown",
                "mx sm-mta[2]: ruleset=check_relay, arg1=pc.example.com, arg2=198.51.100.77, relay=pc.example.com"
                        + " [198.51.100.77], reject=421 4.3.2 Connection rate limit exceeded. # server.rate-limited"
            })
    void logsOfReceivers(String line, String id) {
        ProbeReport report = Explain.dialogue(line);
        assertThat(cause(report)).as(report.toString()).isEqualTo(id);
        assertThat(report.findings().get(0).explanation())
                .startsWith("This is the log of the server")
                .contains("198.51.100.77");
        assertThat(report.findings().get(0).remedy()).contains("nothing has to be repaired");
    }

    /** The sentence for people and the field of a report tell of one delivery. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##",
                "550 5.1.1 RESOLVER.ADR.RecipNotFound;  not found ##rfc822;bob@example.org",
                "#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##</p>"
            })
    void oneRefusalIsOneDelivery(String sentence) {
        ProbeReport report = Explain.dialogue("""
            Delivery has failed to these recipients or distribution lists:

            Diagnostic information for administrators:

            %s

            Final-recipient: RFC822; bob@example.org
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found
            """.formatted(sentence));
        assertThat(report.attempts()).as(report.toString()).hasSize(1);
        assertThat(recipient(report)).isEqualTo("bob@example.org");
    }

    /** Nothing says that a refused EHLO was said inside TLS. */
    @Test
    void ehloAlone() {
        assertThat(shown(Explain.reply(Stage.EHLO, "421 go away"))).doesNotContain("inside TLS");
    }
}
