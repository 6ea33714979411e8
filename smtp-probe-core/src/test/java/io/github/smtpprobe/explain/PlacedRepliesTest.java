/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.smtp.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reply whose command the text does not show: its step is taken from what fits, and where nothing does it is not made up. */
class PlacedRepliesTest {
    private static String cause(ProbeReport report) {
        return report.rootCause().map(Finding::id).orElse("none in " + report);
    }

    /** Words tell the cause; which command was answered they do not, and no sentence may say so. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "554 5.7.1 Spam message rejected | message.spam",
                "550 5.1.1 <bob@example.net>: Recipient address rejected: User unknown | recipient.unknown",
                "504 5.5.2 <PC7>: Helo command rejected: need fully-qualified hostname | ehlo.name-refused",
                "550-5.7.26 unauthenticated email is not accepted from domain | message.unauthenticated",
                "553 5.7.1 <ada@example.org>: Sender address rejected: not owned by user eve | sender.not-owned",
                "454 4.7.0 Too many login attempts, please try again later | auth.too-many-attempts",
                "535 5.7.8 no | auth.rejected",
                "550 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org |"
                        + " client.blocked",
                "554 5.7.1 <bob@example.net>: Relay access denied | relay.denied"
            })
    void wordsTellTheCauseOfALoneRefusal(String reply, String id) {
        ProbeReport report = Explain.dialogue(reply);
        assertThat(cause(report)).as(report.toString()).isEqualTo(id);
        assertThat(said(report)).doesNotContain("at the greeting", "only in its reply to", "othing was sent");
    }

    /** The code alone says too little to name a step, an object or a cause. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "554 5.7.1 go away | FAILED",
                "550 no | FAILED",
                "554 5.0.0 failed | FAILED",
                "421 4.7.0 come back | INCONCLUSIVE",
                "450 later | INCONCLUSIVE",
                "501 5.0.0 no | FAILED"
            })
    void whereWordsTellNothingTheCommandIsNotMadeUp(String reply, Verdict verdict) {
        ProbeReport report = Explain.dialogue(reply);
        assertThat(cause(report)).as(report.toString()).isEqualTo("dialogue.refused");
        assertThat(report.verdict()).isEqualTo(verdict);
        assertThat(report.summary()).contains("does not show");
        assertThat(said(report)).doesNotContain("greeting", "MAIL FROM", "the sender", "the recipient", "EHLO");
        assertThat(TextReport.render(report)).doesNotContain("greeting", "MAIL FROM", "RCPT TO");
    }

    /** Replies that people had in hand, with the command that they knew. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "END_OF_DATA | 451 See http://pobox.com/~djb/docs/smtplf.html. | message.bare-lf",
                "END_OF_DATA | 530 5.7.0 Authentication Required. Learn more at"
                        + " https://support.google.com/mail/?p=WantAuthError a1 - gsmtp | sender.auth-required",
                "AUTH | 535 5.7.8  https://support.google.com/mail/?p=BadCredentials a1 - gsmtp | auth.rejected",
                "DATA | 550 Service unavailable; Client host [smtp001.example.net] blocked using Barracuda Reputation;"
                        + " http://www.barracudanetworks.com/reputation/?r=1&ip=192.0.2.9 | client.blocked"
            })
    void aReplyWithItsCommand(Stage stage, String reply, String id) {
        assertThat(cause(Explain.reply(stage, reply))).isEqualTo(id);
    }

    private static String said(ProbeReport report) {
        StringBuilder said = new StringBuilder(report.summary());
        report.findings().forEach(each -> said.append(each.summary()).append(each.explanation()));
        return said.toString();
    }

    /** The text begins behind the greeting, after a login or in the middle of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SERVER -> CLIENT: 235 2.7.0 ok\n"
                        + "CLIENT -> SERVER: MAIL FROM:<ada@example.com>\n"
                        + "SERVER -> CLIENT: 250 ok\n"
                        + "CLIENT -> SERVER: RCPT TO:<bob@example.net>\n"
                        + "SERVER -> CLIENT: 250 ok\n"
                        + "CLIENT -> SERVER: DATA\n"
                        + "SERVER -> CLIENT: 354 go\n"
                        + "CLIENT -> SERVER: Subject: x\n"
                        + "SERVER -> CLIENT: 250 ok 1606750473 qp 4023\n"
                        + "CLIENT -> SERVER: QUIT\n"
                        + "SERVER -> CLIENT: 221 bye\n",
                "S: 334 VXNlcm5hbWU6\n"
                        + "C: [redacted]\n"
                        + "S: 334 UGFzc3dvcmQ6\n"
                        + "C: [redacted]\n"
                        + "S: 235 2.7.0 ok\n"
                        + "C: QUIT\n"
                        + "S: 221 bye\n",
                "S: 250-mx.example.com\nS: 250 SIZE\nC: MAIL FROM:<a@b.example>\nS: 250 ok\nC: RCPT TO:<b@c.example>\n"
                        + "S: 250 ok\nC: QUIT\nS: 221 bye\n",
                "< 354 end with dot\n< 250 2.0.0 Ok: queued as 4Rkd3\n> QUIT\n< 221 bye\n"
            })
    void anExcerptIsNoBrokenGreeting(String text) {
        ProbeReport report = Explain.dialogue(text);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
        assertThat(report.has("greeting.unexpected")).isFalse();
    }

    /** A first refusal is the greeting's only where the client speaks after it as after a greeting. */
    @Test
    void aRefusedGreetingIsOneWhereTheClientAnswersIt() {
        assertThat(cause(Explain.dialogue("S: 554 mx.example.com no service here\nC: QUIT\nS: 221 bye\n")))
                .isEqualTo("greeting.refused");
        ProbeReport excerpt =
                Explain.dialogue("S: 554 5.0.0 no\nC: RSET\nS: 250 ok\nC: MAIL FROM:<a@b.example>\nS: 250 ok\n");
        assertThat(cause(excerpt)).isEqualTo("dialogue.refused");
    }

