/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.smtp.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts in which lines are missing, doubled, wrapped or not in their order: nothing is made of what is not there. */
class IncompleteTextsTest {
    private static final String GREETING = "220 mx.example.com ESMTP\n";
    private static final String SENT = "MAIL FROM:<ada@example.com>\n250 OK\nRCPT TO:<bob@example.net>\n250 OK\nDATA\n"
            + "354 go on\nSubject: x\n.\n250 OK: queued as 77ab\nQUIT\n221 Bye\n";

    private static String cause(ProbeReport report) {
        return report.rootCause().map(Finding::id).orElse("none in " + report);
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "[...]", "\u2026", "[snip]", "(...)", "<snip>", "[... 12 lines omitted ...]"})
    void whatWasLeftOutIsNoReply(String left) {
        String text = GREETING + "EHLO me.example\n250-mx.example.com\n250-PIPELINING\n" + left
                + "\nSTARTTLS\n220 go ahead\n" + "EHLO me.example\n" + left + "\n" + SENT;
        ProbeReport report = Explain.dialogue(text);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
        assertThat(report.attempts()).hasSize(1);
    }

    @Test
    void aReplyThatIsCutOffBeforeAnotherIsNoOtherReply() {
        ProbeReport report = Explain.dialogue(GREETING + "EHLO me.example\n250-mx.example.com\n250-SIZE\n" + SENT);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
    }

    /** Apache and hMailServer write what follows, and line ends, in ways of their own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[php:notice] SMTP (level %d): %s: %s\\r\\n, referer: https://accounts.example.com/new.php\n",
                "\"SMTPC\"\t%d\t55\t\"2026-08-16 13:40:37.0\"\t\"192.0.2.150\"\t\"%s: %s\"\n"
            })
    void whatProgramsWriteBehindALineIsNotSaid(String form) {
        boolean apache = form.startsWith("[");
        String server = apache ? "SERVER -> CLIENT" : "RECEIVED";
        String client = apache ? "CLIENT -> SERVER" : "SENT";
        StringBuilder text = new StringBuilder();
        String[] said = {
            "220 mx.example.com",
            "EHLO me.example",
            "250 mx.example.com",
            "MAIL FROM:<ada@example.com>",
            "250 ok",
            "RCPT TO:<bob@example.net>",
            "250 ok",
            "DATA",
            "354 go on",
            apache ? "." : "[nl].",
            "250 2.0.0 Queued (0.7 seconds)",
            "QUIT",
            "221 goodbye"
        };
        for (int i = 0; i < said.length; i++) {
            text.append(String.format(form, i, i % 2 == 0 ? server : client, said[i]));
        }
        ProbeReport report = Explain.dialogue(text.toString());
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
        assertThat(report.transcript().toString()).doesNotContain("referer");
    }

    /** Exchange logs each session behind the other, and a login can be accepted only once in each. */
    @Test
    void aSecondLoginBeginsAnotherSession() {
        String head = "2024-01-15T12:31:02.101Z,EX\\Relay,08D0,6,10.20.1.5:25,10.20.1.20:53311,";
        ProbeReport report =
                Explain.dialogue(head + ">,235 2.7.0 Authentication successful,\n" + head + "<,MAIL FROM:,\n" + head
                        + ">,501 5.1.7 Invalid address,\n" + head + ">,235 2.7.0 Authentication successful,\n" + head
                        + "<,MAIL FROM:<ada@example.com>,\n" + head + ">,250 2.1.0 Sender OK,\n" + head
                        + ">,250 2.1.5 Recipient OK,\n" + head + ">,354 Start mail input,\n" + head
                        + ">,250 2.6.0 <x@y> Queued mail for delivery,\n" + head + ">,221 2.0.0 bye,\n");
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
        assertThat(report.has("sender.syntax")).isTrue();
        assertThat(report.has("dialogue.accepted-later")).isTrue();
    }

    /** What an earlier connection ended in is not how this one ends. */
    @Test
    void aCloseBeforeTheDialogueIsNotItsEnd() {
        ProbeReport report = Explain.dialogue("session 1: Connection closed by peer\n" + GREETING
                + "EHLO me.example\n250-mx.example.com\n250-STARTTLS\n250-SIZE\n");
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(cause(report)).isEqualTo("dialogue.no-end");
    }

    /** The server took leave, and whatever the client sends or says after it is a consequence. */
    @Test
    void theServersLeaveSaysMoreThanTheSilenceAfterIt() {
        ProbeReport report =
                Explain.dialogue("TransportException: Expected response code \"250\" but got an empty response.\n"
                        + "> (tls) mx.example.com:587\n< 220 mx.example.com\n"
                        + "> EHLO [127.0.0.1]\n"
                        + "< 421 4.7.0 Try again later, closing connection. (EHLO)\n"
                        + "> MAIL FROM:<ada@example.com>\n");
        assertThat(cause(report)).as(report.toString()).isEqualTo("ehlo.local-name");
        assertThat(report.summary()).doesNotContain("MAIL FROM");
    }

    /** The code that a client expected tells what it had sent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Expected response code 220 but got code \"451\", with message \"451 not today\" | greeting.busy",
                "Expected response code 250/251/252 but got code \"550\", with message \"550 not today\" |"
                        + " recipient.refused",
                "Expected response code 354 but got code \"550\", with message \"550 not today\" | message.refused",
                "Expected response code 235 but got code \"550\", with message \"550 not today\" | auth.rejected"
            })
    void whatTheClientExpectedTellsTheCommand(String error, String id) {
        assertThat(cause(Explain.dialogue("Swift_TransportException: " + error)))
                .isEqualTo(id);
    }

    /** PHPMailer and monitors. */
    @Test
    void tlsThatIsNotReachedAfterStartTls() {
        ProbeReport report =
                Explain.dialogue("CLIENT -> SERVER: STARTTLS\nSERVER -> CLIENT: 220 2.0.0 SMTP server ready\n"
                        + "SMTP Error: Could not connect to SMTP host.\nCLIENT -> SERVER: QUIT\nSERVER -> CLIENT:\n"
                        + "SMTP ERROR: QUIT command failed:\nSMTP Error: Could not connect to SMTP host.\n");
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILED);
        assertThat(report.rootCause().orElseThrow().id()).startsWith("tls.");
    }

    @Test
    void aMonitorThatGreetsAndLeavesWentThrough() {
        ProbeReport report = Explain.dialogue("HELOCMD: HELO me.example\n220 mx.example.com ESMTP\nsent QUIT\n"
                + "received 221 mx.example.com closing connection\n");
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
        assertThat(report.attempts()).hasSize(1);
    }

    /** Python's trace has the function before the error. */
    @ParameterizedTest
    @CsvSource({"data, DATA", "mail, MAIL_FROM", "rcpt, RCPT_TO"})
    void whereAPythonClientStopped(String function, Stage step) {
        ProbeReport report =
                Explain.dialogue("Traceback (most recent call last):\n  File \"check.py\", line 18, in <module>\n"
                        + "    server.sendmail(a, b, c)\n  File \"/usr/lib/python3.11/smtplib.py\", line 511, in "
                        + function
                        + "\n"
                        + "    (code, msg) = self.getreply()\n"
                        + "  File \"/usr/lib/python3.11/smtplib.py\", line 368, in getreply\n"
                        + "    raise SMTPServerDisconnected(\"Connection unexpectedly closed\")\n"
                        + "smtplib.SMTPServerDisconnected: Connection unexpectedly closed\n");
        assertThat(report.decisive().flatMap(each -> each.decidingFact()).map(fact -> fact.stage()))
                .as(report.toString())
                .contains(step);
    }

    /** Of two hosts the login of one says nothing about the other's. */
    @Test
    void anotherHostDoesNotMakeALoginGood() {
        String one = "S: 220 mx.example.com ESMTP\n"
                + "C: EHLO me\n"
                + "S: 250 mx.example.com\n"
                + "C: AUTH PLAIN [redacted]\n"
                + "S: 535 5.7.8 no\n"
                + "C: QUIT\n"
                + "S: 221 bye\n";
        String two = "S: 220 mx.example.org ESMTP\n"
                + "C: EHLO me\n"
                + "S: 250 mx.example.org\n"
                + "C: AUTH PLAIN [redacted]\n"
                + "S: 235 ok\n"
                + "C: QUIT\n"
                + "S: 221 bye\n";
        assertThat(Explain.dialogue(one + two).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(Explain.dialogue(one + two.replace("example.org", "example.com"))
                        .verdict())
                .isEqualTo(Verdict.PASSED);
    }
}
