/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.catalogue.ReplyContext.State;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.tables.Template;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of meanings itself: its style, and that no text speaks of what cannot be known at its stage. */
class MeaningsTest {
    private static final List<Row> ROWS = ReplyCatalogue.standard().rows();

    /** What the words of a text are about. */
    private static final Map<String, Pattern> OBJECTS = Map.ofEntries(
            object("certificate", "\\bcertificates?\\b"),
            object("password", "\\bpasswords?\\b"),
            object("token", "\\btoken\\b"),
            object("recipient", "\\{recipient}|\\brecipients?\\b"),
            object("sender", "\\{sender}|\\bsenders?\\b"),
            object("message", "\\bthe message\\b|\\bone message\\b"),
            object("login", "\\blog(ged)? in\\b|\\blogins?\\b"),
            object("account", "\\baccounts?\\b"),
            object("tls", "\\bTLS\\b"),
            object(
                    "address",
                    "\\{client}|\\baddress(?:es)? of (?:this|the) client\\b|\\b(?:public|private|IP)"
                            + " address(?:es)?\\b"),
            object("ehlo-name", "\\bEHLO name\\b|\\bin EHLO\\b"),
            object("reverse-name", "\\breverse (?:DNS )?names?\\b|\\bPTR records?\\b|\\breverse DNS\\b"),
            object("mailbox", "\\bmailbox(?:es)?\\b"),
            object("domain", "\\bdomains?\\b"),
            object("block-list", "\\bblock lists?\\b|\\blist of domains\\b"),
            object("queue", "\\bqueues?\\b"),
            object("disk", "\\bdisk\\b"),
            object("attachment", "\\battachments?\\b"),
            object("header", "\\bheaders?\\b"));

    private static final Set<Stage> TRANSACTION = Set.of(Stage.MAIL_FROM, Stage.RCPT_TO, Stage.DATA, Stage.END_OF_DATA);

    /** Where a thing can be spoken of at all. */
    private static final Map<String, Set<Stage>> KNOWN = Map.of(
            "certificate",
                    Set.of(
                            Stage.GREETING, // inside implicit TLS
                            Stage.EHLO,
                            Stage.STARTTLS,
                            Stage.AUTH,
                            Stage.MAIL_FROM,
                            Stage.RCPT_TO,
                            Stage.END_OF_DATA),
            "password", Set.of(Stage.AUTH, Stage.MAIL_FROM, Stage.RCPT_TO, Stage.END_OF_DATA),
            "token", Set.of(Stage.AUTH),
            "attachment", TRANSACTION);

    /** Where a code alone can mean a thing: words may say more. */
    private static final Map<String, Set<Stage>> KNOWN_BY_CODE = Map.of(
            "sender", TRANSACTION,
            "mailbox", Set.of(Stage.AUTH, Stage.MAIL_FROM, Stage.RCPT_TO, Stage.DATA, Stage.END_OF_DATA),
            "attachment", Set.of(Stage.DATA, Stage.END_OF_DATA),
            "header", Set.of(Stage.RCPT_TO, Stage.DATA, Stage.END_OF_DATA),
            "queue", TRANSACTION);

    /** What nobody has to be told of who has logged in with the other thing. */
    private static final Map<State, String> ABSENT = Map.of(State.BY_TOKEN, "password", State.BY_PASSWORD, "token");

    private static Map.Entry<String, Pattern> object(String name, String words) {
        return Map.entry(name, Pattern.compile(words));
    }

    /** Whether the texts of a row speak only of what there can be at a command. */
    static boolean canBeSaidAt(Stage stage, Row row) {
        return Stream.of(KNOWN, KNOWN_BY_CODE)
                .flatMap(each -> each.entrySet().stream())
                .allMatch(each -> each.getValue().contains(stage)
                        || !row.meaning().objects().contains(each.getKey()));
    }

    /** Whether the texts of a row fit what is known of a session. */
    static boolean canBeSaidIn(State state, Row row) {
        String remedy = row.meaning().remedy();
        return switch (state) {
            case LOGGED_IN -> !remedy.startsWith("Log in");
            case ENCRYPTED -> !remedy.startsWith("Use STARTTLS") && !remedy.startsWith("Start TLS");
            default -> !row.meaning().objects().contains(ABSENT.getOrDefault(state, ""));
        };
    }