    /** A program's own words for the place at which a reply came: classes, functions and sentences around it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.eclipse.angus.mail.smtp.SMTPSenderFailedException: 501 5.1.7 Invalid address#sender.syntax",
                "javax.mail.MessagingException: 501 5.1.7 Invalid address\\n"
                        + "\\tat com.sun.mail.smtp.SMTPTransport.issueSendCommand(SMTPTransport.java:2374)\\n"
                        + "\\tat com.sun.mail.smtp.SMTPTransport.mailFrom(SMTPTransport.java:1808)#sender.syntax",
                "com.sun.mail.smtp.SMTPSendFailedException: 550 5.7.1 not today\\n"
                        + "\\tat com.sun.mail.smtp.SMTPTransport.issueSendCommand(SMTPTransport.java:2108)\\n"
                        + "\\tat com.sun.mail.smtp.SMTPTransport.rcptTo(SMTPTransport.java:1694)#recipient.refused",
                "/usr/lib/ruby/2.7.0/net/smtp.rb:969:in `check_auth_response': 550 5.2.0 not today"
                        + " (Net::SMTPFatalError)#auth.rejected",
                "/usr/lib/ruby/2.7.0/net/smtp.rb:1000:in `rcptto': 550 5.7.1 not today"
                        + " (Net::SMTPFatalError)#recipient.refused"
            })
    void functionsTellTheCommand(String row) {
        String[] cells = row.split("#");
        ProbeReport report = Explain.dialogue(cells[0].replace("\\n", "\n").replace("\\t", "\t"));
        assertThat(cause(report)).as(report.toString()).isEqualTo(cells[1]);
    }

    /** What a probe does not ask is shown by its own name, and never as the message. */
    @ParameterizedTest
    @ValueSource(strings = {"VRFY ada", "EXPN staff", "HELP", "NOOP"})
    void aRefusedCommandOfAnotherKindIsNamed(String command) {
        ProbeReport report = Explain.dialogue("S: 220 mx.example.com\nC: EHLO me.example\nS: 250 mx.example.com\nC: "
                + command + "\nS: 502 5.5.1 not implemented here\nC: QUIT\nS: 221 bye\n");
        String verb = command.split(" ")[0];
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(cause(report)).isEqualTo("dialogue.other-command");
        assertThat(report.summary()).contains(verb, "not implemented here");
        assertThat(TextReport.render(report)).contains(verb).doesNotContain("\u2717 message");
    }

