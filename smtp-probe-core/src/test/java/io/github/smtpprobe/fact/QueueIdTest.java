/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.OwnTime;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What servers say when they take a message, as it was seen of each, and the id that is in it, or none. */
class QueueIdTest {
    static Stream<Arguments> replies() throws IOException {
        try (InputStream table = Objects.requireNonNull(QueueIdTest.class.getResourceAsStream("/queue-ids.tsv"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(cells -> Arguments.of(cells[0], cells[1], cells[2]));
        }
    }

    private static MessageTransfer taken(int code, Stage stage, String... lines) {
        return MessageTransfer.of(Outcome.done(Reply.of(code, lines)), Duration.ofMillis(1), stage);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void isWhatTheServerSaid(String server, String reply, String id) {
        String[] lines =
                Arrays.stream(reply.split("\\|")).map(line -> line.substring(4)).toArray(String[]::new);
        assertThat(taken(250, Stage.END_OF_DATA, lines).queueId())
                .as(server)
                .isEqualTo(Optional.of(id).filter(each -> !each.isEmpty()));
    }

    @Test
    void onlyAMessageThatWasTakenHasOne() {
        String words = "2.0.0 Ok: queued as AD83326E01A";
        assertThat(taken(250, Stage.END_OF_DATA, words).queueId()).contains("AD83326E01A");
        assertThat(taken(250, Stage.DATA, words).queueId()).isEmpty();
        assertThat(MessageTransfer.of(
                                Outcome.answered(Stage.END_OF_DATA, Reply.of(451, words)),
                                Duration.ZERO,
                                Stage.END_OF_DATA)
                        .queueId())
                .isEmpty();
    }

    @Test
    void takesLinearTime() {
        assertThat(OwnTime.of(QueueIdTest::readLongTexts)).isLessThan(Duration.ofSeconds(20));
    }

    private static void readLongTexts() {
        for (String run : new String[] {"queued ", "as ", "id=", "ok ", "qp ", "(", "[", "<", "1 qp ", "a", " "}) {
            for (int i = 0; i < 200; i++) {
                assertThat(taken(250, Stage.END_OF_DATA, run.repeat(100_000 / run.length()))
                                .queueId()
                                .orElse("")
                                .length())
                        .isLessThanOrEqualTo(100);
            }
        }
    }
}
