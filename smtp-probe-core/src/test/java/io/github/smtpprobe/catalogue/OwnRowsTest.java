/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.Confidence;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of an application's own: which replies they take, and which of them counts. */
class OwnRowsTest {
    private static final ReplyCatalogue STANDARD = ReplyCatalogue.standard();
    private static final ReplyContext AT_OUTLOOK = ReplyContext.unknown().atHost("smtp.office365.com");

    private static CatalogueRow row(String id, UnaryOperator<CatalogueRow.Builder> conditions) {
        return conditions.apply(CatalogueRow.builder(id, Stage.RCPT_TO)).build();
    }

    private static ReplyCatalogue with(CatalogueRow... rows) {
        ReplyCatalogue all = STANDARD;
        for (CatalogueRow each : rows) {
            all = all.with(each);
        }
        return all;
    }

    private static String id(ReplyCatalogue catalogue, int code, String text) {
        return catalogue.explain(Stage.RCPT_TO, Reply.of(code, text)).id();
    }

    @ParameterizedTest
    @CsvSource({
        "550, 5.7.1 You are not on the guest list, acme.guests",
        "550, 5.7.26 NOT on the Guest-List, acme.guests",
        "554, 5.7.1 You are not on the guest list, other",
        "550, 5.1.1 You are not on the guest list, other",
        "550, You are not on the guest list, other",
        "550, 5.7.1 You are on the list of guests, other"
    })
    void allThatIsGivenHasToBeSo(int code, String text, String id) {
        ReplyCatalogue own =
                with(row("acme.guests", row -> row.code(550).enhanced("5.7.x").words("guest list")));
        String found = id(own, code, text);
        assertThat(found).isEqualTo(id.equals("other") ? id(STANDARD, code, text) : id);
    }

    /** An application does not say what its texts are about, so that their words tell. */
    @Test
    void aTextThatNamesAPasswordIsAboutOne() {
        Reply reply = Reply.of(550, "guest list");
        for (UnaryOperator<CatalogueRow.Builder> texts : List.<UnaryOperator<CatalogueRow.Builder>>of(
                row -> row.sentence("{host} rejects the Password."),
                row -> row.explanation("Credentials expire after a year."),
                row -> row.remedy("Change the password."))) {
            CatalogueRow about = row("acme.words", row -> texts.apply(row.words("guest list")));
            assertThat(with(about).explain(Stage.RCPT_TO, reply).aboutPassword())
                    .isTrue();
        }
        CatalogueRow other = row("acme.words", row -> row.words("guest list").sentence("{host} wants an invitation."));
        assertThat(with(other).explain(Stage.RCPT_TO, reply).aboutPassword()).isFalse();
    }

    /** From the most special to the least: each counts while the ones before it are not there, in whatever order they were added. */
    @Test
    void theMoreSpecialRowCountsWhicheverCameLast() {
        List<CatalogueRow> ranked = List.of(
                row(
                        "acme.all",
                        row -> row.words("guest list")
                                .host("example.com")
                                .enhanced("5.7.1")
                                .code(550)),
                row("acme.words-host", row -> row.words("guest list").host("example.com")),
                row("acme.words-code", row -> row.words("guest list").code(550)),
                row("acme.words", row -> row.words("guest list")),
                row("acme.host-code", row -> row.host("example.com").code(550)),
                row("acme.enhanced-code", row -> row.enhanced("5.7.1").code(550)),
                row("acme.enhanced", row -> row.enhanced("5.x.x")),
                row("acme.code", row -> row.code(550)));
        Reply reply = Reply.of(550, "5.7.1 Not on the guest list");
        ReplyContext context = ReplyContext.unknown().atHost("mx1.example.com");
        for (int i = 0; i < ranked.size(); i++) {
            List<CatalogueRow> rest = new ArrayList<>(ranked.subList(i, ranked.size()));
            String expected = rest.get(0).toString();
            Collections.shuffle(rest, new Random(i));
            assertThat(with(rest.toArray(CatalogueRow[]::new))
                            .explain(Stage.RCPT_TO, reply, context)
                            .id())
                    .isEqualTo(expected);
        }
    }

    @Test
    void ofEqualRowsTheOneAddedLastCounts() {
        CatalogueRow first = row("acme.first", row -> row.code(550));
        CatalogueRow second = row("acme.second", row -> row.code(550));
        assertThat(id(with(first, second), 550, "x")).isEqualTo("acme.second");
        assertThat(id(with(second, first), 550, "x")).isEqualTo("acme.first");
    }

    @Test
    void anOwnRowThatFitsBeatsTheLibrarysWords() {
        String text = "5.1.1 User unknown";
        assertThat(id(STANDARD, 550, text)).isEqualTo("recipient.unknown");
        assertThat(id(with(row("acme.any", row -> row.code(550))), 550, text)).isEqualTo("acme.any");
    }

    @ParameterizedTest
    @CsvSource({
        "mx1.example.com,,true",
        "EXAMPLE.com,,true",
        "notexample.com,,false",
        "192.0.2.1,mx.example.com,true",
        ",,false"
    })
    void aHostIsTheOneAskedOrTheOneThatGreets(String asked, String greeting, boolean meant) {
        ReplyCatalogue own = with(row("acme.ours", row -> row.code(550).host("Example.COM.")));
        ReplyContext context = ReplyContext.unknown();
        context = asked == null ? context : context.atHost(asked);
        context = greeting == null ? context : context.greetedAs(greeting);
        assertThat(own.explain(Stage.RCPT_TO, Reply.of(550, "x"), context).id())
                .isEqualTo(meant ? "acme.ours" : "recipient.refused");
    }