    @Test
    void theAddressThatFailedIsNoNewAddress() {
        ProbeReport report = Explain.dialogue(
                "mx1.example.jp said: 550 5.1.6 recipient no longer on server: old@example.jp (in reply to RCPT TO"
                        + " command)");
        assertThat(report.findings().get(0).remedy()).doesNotContain("old@example.jp");
        ProbeReport moved = Explain.dialogue(
                "C: RCPT TO:<old@example.jp>\nS: 551 5.1.6 User not local; please try <new@example.jp>\n");
        assertThat(moved.findings().get(0).remedy()).contains("new@example.jp");
    }

    /** Whether it was in clear text only the text can say. */
    @Test
    void aLoginThatIsOfferedWhereTlsIsUnknownIsNotCalledUnencrypted() {
        String text =
                "220 mx.example.com ESMTP\nEHLO me.example\n250-mx.example.com\n250 AUTH PLAIN LOGIN\nQUIT\n221 bye\n";
        assertThat(Explain.dialogue(text).has("auth.offered-in-clear")).isFalse();
        assertThat(Explain.dialogue("Connected to mx.example.com:587\n" + text).has("auth.offered-in-clear"))
                .isTrue();
        assertThat(Explain.dialogue(text.replace("250 AUTH", "250-STARTTLS\n250 AUTH"))
                        .has("auth.offered-in-clear"))
                .isTrue();
    }

    /** Programs that relay mail begin TLS with STARTTLS, so clear text behind it is not the fault of a port. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS connect failed: error:140770FC:SSL routines:SSL23_GET_SERVER_HELLO:unknown protocol; connected to 192.0.2.25.",
                "Jan  1 10:00:00 mx sendmail[99]: STARTTLS=client, error: connect failed=-1, reason=wrong version number",
                "1rABC-0001-XX TLS session: (SSL_connect): error:1408F10B:SSL routines:ssl3_get_record:wrong version number"
                        + " H=mx.example.org [192.0.2.25]"
            })
    void relaysBeginTlsWithStartTls(String line) {
        assertThat(cause(Explain.dialogue(line))).isEqualTo("tls.plaintext-after-starttls");
    }

    /** Exim writes the same on port 465, where TLS begins at once. */
    @ParameterizedTest
    @ValueSource(strings = {"mx.example.org [192.0.2.25]:465", "mx.example.org [192.0.2.25]:587"})
    void aRelayOnPort465HasSentNoStartTls(String host) {
        ProbeReport report = Explain.dialogue("1rABC-0001-XX H=" + host
                + " TLS session: (SSL_connect): error:1408F10B:SSL routines:ssl3_get_record:wrong version number");
        assertThat(report.has("tls.plaintext-after-starttls")).isEqualTo(host.contains(":587"));
    }

    @Test
    void theLogOfMoxNamesTheVerbAndTheCode() {
        ProbeReport report = Explain.dialogue(
                "l=debug m=\"smtp command result\" err=\"authentication only allowed on submission ports\""
                        + " pkg=smtpserver kind=smtp cmd=auth code=503 ecode=5.5.1 duration=\"217ms\"");
        assertThat(cause(report)).isEqualTo("auth.wrong-server");
        assertThat(report.rootCause().orElseThrow().summary()).contains("503 5.5.1");
    }
}