    private static String text(Row row) {
        Meaning meaning = row.meaning();
        return meaning.sentence() + " " + meaning.why() + " " + meaning.remedy();
    }

    /** So that a command that is new has a meaning for every reply. */
    @ParameterizedTest
    @ValueSource(strings = {"2xx", "3xx", "4xx", "5xx"})
    void everyClassOfReplyHasARowForAnyCommand(String code) {
        assertThat(ROWS)
                .filteredOn(row -> row.conditions().stages().equals(EnumSet.allOf(Stage.class)))
                .filteredOn(row -> row.conditions().states().isEmpty()
                        && row.conditions().codes().isEmpty()
                        && row.conditions().provider().isEmpty()
                        && row.evidence().never().isEmpty())
                .anyMatch(row -> row.evidence().codes().stream()
                        .anyMatch(each ->
                                each.pattern().equals(code) && each.stages().size() == Stage.values().length));
    }

    @Test
    void aReplyWithoutRowIsNotFound() {
        Meanings table = Meanings.read();
        RowFinder finder = new RowFinder(
                table.rows().stream()
                        .filter(row -> !row.conditions().stages().contains(Stage.RSET))
                        .toList(),
                table.beside());
        Reading reading = Reading.of(Stage.RSET, Reply.of(550, "no"), ReplyContext.unknown());
        assertThat(finder.find(reading)).isEmpty();
    }

    /** What to do, without the values of a probe. */
    static String remedy(Meaning meaning) {
        return Template.fill(meaning.remedy(), Map.of());
    }

    @Test
    void textsAreFullSentences() {
        assertThat(ROWS).allSatisfy(row -> {
            Meaning meaning = row.meaning();
            assertThat(meaning.source()).as(meaning.id()).isNotBlank();
            assertThat(meaning.sentence()).as(meaning.id()).matches("(\\{[a-z]+}|[A-Z]).*[^.]\\.");
            for (String each : List.of(meaning.why(), remedy(meaning))) {
                assertThat(each).as(meaning.id()).matches("[A-Z\"].*[^.]\\.").doesNotContain("  ", " .", ";.");
            }
        });
    }

    /** Whoever shows a meaning without a probe has no values: only the sentence and the remedy may need some. */
    @Test
    void namesInBracesAreKnown() {
        Pattern name = Pattern.compile("\\{([a-z]+)}");
        Set<String> names = new TreeSet<>();
        ROWS.forEach(row -> {
            assertThat(row.meaning().why() + remedy(row.meaning()))
                    .as(row.meaning().id())
                    .doesNotContain("{");
            Matcher found = name.matcher(row.meaning().sentence());
            while (found.find()) {
                names.add(found.group(1));
            }
        });
        assertThat(Set.of("host", "recipient", "sender", "mechanism", "stage", "client"))
                .containsAll(names);
    }

    @Test
    void aTextSpeaksOfWhatItDeclaresAndOfNothingElse() {
        assertThat(ROWS).allSatisfy(row -> {
            Set<String> spoken = new TreeSet<>();
            OBJECTS.forEach((object, words) -> {
                if (words.matcher(text(row)).find()) {
                    spoken.add(object);
                }
            });
            Set<String> declared = new TreeSet<>(row.meaning().objects());
            declared.remove("nothing");
            assertThat(spoken).as(row.meaning().id() + ": " + text(row)).isEqualTo(declared);
        });
    }

    @Test
    void aTextSpeaksOfNothingThatIsNotThereAtItsStage() {
        assertThat(ROWS)
                .allSatisfy(row -> KNOWN.forEach((object, stages) -> {
                    if (row.meaning().objects().contains(object)) {
                        assertThat(stages)
                                .as(object + " in " + row.meaning())
                                .containsAll(row.conditions().stages());
                    }
                }));
    }

    @Test
    void aProvidersRowSaysWhenSomebodyLooked() {
        assertThat(ROWS)
                .filteredOn(row -> !row.meaning().provider().isEmpty())
                .allSatisfy(row -> assertThat(row.meaning().checked())
                        .as(row.meaning().id())
                        .matches("20[0-9]{2}-[01][0-9]"));
    }
}
