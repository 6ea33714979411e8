/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.render.ClientSettings;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One reply alone: what its words mean at a command, and nothing that they do not say. */
class ExplainReplyTest {
    private static String cause(ProbeReport report) {
        return report.rootCause().map(Finding::id).orElse("none in " + report);
    }

    @Test
    void oneReply() {
        assertThat(cause(Explain.reply(Stage.RCPT_TO, "550 5.1.1 no such user")))
                .isEqualTo("recipient.unknown");
        assertThat(cause(Explain.reply(Stage.AUTH, "535 5.7.8 no"))).isEqualTo("auth.rejected");
        assertThat(cause(Explain.reply(Stage.GREETING, "554-go\n554 away"))).isEqualTo("greeting.refused");
        assertThat(cause(Explain.reply(Stage.END_OF_DATA, "552 5.3.4 too big"))).isEqualTo("message.too-large");
        assertThat(Explain.reply(Stage.RCPT_TO, "250 ok").passed()).isTrue();
    }

    /** Programs and people wrap long replies, and the rest of a line then has no code. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.7.1 Your message was refused\nbecause the sender address does not exist",
                "550-5.7.1 Your message was refused\nbecause the sender address does not exist",
                "550-5.7.1 Your message was refused\n  because the sender\n550 5.7.1 address does not exist"
            })
    void aWrappedLineBelongsToTheOneBefore(String reply) {
        ProbeReport report = Explain.reply(Stage.RCPT_TO, reply);
        assertThat(cause(report)).isEqualTo("sender.unverifiable");
        assertThat(report.summary()).contains("refused because the sender address does not exist");
    }

    /** 334 and 354 ask for more: what the server says to that is not known, so nothing passed. */
    @ParameterizedTest
    @CsvSource({"DATA, 354 go ahead", "AUTH, 334 VXNlcm5hbWU6", "AUTH, 334 ", "DATA, '354-go\n354 go ahead'"})
    void whatAsksForMoreIsNoSuccess(Stage stage, String reply) {
        ProbeReport report = Explain.reply(stage, reply);
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.summary()).doesNotContain("works");
        assertThat(TextReport.render(report))
                .contains(reply.lines().reduce((a, b) -> b).orElseThrow().strip());
    }

    /** Nobody connected, so no address, port or time may be made up; and what contradicts itself is explained by its code. */
    @Test
    void nothingIsMadeUp() {
        ProbeReport report = Explain.reply(Stage.RCPT_TO, "550 2.1.5 no such user here");
        assertThat(report.has("reply.contradictory")).isTrue();
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("recipient.unknown");
        assertThat(TextReport.render(report))
                .contains("The dialogue")
                .doesNotContain("Attempt", "0.0.0.0", "0 ms", "Used in good replies");
        assertThat(Explain.reply(Stage.MAIL_FROM, "550 5.7.1 no")
                        .rootCause()
                        .orElseThrow()
                        .id())
                .as("nobody said that the reverse-path was null")
                .isEqualTo("sender.refused");
        assertThat(ClientSettings.of(Explain.dialogue("220 mx.example.com\nEHLO me\n250 mx.example.com")))
                .isEmpty();
    }

    /** I-5: where a long text is cut, no character is cut in two. */
    @Test
    void shortenedTextHasNoHalfCharacters() {
        for (int shift = 0; shift < 2; shift++) {
            ProbeReport report =
                    Explain.reply(Stage.RCPT_TO, "550 5.1.1 " + "x".repeat(shift) + "\uD83D\uDE00".repeat(1000));
            String shown = report.asMap() + TextReport.render(report) + report;
            assertThat(shown.codePoints().filter(point -> Character.getType(point) == Character.SURROGATE))
                    .as("shift " + shift)
                    .isEmpty();
        }
    }

    /** Of a lone reply nothing is known but its words: no address, host or time is made up, in no form of the report. */
    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"GREETING", "EHLO", "STARTTLS", "AUTH", "MAIL_FROM", "RCPT_TO", "DATA", "END_OF_DATA"})
    void whatALoneReplyDoesNotNameIsNotShown(Stage stage) {
        for (String reply : List.of("552 5.2.2 mailbox full", "550 5.1.1 no such user", "451 4.3.0 x", "554 x")) {
            ProbeReport report = Explain.reply(stage, reply);
            String shown = TextReport.render(report) + report.asMap();
            assertThat(shown).doesNotContain("unknown.invalid", "0.0.0.0", "<>", " 0 ms");
            assertThat(report.findings())
                    .allSatisfy(finding -> assertThat(finding.summary()).doesNotContain("  ", "?"));
        }
    }

    @Test
    void aFullMailboxOfNobodyIsAFullMailbox() {
        assertThat(Explain.reply(Stage.RCPT_TO, "552 5.2.2 over quota").summary())
                .contains("The mailbox of the recipient is full");
    }
}
