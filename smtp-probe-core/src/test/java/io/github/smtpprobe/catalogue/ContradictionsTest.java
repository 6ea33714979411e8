/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where words and code disagree the words win, and the explanation says so. */
class ContradictionsTest {
    private static final ReplyCatalogue CATALOGUE = ReplyCatalogue.standard();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        RCPT_TO     | 550 | 5.1.1 Mailbox is over its quota            | recipient.full      | code 5.1.1 stands for an unknown mailbox
        RCPT_TO     | 550 | 5.2.1 The mailbox is full                  | recipient.full      | code 5.2.1 stands for a disabled mailbox
        RCPT_TO     | 550 | 5.2.2 No such user here                    | recipient.unknown   | code 5.2.2 stands for a full mailbox
        MAIL_FROM   | 452 | Rate limit exceeded, slow down             | server.rate-limited | code 452 stands for a lack of storage
        END_OF_DATA | 552 | 5.3.4 Message contains a virus             | message.virus       | code 5.3.4 stands for a message that is too large
        RCPT_TO     | 551 | Your IP address is on a block list         | client.blocked      | code 551 stands for a recipient of another server
        GREETING    | 421 | Your IP is permanently blocked             | client.blocked      | code 421 is one for a refusal for now
        RCPT_TO     | 451 | 4.1.1 User unknown, permanent failure      | recipient.unknown   | code 451 is one for a refusal for now
        RCPT_TO     | 450 | 4.1.1 User unknown in local table          | recipient.unknown   | the server may not be sure yet
        GREETING    | 554 | Too many connections, try again later      | server.rate-limited | code 554 is one for a refusal that lasts
        RCPT_TO     | 550 | Service refuse. Veuillez essayer plus tard | recipient.refused   | code 550 is one for a refusal that lasts
        MAIL_FROM   | 451 | Mail from your country is refused for now | client.blocked      | a refusal for now, so a later try may succeed
        RCPT_TO     | 550 | This mailbox is temporarily disabled       | recipient.disabled  | code 550 is one for a refusal that lasts
        """)
    void areSaid(Stage stage, int code, String words, String id, String sentence) {
        Meaning meaning = CATALOGUE.explain(stage, Reply.of(code, words));
        assertThat(meaning.id()).isEqualTo(id);
        assertThat(meaning.why()).contains(sentence).matches(".*[^.]\\.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        RCPT_TO     | 550 | 5.7.1 Mailbox full
        RCPT_TO     | 550 | 5.0.0 User unknown
        RCPT_TO     | 554 | Relay access denied
        RCPT_TO     | 550 | 5.1.1 User unknown
        RCPT_TO     | 550 | 5.1.1 Domain of the recipient does not exist
        RCPT_TO     | 552 | 5.2.2 Mailbox full
        RCPT_TO     | 452 | 4.5.3 Too many recipients
        RCPT_TO     | 452 | 4.2.2 Mailbox full
        END_OF_DATA | 552 | Message too large
        AUTH        | 535 | 5.7.8 Account disabled
        AUTH        | 535 | 5.7.8 Account is currently disabled
        END_OF_DATA | 550 | messages quota reached. Please retry later after recharge account
        MAIL_FROM   | 550 | The sender is not verified, try again later when you have verified it
        RCPT_TO     | 451 | 4.7.1 Greylisted, try again later
        RCPT_TO     | 550 | 5.2.2 xyz
        RCPT_TO     | 550 | 4.2.2 User unknown
        GREETING    | 554 | Your IP is permanently blocked
        GREETING    | 421 | Too many connections, try again later
        GREETING    | 421 | Your IP is temporarily denied
        GREETING    | 571 | Your IP is currently blocked
        GREETING    | 554 | Your IP is temporarily blocked, request removal on our page
        """)
    void areNotSaidOfAGeneralCodeNorWhereCodeAndWordsAgree(Stage stage, int code, String words) {
        Reply reply = Reply.of(code, words);
        assertThat(CATALOGUE.explain(stage, reply).why())
                .isEqualTo(CATALOGUE
                        .row(stage, reply, ReplyContext.unknown())
                        .meaning()
                        .of(reply, "")
                        .why());
    }

    /** Servers write codes of one cause before words of another. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        END_OF_DATA | 550 | 5.2.1 Message needs a plain text part   | recipient.disabled     | code 5.2.1, which means a disabled mailbox
        RCPT_TO     | 550 | 5.1.1 Office hours only, come at nine   | recipient.unknown      | code 5.1.1, which means an unknown mailbox
        RCPT_TO     | 550 | 5.1.1 Okänd mottagare                   | recipient.unknown      | code 5.1.1, which means an unknown mailbox
        RCPT_TO     | 552 | 5.2.2 Come back when the tide is out    | recipient.full         | code 5.2.2, which means a full mailbox
        GREETING    | 550 | 5.7.25 closed on Sundays                | client.no-reverse-name | code 5.7.25, which means a missing reverse
        """)
    void aCodeBesideWordsThatNobodyKnowsMakesItOnlyPossible(
            Stage stage, int code, String words, String id, String sentence) {
        Meaning meaning = CATALOGUE.explain(stage, Reply.of(code, words));
        assertThat(meaning.id()).isEqualTo(id);
        assertThat(meaning.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(meaning.why()).contains(sentence).endsWith("; the words of the reply may say something else.");
    }

    /** Words in a language that is not known may say what the code says: nothing is said of what they do not say. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        AUTH        | 504 | Okänd autentiseringsmetod    | auth.refused      | code 504 stands for a mechanism that the server does not know
        AUTH        | 530 | Inte här                     | auth.refused      | code 530 stands for a login that the server accepts only inside TLS
        STARTTLS    | 502 | Kommandot stöds inte         | starttls.refused  | code 502 stands for a command that the server does not know
        EHLO        | 500 | Okänt kommando               | ehlo.refused      | code 500 stands for a command that the server does not know
        MAIL_FROM   | 503 | Fel ordning                  | sender.refused    | code 503 stands for commands in the wrong order
        MAIL_FROM   | 550 | 5.5.1 Fel ordning            | sender.refused    | code 5.5.1 stands for a command that is unknown or out of order
        RCPT_TO     | 501 | Konstig adress               | recipient.refused | code 501 stands for a recipient, or a parameter after it
        RCPT_TO     | 530 | Logga gärna in               | recipient.refused | code 530 stands for a login that is missing
        DATA        | 503 | Vastaanottaja puuttuu        | message.refused   | code 503 stands for commands in the wrong order
        END_OF_DATA | 552 | Viestisi on liian suuri      | message.refused   | code 552 stands for a message that is too large
        END_OF_DATA | 452 | Inget utrymme                | message.temporary | code 452 stands for missing storage
        """)
    void besideWordsThatNobodyKnowsACodeIsAPossibleCause(
            Stage stage, int code, String words, String id, String sentence) {
        Meaning meaning = CATALOGUE.explain(stage, Reply.of(code, words));
        assertThat(meaning.id()).isEqualTo(id);
        assertThat(meaning.confidence()).isEqualTo(Confidence.POSSIBLE);
        assertThat(meaning.why())
                .contains("The words name no known cause.", sentence)
                .endsWith("; the words may mean that or something else.")
                .doesNotContain("do not say", "stands for another");
    }

    /** A reply may name the cause of its code beside another one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        RCPT_TO | 550 | 5.1.1 destinataire inconnu - relais refusé | relay.denied
        RCPT_TO | 550 | 5.1.1 Relay denied, unknown recipient      | relay.denied
        """)
    void twoCausesAreNotToldAsAContradiction(Stage stage, int code, String words, String id) {
        Meaning meaning = CATALOGUE.explain(stage, Reply.of(code, words));
        assertThat(meaning.id()).isEqualTo(id);
        assertThat(meaning.why()).contains("which the words may name as well").doesNotContain("say something else");
    }

    @Test
    void aCodeWithoutWordsIsBelieved() {
        Meaning meaning = CATALOGUE.explain(Stage.RCPT_TO, Reply.of(550, "5.2.1 rejected"));
        assertThat(meaning.id()).isEqualTo("recipient.disabled");
        assertThat(meaning.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(meaning.why()).doesNotContain("may say something else");
    }

    /** In the corpus no row is contradicted by a code that its own evidence names, and none that tells no cause. */
    @Test
    void areSaidOfRepliesThatTellACauseOrATime() throws IOException {
        List<ReplyCorpusTest.Case> said = ReplyCorpusTest.corpus()
                .filter(each ->
                        added(each).filter(more -> more.startsWith("The code ")).isPresent())
                .toList();
        assertThat(said).hasSizeGreaterThan(20).allSatisfy(each -> {
            Row row = each.read();
            assertThat(row.meaning().general()).isFalse();
            assertThat(row.restsOnCodeOf(Reading.of(each.stage(), each.parsed(), each.context())))
                    .isFalse();
        });
    }

    @Test
    void theFirstDigitAndTheWordsAreNamedInOneSentence() throws IOException {
        assertThat(ReplyCorpusTest.corpus()
                        .flatMap(each -> added(each).stream())
                        .filter(more -> !more.matches("[A-Z][^.]*(?:[0-9]\\.[0-9]+\\.[0-9]+)?[^.]*\\.")))
                .isEmpty();
    }

    /** What is said beside the text of the row. */
    private static Optional<String> added(ReplyCorpusTest.Case one) {
        String row = one.read().meaning().of(one.parsed(), "").why();
        String all = CATALOGUE.explain(one.stage(), one.parsed(), one.context()).why();
        if (all.startsWith("The reply names both causes")) {
            return Optional.empty();
        }
        assertThat(all).startsWith(row);
        return Optional.of(all.substring(row.length()).strip()).filter(more -> !more.isEmpty());
    }
}