    @Test
    void aProviderIsKnownByHostWordsAndLinks() {
        ReplyCatalogue own = with(row("acme.cloud", row -> row.code(550).provider("Microsoft 365")));
        assertThat(own.explain(Stage.RCPT_TO, Reply.of(550, "x"), AT_OUTLOOK).id())
                .isEqualTo("acme.cloud");
        assertThat(id(own, 550, "x [AM0.eurprd02.prod.outlook.com]")).isEqualTo("acme.cloud");
        assertThat(id(own, 550, "x https://aka.ms/smtp_auth")).isEqualTo("acme.cloud");
        assertThat(id(own, 550, "x")).isEqualTo("recipient.refused");
        assertThat(STANDARD.provider("smtp.office365.com")).contains("Microsoft 365");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row("acme.x", row -> row.code(550).provider("Nobody")))
                .withMessageContaining("Microsoft 365");
    }

    /** Words that the library leaves out as beside the cause are the application's to name. */
    @Test
    void wordsAreLookedForInTheWholeReply() {
        String text = "5.7.1 Denied. For more information please visit our web site";
        assertThat(id(with(row("acme.site", row -> row.words("visit our web site"))), 550, text))
                .isEqualTo("acme.site");
    }

    @Test
    void theTextsAreTheRowsOwn() {
        Meaning meaning = with(row(
                        "acme.guests",
                        row -> row.code(550)
                                .sentence("{host} admits {recipient} to nobody")
                                .explanation("The {list} is [closed].")
                                .remedy("Ask the office of {host}.")
                                .reference("https://wiki.example.com/guests")
                                .actor(Actor.SERVER_OPERATOR)
                                .confidence(Confidence.CERTAIN)))
                .explain(Stage.RCPT_TO, Reply.of(550, "x"));
        assertThat(meaning.inGeneral()).isEqualTo("The server admits the recipient to nobody.");
        assertThat(meaning.why()).isEqualTo("The {list} is [closed].");
        assertThat(meaning.remedy()).isEqualTo("Ask the office of {host}.");
        assertThat(meaning.source()).isEqualTo("https://wiki.example.com/guests");
        assertThat(meaning.actor()).isEqualTo(Actor.SERVER_OPERATOR);
        assertThat(meaning.confidence()).isEqualTo(Confidence.CERTAIN);
    }

    @Test
    void whatIsNotSetHasAText() {
        Meaning meaning = with(row("acme.guests", row -> row.code(550))).explain(Stage.RCPT_TO, Reply.of(550, "x"));
        assertThat(meaning.inGeneral()).isEqualTo("The server answered this command.");
        assertThat(meaning.source()).isEqualTo("added by the application");
        assertThat(meaning.confidence()).isEqualTo(Confidence.LIKELY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.7", "5.7.1.2", "3.1.1", "5.7.1000", "5.07.1", "5.7.*", "", "5.7.1 "})
    void whatIsNoEnhancedStatusCodeIsRefused(String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatalogueRow.builder("acme.x", Stage.AUTH).enhanced(code))
                .withMessageStartingWith("enhanced");
    }

    @Test
    void nonsenseIsRefusedWhereItIsGiven() {
        CatalogueRow.Builder row = CatalogueRow.builder("acme.x", Stage.AUTH);
        assertThatIllegalArgumentException().isThrownBy(() -> row.code(199));
        assertThatIllegalArgumentException().isThrownBy(() -> row.words(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> row.words("~ list"));
        assertThatIllegalArgumentException().isThrownBy(() -> row.words("gu* list"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row.host("192.0.2.1"))
                .withMessageStartingWith("host");
        assertThatIllegalArgumentException().isThrownBy(() -> row.host("*.example.com"));
        assertThatIllegalArgumentException().isThrownBy(() -> row.sentence(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> row.sentence("{hots} says no."))
                .withMessageStartingWith("sentence")
                .withMessageContaining("host");
        assertThatIllegalArgumentException().isThrownBy(() -> row.remedy("Ask {whom}."));
        assertThatIllegalStateException()
                .isThrownBy(() -> row.host("example.com").build());
    }

    @Test
    void aboutWhichCommandItIsOnlyACauseTells() {
        ReplyCatalogue own =
                with(row("acme.any", row -> row.code(550)), row("acme.guests", row -> row.words("guest list")));
        assertThat(own.about(Reply.of(550, "Not on the guest list"))).contains(Stage.RCPT_TO);
        assertThat(own.about(Reply.of(550, "x"))).isEmpty();
        assertThat(own.about(Reply.of(550, "User unknown"))).contains(Stage.RCPT_TO);
    }

    /** To index the library's table takes a tenth of a second: it is shared. */
    @Test
    void aThousandRowsAreAddedInAMoment() {
        ReplyCatalogue all = STANDARD;
        for (int i = 0; i < 1_000; i++) {
            String word = "word" + i;
            all = all.with(row("acme.row" + i, row -> row.words(word)));
        }
        assertThat(id(all, 550, "word500 x")).isEqualTo("acme.row500");
        assertThat(all.rows()).isSameAs(STANDARD.rows());
        assertThat(all.meanings()).hasSize(STANDARD.meanings().size() + 1_000);
    }
}
