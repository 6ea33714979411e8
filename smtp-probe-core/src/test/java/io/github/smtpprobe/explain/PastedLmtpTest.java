/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.smtp.Mailbox;
import org.junit.jupiter.api.Test;

/** Dialogues of LMTP that people paste, such as those between Postfix and Dovecot. */
class PastedLmtpTest {
    private static final String UP_TO_THE_DOT = """
            S: 220 mail.example.com Dovecot ready.
            C: LHLO mx.example.com
            S: 250-mail.example.com
            S: 250-8BITMIME
            S: 250-ENHANCEDSTATUSCODES
            S: 250 PIPELINING
            C: MAIL FROM:<ada@example.net>
            S: 250 2.1.0 OK
            C: RCPT TO:<bob@example.com>
            S: 250 2.1.5 OK
            C: RCPT TO:<eve@example.com>
            S: 250 2.1.5 OK
            C: DATA
            S: 354 OK
            C: .
            """;

    @Test
    void eachReplyBelongsToTheRecipientThatWasAccepted() {
        ProbeReport report = Explain.dialogue(UP_TO_THE_DOT + "S: 250 2.0.0 <bob@example.com> saved\n"
                + "S: 552 5.2.2 <eve@example.com> Quota exceeded (mailbox for user is full)\n"
                + "C: QUIT\nS: 221 2.0.0 Bye\n");
        assertThat(report.attempts().get(0).fact(Ehlo.class).orElseThrow().verb())
                .isEqualTo("LHLO");
        assertThat(report.attempts().get(0).facts(MessageTransfer.class))
                .extracting(MessageTransfer::label)
                .containsExactly("message for <bob@example.com>", "message for <eve@example.com>");
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("recipient.full");
        assertThat(report.rootCause().orElseThrow().summary()).contains("eve@example.com");
        assertThat(report.has("lmtp.taken")).isTrue();
    }

    @Test
    void aReplyThatTheTextDoesNotShowIsNoSuccess() {
        ProbeReport report = Explain.dialogue(UP_TO_THE_DOT + "S: 250 2.0.0 <bob@example.com> saved\n");
        assertThat(report.passed()).as(report.toString()).isFalse();
        assertThat(report.attempts().get(0).facts(MessageTransfer.class))
                .extracting(each -> each.recipient().map(Mailbox::wire).orElse(""))
                .containsExactly("bob@example.com", "eve@example.com");
    }

    @Test
    void aRefusedRecipientHasNoReplyAfterTheMessage() {
        ProbeReport report =
                Explain.dialogue(UP_TO_THE_DOT.replace("S: 250 2.1.5 OK\nC: DATA", "S: 550 5.1.1 no such user\nC: DATA")
                        + "S: 250 2.0.0 <bob@example.com> saved\nC: QUIT\nS: 221 2.0.0 Bye\n");
        assertThat(report.attempts().get(0).facts(MessageTransfer.class))
                .extracting(MessageTransfer::label)
                .containsExactly("message for <bob@example.com>");
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("recipient.unknown");
    }

    @Test
    void anSmtpServerIsNamed() {
        ProbeReport report = Explain.dialogue(
                "S: 220 mx.example.com ESMTP Postfix\nC: LHLO me.example.com\nS: 502 5.5.2 Error: command not recognized\n");
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("lmtp.refused");
    }
}
