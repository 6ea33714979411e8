/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.catalogue.ReplyContext;
import io.github.smtpprobe.catalogue.ReplyContext.State;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalogue says of a reply, and what a report says of a dialogue with this reply, are the same. */
class SameMeaningTest {
    private static final String HOST = "mx.example.net";

    /** How a dialogue goes until the reply. */
    private static final Map<Stage, String> BEFORE = Map.of(
            Stage.MAIL_FROM, "",
            Stage.RCPT_TO, "S: 250 ok\nC: RCPT TO:<user@example.com>\n",
            Stage.END_OF_DATA, "S: 250 ok\nC: RCPT TO:<user@example.com>\nS: 250 ok\nC: DATA\nS: 354 go\nC: .\n");

    static Stream<String> refusals() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/corpus/replies.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .filter(cells -> BEFORE.containsKey(Stage.valueOf(cells[1])))
                .filter(cells -> cells[2].isEmpty() && cells[3].isEmpty() && cells[4].matches("[45][^\\\\]*"))
                .limit(100)
                .map(cells -> cells[1] + " " + cells[4]);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void isSaidByBoth(String refusal) {
        Stage stage = Stage.valueOf(refusal.substring(0, refusal.indexOf(' ')));
        String reply = refusal.substring(refusal.indexOf(' ') + 1);
        List<String> dialogue = Arrays.asList(
                "S: 220 " + HOST + " ESMTP",
                "C: EHLO probe.example.org",
                "S: 250 " + HOST,
                "C: MAIL FROM:<sender@example.org>",
                BEFORE.get(stage) + "S: " + reply);
        Meaning meaning = ReplyCatalogue.standard()
                .explain(
                        stage,
                        Reply.of(Integer.parseInt(reply.substring(0, 3)), reply.substring(4)),
                        ReplyContext.unknown()
                                .atHost(HOST)
                                .greetedAs(HOST)
                                .with(State.CLEAR_TEXT)
                                .with(State.NOT_LOGGED_IN));
        assertThat(Explain.dialogue(String.join("\n", dialogue)).findings()).anySatisfy(finding -> {
            assertThat(finding.id()).isEqualTo(meaning.id());
            assertThat(finding.explanation()).startsWith(meaning.why());
        });
    }
}
