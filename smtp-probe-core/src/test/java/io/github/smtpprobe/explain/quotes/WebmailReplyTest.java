/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.smtp.Stage;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which Roundcube shows a refusal, in the languages of its users. */
class WebmailReplyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SMTP Error (550): Failed to add recipient \"bob@example.org\" (Error: No such user). | RCPT_TO | 550 Error: No such user",
                "SMTP Error (450): Failed to add recipient \"bob@example.org\" (4.7.1 Client host rejected: cannot find your hostname, [192.0.2.44]) | RCPT_TO"
                        + " | 450 4.7.1 Client host rejected: cannot find your hostname, [192.0.2.44]",
                "SMTP Error (553): Failed to set sender \"ada@example.com\" (5.7.1 not owned by user (eve)). | MAIL_FROM | 553 5.7.1 not owned by user (eve)",
                "Erreur SMTP (450) : échec lors de l'ajout du destinataire « bob@example.org » (4.1.2 Domain not found) | RCPT_TO | 450 4.1.2 Domain not found",
                "SMTP Error (553): Failed to set sender \"recipients@example.com\" (5.1.8 no domain) | MAIL_FROM | 553 5.1.8 no domain",
                "Erreur SMTP (553) : impossible de définir l'expéditeur « destinataires@example.com » (5.1.8 no domain) | MAIL_FROM"
                        + " | 553 5.1.8 no domain",
                "Erreur SMTP (553) : impossible de définir l'expéditeur « ada@example.com » (5.1.8 no domain) | MAIL_FROM | 553 5.1.8 no domain",
                "SMTP错误 (550): 添加收件人“bob@example.org”失败 (5.1.1 no such user) | RCPT_TO | 550 5.1.1 no such user"
            })
    void saysWhoseAddressWasRefused(String line, Stage stage, String reply) {
        LogLine quoted = WebmailReply.in(line).orElseThrow();
        assertThat(quoted.stage()).contains(stage);
        assertThat(quoted.text()).isEqualTo(reply);
    }

    @Test
    void aCodeInSquareBracketsTellsNoStep() {
        LogLine quoted = WebmailReply.in("Error SMTP: [550] Incorrect sender header (LOCAL)")
                .orElseThrow();
        assertThat(quoted.stage()).isEmpty();
        assertThat(quoted.text()).isEqualTo("550 Incorrect sender header (LOCAL)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SMTP-Fehler", "Błąd SMTP", "ОШИБКА SMTP", "Chyba SMTP", "SMTP-fel", "SMTP error", "Erro SMTP"})
    void saysErrorInTheLanguageOfTheReader(String words) {
        assertThat(WebmailReply.in(words + ": [550] Mailbox full").map(LogLine::text))
                .contains("550 Mailbox full");
    }

    @Test
    void aRefusedGreetingHasNoWords() {
        assertThat(WebmailReply.in("SMTP Error (550): Connection to server failed.")
                        .flatMap(LogLine::stage))
                .contains(Stage.GREETING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SMTP Error (535): Authentication failed.",
                "SMTP Error (-1): Connection to server failed.",
                "SMTP Error (550): something else (see the manual)",
                "SMTP Error (250): Failed to add recipient \"bob@example.org\" (2.0.0 ok).",
                "smtp-queue: [550] 17",
                "SMTP server: [451] Starting up",
                "mail SMTP: [512] Starting up",
                "Error (550): Failed to add recipient \"bob@example.org\" (no such user)."
            })
    void isNothingElse(String line) {
        assertThat(WebmailReply.in(line)).isEqualTo(Optional.empty());
    }
}
