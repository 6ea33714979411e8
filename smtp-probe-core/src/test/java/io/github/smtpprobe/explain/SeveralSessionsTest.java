/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text with several sessions or messages in it: the last word about a recipient counts, and the earlier ones are told. */
class SeveralSessionsTest {
    private static final String LATER = "A1: to=<bob@example.org>, relay=mx.example.org[192.0.2.2]:25, status=deferred"
            + " (host mx.example.org[192.0.2.2] said: 450 4.7.1 Greylisted, please try again later (in reply to RCPT TO"
            + " command))\n";
    private static final String SENT =
            "A1: to=<bob@example.org>, relay=mx.example.org[192.0.2.2]:25, status=sent (250 2.0.0 Ok: queued as"
                    + " 77ab)\n";
    private static final String BOUNCED = "A2: to=<eve@example.net>, relay=mx.example.net[192.0.2.3]:25,"
            + " status=bounced (host mx.example.net[192.0.2.3] said: 550 5.1.1 <eve@example.net>: User unknown (in reply"
            + " to RCPT TO command))\n";

    private static String cause(ProbeReport report) {
        return report.rootCause().map(Finding::id).orElse("none in " + report);
    }

    @Test
    void whatWasRefusedFirstAndAcceptedLaterPassesAndBothAreTold() {
        ProbeReport report = Explain.dialogue(LATER + SENT);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
        assertThat(report.has("recipient.greylisted")).isTrue();
        assertThat(report.has("dialogue.accepted-later")).isTrue();
        assertThat(report.has("message.queued")).isTrue();
    }

    @Test
    void whatWasAcceptedFirstAndRefusedLaterIsRefused() {
        ProbeReport report = Explain.dialogue(SENT + LATER);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(cause(report)).isEqualTo("recipient.greylisted");
    }

    /** All has to go well; but that the first message went through is told with the refusal of the second one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "452 4.5.3 Too many messages in this session\n",
                "503 5.5.1 Error: nested MAIL command\n",
                "250 ok\nC: RCPT TO:<eve@example.com>\nS: 550 5.1.1 no such user\n"
            })
    void aMessageThatWasTakenBeforeIsTold(String second) {
        String first = "S: 220 mx.example.com ESMTP\nC: EHLO me.example.org\nS: 250 mx.example.com\n"
                + "C: MAIL FROM:<ada@example.org>\nS: 250 ok\nC: RCPT TO:<bob@example.com>\nS: 250 ok\n";
        String taken = "C: DATA\nS: 354 go ahead\nC: .\nS: 250 2.0.0 Ok: queued as 1\n";
        String again = "C: MAIL FROM:<ada@example.org>\nS: ";
        String told = "accepted a message before this";
        ProbeReport report = Explain.dialogue(first + taken + again + second);
        assertThat(report.verdict()).isNotEqualTo(Verdict.PASSED);
        assertThat(report.findings().get(0).explanation()).contains(told);
        assertThat(Explain.dialogue(first + again + second).findings().get(0).explanation())
                .doesNotContain(told);
    }

    @Test
    void oneRecipientOfSeveral() {
        for (String text : new String[] {SENT + BOUNCED, BOUNCED + SENT}) {
            ProbeReport report = Explain.dialogue(text);
            assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.FAILED);
            assertThat(cause(report)).isEqualTo("recipient.unknown");
            assertThat(report.summary())
                    .contains("eve@example.net", "mx.example.net")
                    .doesNotContain("bob@");
            assertThat(report.has("message.queued"))
                    .as("what the other message came to")
                    .isTrue();
        }
    }

    /** Exim writes what it received, what it postponed, where it went in the end, and that nothing is left to do. */
    @Test
    void eximsLogOfARetry() {
        ProbeReport report = Explain.dialogue("""
            2024-03-11 09:12:44 1rjaXX-0002Yz-1c == bob@example.org R=dnslookup T=remote_smtp defer (-44) H=mx.example.org [192.0.2.2]: SMTP error from remote mail server after RCPT TO:<bob@example.org>: 451 4.7.1 Greylisting in action, please come back later
            2024-03-11 09:42:51 1rjaXX-0002Yz-1c => bob@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.2] X=TLS1.3:ECDHE:256 CV=yes C="250 OK id=1rjb1y-0004Ab-2W"
            2024-03-11 09:42:51 1rjaXX-0002Yz-1c Completed
            """);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
        assertThat(report.has("recipient.greylisted")).isTrue();
    }

    /** A session that failed before any recipient, and the same client's next one that went through. */
    @Test
    void aSecondConnectionThatWentThrough() {
        String first = "S: 220 mx.example.com ESMTP\nC: EHLO me.example\nS: 250 mx.example.com\nC: MAIL FROM:<>x\n"
                + "S: 501 5.1.7 Invalid address\nC: QUIT\nS: 221 bye\n";
        String second = "S: 220 mx.example.com ESMTP\n"
                + "C: EHLO me.example\n"
                + "S: 250 mx.example.com\n"
                + "C: MAIL FROM:<ada@example.com>\n"
                + "S: 250 ok\n"
                + "C: RCPT TO:<bob@example.net>\n"
                + "S: 250 ok\n"
                + "C: DATA\n"
                + "S: 354 go\n"
                + "C: .\n"
                + "S: 250 2.6.0 Queued mail for delivery\n"
                + "C: QUIT\n"
                + "S: 221 bye\n";
        ProbeReport report = Explain.dialogue(first + second);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.PASSED);
        assertThat(report.attempts()).hasSize(2);
        assertThat(report.has("sender.syntax")).isTrue();
        ProbeReport other = Explain.dialogue(second + first);
        assertThat(other.verdict()).as(other.toString()).isEqualTo(Verdict.FAILED);
        assertThat(cause(other)).isEqualTo("sender.syntax");
    }

    /** A STARTTLS reply is no second greeting, nor is one that a log prints in two forms. */
    @Test
    void oneSessionIsOne() {
        ProbeReport report = Explain.dialogue("""
            220 mx.example.com ESMTP
            EHLO me.example
            250-mx.example.com
            250 STARTTLS
            STARTTLS
            220 2.0.0 Ready to start TLS
            EHLO me.example
            250 mx.example.com
            QUIT
            221 bye
            """);
        assertThat(report.attempts()).hasSize(1);
    }

    @Test
    void manyMessagesAreReadAndThoseBeforeAreCounted() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            log.append(BOUNCED.replace("eve@", "eve" + i + "@"));
        }
        ProbeReport report = Explain.dialogue(log.toString());
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.attempts()).hasSizeLessThanOrEqualTo(50);
        assertThat(report.has("dialogue.not-read")).isTrue();
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
}
