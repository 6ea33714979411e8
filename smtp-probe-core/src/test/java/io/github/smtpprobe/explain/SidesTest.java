/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static io.github.smtpprobe.explain.Told.cause;
import static io.github.smtpprobe.explain.Told.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which side of a connection wrote a line, and whose fault it was. */
class SidesTest {
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
        assertThat(TextReport.render(Explain.dialogue(warning + refused)))
                .contains("Host not found")
                .doesNotContain("554 5.7.1");
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
}
