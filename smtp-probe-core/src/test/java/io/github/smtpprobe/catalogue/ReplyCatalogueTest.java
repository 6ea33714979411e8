/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.catalogue.ReplyContext.State;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReplyCatalogueTest {
    private static final int[] CODES = {
        220, 221, 235, 250, 251, 252, 354, 421, 432, 450, 451, 452, 454, 455, 500, 501, 502, 503, 504, 521, 523, 524,
        525, 530, 534, 535, 538, 550, 551, 552, 553, 554, 555, 556, 571
    };

    private final ReplyCatalogue catalogue = ReplyCatalogue.standard();

    private String id(Stage stage, int code, String text) {
        return catalogue.explain(stage, Reply.of(code, text)).id();
    }

    @Test
    void wordsBeatTheEnhancedCodeWhichBeatsTheCode() {
        assertThat(id(Stage.RCPT_TO, 550, "5.2.1 user unknown")).isEqualTo("recipient.unknown");
        assertThat(id(Stage.RCPT_TO, 550, "5.2.1 x")).isEqualTo("recipient.disabled");
        assertThat(id(Stage.RCPT_TO, 550, "x")).isEqualTo("recipient.refused");
        assertThat(id(Stage.RCPT_TO, 599, "x")).isEqualTo("recipient.refused");
    }

    @Test
    void anEnhancedCodeOfAnotherClassIsNotBelieved() {
        assertThat(id(Stage.RCPT_TO, 550, "4.2.2 x")).isEqualTo("recipient.refused");
        assertThat(id(Stage.RCPT_TO, 250, "5.1.1 x")).isEqualTo("reply.recipient-accepted");
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL_FROM,454,sender.temporary",
        "GREETING,550,greeting.refused",
        "MAIL_FROM,554,sender.refused",
        "STARTTLS,454,starttls.unavailable",
        "AUTH,454,auth.temporary",
        "EHLO,421,session.closing",
        "GREETING,421,greeting.busy"
    })
    void aCodeIsReadAsTheAnswerToItsCommand(Stage stage, int code, String id) {
        assertThat(id(stage, code, "Transaction failed")).isEqualTo(id);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void everyCodeIsExplainedAtEveryStageInOurOwnWords(Stage stage) {
        for (int code = 200; code < 600; code++) {
            for (String enhanced : new String[] {"", "5.1.1 ", "5.7.139 ", "4.7.650 ", "5.0.0 "}) {
                Reply reply = Reply.of(code, enhanced + "text of the server");
                Row row = catalogue.row(stage, reply, ReplyContext.unknown());
                assertThat(row.conditions().stages()).as(stage + " " + reply).contains(stage);
                assertThat(row.meaning().inGeneral() + row.meaning().why())
                        .isNotBlank()
                        .doesNotContain("text of the server", "{");
                assertThat(row.meaning().remedy()).isNotBlank();
            }
        }
    }

    /** Every enhanced status code of the registry behind every reply code that has a meaning of its own. */
    @ParameterizedTest
    @EnumSource(Stage.class)
    void everyEnhancedCodeIsExplainedWithWhatIsThereAtItsStage(Stage stage) {
        assertThat(bare().filter(reply -> {
                    Row row = catalogue.row(stage, reply, ReplyContext.unknown());
                    return !row.conditions().stages().contains(stage) || !MeaningsTest.canBeSaidAt(stage, row);
                }))
                .as("at " + stage)
                .isEmpty();
    }

    /** The same in each state of a session: nobody is told of what is not there, or to do what was done. */
    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"BY_TOKEN", "BY_PASSWORD", "LOGGED_IN", "ENCRYPTED"})
    void everyEnhancedCodeIsExplainedWithWhatIsThereInItsState(State state) {
        ReplyContext context = ReplyContext.unknown().with(state);
        assertThat(Stream.of(Stage.AUTH, Stage.MAIL_FROM, Stage.RCPT_TO, Stage.DATA, Stage.END_OF_DATA)
                        .filter(stage -> stage != Stage.AUTH || state != State.LOGGED_IN)
                        .flatMap(stage -> bare().filter(reply -> reply.code().value() >= 400)
                                .map(reply -> catalogue.row(stage, reply, context)))
                        .filter(row -> !MeaningsTest.canBeSaidIn(state, row)))
                .isEmpty();
    }

    private static Stream<Reply> bare() {
        int[] details = {0, 10, 4, 6, 7, 9, 6, 57};
        return Arrays.stream(CODES)
                .boxed()
                .flatMap(code -> IntStream.range(0, details.length)
                        .boxed()
                        .flatMap(subject -> IntStream.rangeClosed(0, details[subject])
                                .mapToObj(
                                        detail -> Reply.of(code, code / 100 + "." + subject + "." + detail + " xyz"))));
    }

    @Test
    void theSessionTells() {
        Reply reply = Reply.of(550, "5.7.1 no");
        ReplyContext loggedIn = ReplyContext.unknown().with(State.LOGGED_IN);
        assertThat(catalogue.explain(Stage.MAIL_FROM, reply, loggedIn).id()).isEqualTo("login.may-not-send");
        assertThat(catalogue.explain(Stage.MAIL_FROM, reply).id()).isEqualTo("sender.refused");
        ReplyContext token = ReplyContext.unknown().with(State.BY_TOKEN);
        assertThat(catalogue
                        .explain(Stage.AUTH, Reply.of(535, "5.7.3 no"), token)
                        .id())
                .isEqualTo("auth.token-rejected");
        ReplyContext clear = ReplyContext.unknown().with(State.CLEAR_TEXT);
        assertThat(catalogue.explain(Stage.AUTH, Reply.of(530, "no"), clear).id())
                .isEqualTo("auth.encryption-required");
    }

    @Test
    void aRefusedExternalLoginIsOneOfTheCertificateAndAGuestIsAGuest() {
        Reply reply = Reply.of(535, "5.7.8 Error: authentication failed: authentication failure");
        Meaning external =
                catalogue.explain(Stage.AUTH, reply, ReplyContext.unknown().with(State.BY_EXTERNAL));
        assertThat(external.id()).isEqualTo("auth.rejected");
        assertThat(external.why()).contains("the certificate of the client");
        Meaning guest =
                catalogue.explain(Stage.AUTH, reply, ReplyContext.unknown().with(State.ANONYMOUS));
        assertThat(guest.id()).isEqualTo("auth.rejected");
        assertThat(guest.why()).contains("ANONYMOUS");
    }

    @Test
    void aRefusedTokenIsNoWrongPassword() {
        ReplyContext token = ReplyContext.unknown().with(State.BY_TOKEN);
        for (String text :
                new String[] {"5.7.8 Authentication failed", "5.7.3 Authentication unsuccessful", "no", "5.7.8 bad"}) {
            Meaning meaning = catalogue.explain(Stage.AUTH, Reply.of(535, text), token);
            assertThat(meaning.inGeneral() + meaning.why() + meaning.remedy())
                    .as(text)
                    .doesNotContainIgnoringCase("password");
        }
    }

    @Test
    void anApplicationsOwnMeaningsAlwaysWin() {
        ReplyCatalogue own = catalogue
                .with(CatalogueRow.builder("acme.guests", Stage.RCPT_TO)
                        .code(550)
                        .explanation("The user is in the Hamburg office.")
                        .remedy("Ask Hamburg.")
                        .build())
                .with(CatalogueRow.builder("acme.tape", Stage.RCPT_TO)
                        .words("out of tape")
                        .explanation("The robot has no tape.")
                        .remedy("Feed the robot.")
                        .build());
        assertThat(own.explain(Stage.RCPT_TO, Reply.of(550, "5.1.1 user unknown"))
                        .remedy())
                .isEqualTo("Ask Hamburg.");
        assertThat(own.explain(Stage.RCPT_TO, Reply.of(452, "4.2.2 mailbox full: OUT OF TAPE"))
                        .id())
                .isEqualTo("acme.tape");
        assertThat(own.explain(Stage.MAIL_FROM, Reply.of(550, "5.1.1 x")).id()).doesNotStartWith("acme");
        assertThat(catalogue.explain(Stage.RCPT_TO, Reply.of(550, "x")).id()).doesNotStartWith("acme");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatalogueRow.builder("acme.x", Stage.RCPT_TO).words("~ tape"));
    }

    @Test
    void plainWordsAreAboutNothingWithoutTheirCommand() {
        ReplyCatalogue catalogue = ReplyCatalogue.standard();
        for (String words : List.of("Not found", "Suspended", "Too many", "Invalid")) {
            assertThat(catalogue.about(Reply.of(550, words))).as(words).isEmpty();
        }
        assertThat(catalogue.about(Reply.of(550, "No such user"))).contains(Stage.RCPT_TO);
        assertThat(catalogue.explain(Stage.RCPT_TO, Reply.of(550, "Not found")).id())
                .isEqualTo("recipient.unknown");
    }

    @Test
    void whereNoCauseIsKnownTheServersOwnWordsAreTheReason() {
        Meaning meaning = ReplyCatalogue.standard().explain(Stage.RCPT_TO, Reply.of(550, "5.7.1 The tide is out"));
        assertThat(meaning.why()).startsWith("The server gives this reason: \"The tide is out\".");
        assertThat(ReplyCatalogue.standard()
                        .explain(Stage.RCPT_TO, Reply.of(550, ""))
                        .why())
                .startsWith("The code says only");
    }

    /** RFC 4954 has 530 for a missing login, RFC 3207 for missing TLS. */
    @Test
    void aCodeIsNeverAsSureAsWords() {
        assertThat(explained("5.7.0 Authentication required").confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(explained("5.7.0 no").confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(explained("5.7.0 no").id())
                .isEqualTo(explained("5.7.0 log in first").id());
    }

    private static Meaning explained(String words) {
        return ReplyCatalogue.standard().explain(Stage.MAIL_FROM, Reply.of(530, words));
    }
}
