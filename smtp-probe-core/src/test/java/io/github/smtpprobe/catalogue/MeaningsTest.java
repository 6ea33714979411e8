/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of meanings itself: its style, and that no text speaks of what cannot be known at its stage. */
class MeaningsTest {
    private static final List<Row> ROWS = ReplyCatalogue.standard().rows();

    /** What the words of a text are about. */
    private static final Map<String, Pattern> OBJECTS = Map.of(
            "certificate", Pattern.compile("\\bcertificates?\\b"),
            "password", Pattern.compile("\\bpasswords?\\b"),
            "token", Pattern.compile("\\btoken\\b"),
            "recipient", Pattern.compile("\\{recipient}|\\brecipients?\\b"),
            "sender", Pattern.compile("\\{sender}|\\bsenders?\\b"),
            "message", Pattern.compile("\\bthe message\\b|\\bone message\\b"),
            "login", Pattern.compile("\\blog(ged)? in\\b|\\blogins?\\b"),
            "account", Pattern.compile("\\baccounts?\\b"),
            "tls", Pattern.compile("\\bTLS\\b"));

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
            "token", Set.of(Stage.AUTH));

    /** Whether the texts of a row speak only of what there can be at a command. */
    static boolean canBeSaidAt(Stage stage, Row row) {
        return KNOWN.entrySet().stream()
                .allMatch(each -> each.getValue().contains(stage)
                        || !OBJECTS.get(each.getKey()).matcher(text(row)).find());
    }

    private static String text(Row row) {
        Meaning meaning = row.meaning();
        return meaning.sentence() + " " + meaning.why() + " " + meaning.remedy();
    }

    @Test
    void textsAreFullSentences() {
        assertThat(ROWS).allSatisfy(row -> {
            Meaning meaning = row.meaning();
            assertThat(meaning.source()).as(meaning.id()).isNotBlank();
            assertThat(meaning.sentence()).as(meaning.id()).matches("(\\{[a-z]+}|[A-Z]).*[^.]\\.");
            for (String each : List.of(meaning.why(), meaning.remedyInGeneral())) {
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
            assertThat(row.meaning().why() + row.meaning().remedyInGeneral())
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
            Set<String> declared = new TreeSet<>(row.objects());
            declared.retainAll(OBJECTS.keySet());
            assertThat(spoken).as(row.meaning().id() + ": " + text(row)).isEqualTo(declared);
        });
    }

    @Test
    void aTextSpeaksOfNothingThatIsNotThereAtItsStage() {
        assertThat(ROWS)
                .allSatisfy(row -> KNOWN.forEach((object, stages) -> {
                    if (row.objects().contains(object)) {
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
