/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pasted text passes only if it shows commands, all of them well answered, and no program reports an error in it. */
class HonestVerdictTest {
    private static final String GOOD =
            "S: 220 mx.example.com ESMTP\nC: EHLO me.example.com\nS: 250-mx.example.com\nS: 250 AUTH PLAIN\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "C: MAIL FROM:<ada@example.com>\nS: 250 ok\n",
                "0 errors, all good\n",
                "host error.example.com [192.0.2.1]\n",
                "C: MAIL FROM:<exception@error.example>\nS: 250 ok\n",
                "no error was found\n"
            })
    void whatIsWellAnsweredPasses(String more) {
        ProbeReport report = Explain.dialogue(GOOD + more + "C: QUIT\nS: 221 bye\n");
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
        assertThat(report.summary()).as("a port that the text does not name").doesNotContain("port");
    }

    /** What ends in the middle may have failed behind it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "C: AUTH PLAIN [redacted]\nS: 235 2.7.0 ok\n",
                "C: MAIL FROM:<ada@example.com>\nS: 250 ok\n",
                "C: MAIL FROM:<ada@example.com>\nS: 250 ok\nC: RCPT TO:<bob@example.net>\nS: 250 ok\n"
            })
    void whatEndsInTheMiddleIsNoSuccess(String more) {
        ProbeReport report = Explain.dialogue(GOOD + more);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings().get(0).id()).isEqualTo("dialogue.no-end");
        assertThat(report.summary()).contains("Nothing in this text failed");
    }

    /** Each shows by itself that the message went through, or that the address takes mail. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "250 2.0.0 Ok: queued as 4Rkd3G2xqwz9sW8\n",
                "S: 250 2.6.0 <x@y.example> [InternalId=12] Queued mail for delivery\n",
                "relay postfix/smtp[4]: A1: to=<bob@example.org>, relay=mx.example.org[192.0.2.2]:25, status=sent (250"
                        + " 2.0.0 OK 77ab)\n",
                "sendmail[88]: x3: to=<bob@example.org>, relay=mx.example.org. [192.0.2.2], dsn=2.0.0, stat=Sent (ok:"
                        + " queued as 7)\n",
                "Final-Recipient: rfc822; bob@example.org\nAction: delivered\nStatus: 2.0.0\n",
                "Final-Recipient: rfc822; bob@example.org\n"
                        + "Action: deliverable\n"
                        + "Status: 2.1.5\n"
                        + "Diagnostic-Code: smtp; 250 2.1.5 Ok\n"
            })
    void aSuccessThatStandsAloneIsOne(String text) {
        ProbeReport report = Explain.dialogue(text);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.mail.FancyException: the flux is out of phase\n\tat com.example.Mail.send(Mail.java:12)\n",
                "fatal: giving up on this message\n",
                "Traceback (most recent call last):\n",
                "mailer: could not send the message\n"
            })
    void anErrorThatNobodyKnowsIsNoSuccess(String error) {
        ProbeReport report = Explain.dialogue(GOOD + error);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings().get(0).id()).isEqualTo("dialogue.unknown-error");
    }

    /** What a probe does not ask is no step of it, but its refusal is none of "all went well". */
    @Test
    void aRefusedCommandOfAnotherKindIsNoSuccess() {
        ProbeReport report = Explain.dialogue(GOOD + "C: VRFY ada\nS: 502 5.5.1 VRFY command is disabled\n");
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.summary()).contains("VRFY command is disabled");
        assertThat(report.findings().get(0).id()).isEqualTo("dialogue.other-command");
    }

    @ParameterizedTest
    @ValueSource(strings = {"S: 235 ok\nS: 550 5.1.1 no such user\n", "S: 250 ok\nS: 550 5.1.1 no such user\n"})
    void aRefusalOfWhatTheTextDoesNotShowIsOne(String text) {
        ProbeReport report = Explain.dialogue(text);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILED);
        assertThat(report.rootCause())
                .hasValueSatisfying(cause -> assertThat(cause.id()).isEqualTo("recipient.unknown"));
    }

    /** A collector wraps the entry of the program, and the log says of a message that the next server took it. */
    @Test
    void aLogOfAMessageThatWasSentPasses() throws IOException {
        ProbeReport report = Explain.dialogue(CasesTest.text("logs/fields-status-sent-twice-escaped.txt"));
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
        assertThat(report.toString()).contains("smtp.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A1: to=<eve@example.net>, relay=none, status=deferred (the flux is out of phase)",
                "A1: to=<eve@example.net>, relay=none, status=deferred (connect to mx.example.net[192.0.2.1]:25:"
                        + " Connection timed out)"
            })
    void anotherMessageThatWasSentIsNoSuccessOfOneThatWasNot(String failed) {
        String sent = "A2: to=<bob@example.org>, relay=mx.example.org[192.0.2.2]:25, status=sent (250 2.0.0 OK 77ab)";
        for (String text : List.of(failed + "\n" + sent + "\n", sent + "\n" + failed + "\n")) {
            ProbeReport report = Explain.dialogue(text);
            assertThat(report.verdict()).as(report.toString()).isNotEqualTo(Verdict.PASSED);
        }
    }

    @Test
    void aGreetingAloneIsNoSuccess() {
        ProbeReport report = Explain.dialogue("220 mx.example.com ESMTP\n");
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings()).extracting(Finding::id).first().isEqualTo("dialogue.no-failure");
        assertThat(report.summary()).contains("Nothing in this text failed");
    }

    /** Who pastes it asks what it means, and not what failed. */
    @Test
    void aGoodReplyAloneIsToldAsOne() {
        ProbeReport report = Explain.dialogue("250 ok");
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.summary()).contains("This reply is a success: \"250 ok\".");
        assertThat(report.findings().get(0).explanation()).contains("The first digit of the code 250");
    }

    /** Monitors leave so, and clients that were told to log in. */
    @Test
    void whoLeavesWhereNoLoginIsOfferedMayHaveWantedOne() {
        ProbeReport report =
                Explain.dialogue("220 mx.example.com ESMTP\nEHLO me.example.com\n250 mx.example.com\nQUIT\n221 bye\n");
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings().get(0).id()).isEqualTo("login.none-offered");
    }

    /** What a server answers to the commands behind a refused sender tells nothing of them. */
    @Test
    void whatFollowsFromARefusedSenderIsNoFailureOfItsOwn() {
        ProbeReport report = Explain.dialogue("220 mx.example.com ESMTP\nEHLO a.example\n250 mx.example.com\n"
                + "MAIL FROM:<a@.com>\n550 Invalid syntax in MAIL command\nRCPT TO:<b@example.org>\n500 Unrecognised command\n"
                + "DATA\n500 Unrecognised command\nQUIT\n221 bye\n");
        assertThat(report.rootCause().map(Finding::id)).contains("sender.syntax");
        assertThat(report.findings())
                .filteredOn(each -> each.id().equals("command.unsupported"))
                .isNotEmpty()
                .allMatch(each ->
                        each.consequenceOf().filter("sender.syntax"::equals).isPresent());
    }

    @Test
    void aTextThatEndsBehindEhloShowsNoSessionInClearText() {
        String begins = "220 mx.example.com ESMTP\nEHLO a.example\n250-mx.example.com\n250 STARTTLS\n";
        assertThat(Explain.dialogue(begins).findings()).extracting(Finding::id).doesNotContain("starttls.unused");
        assertThat(Explain.dialogue(begins + "MAIL FROM:<a@example.com>\n250 ok\n")
                        .findings())
                .extracting(Finding::id)
                .contains("starttls.unused");
    }
}
