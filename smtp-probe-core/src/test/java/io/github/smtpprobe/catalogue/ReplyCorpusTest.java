/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Replies that real servers gave, each with the one meaning that is right. */
class ReplyCorpusTest {
    /**
     * A row of the corpus.
     *
     * @param context host, states and parties, where they are known
     * @param never   words that no text may say about the reply
     */
    record Case(String origin, Stage stage, ReplyContext context, String reply, String meaning, List<String> never) {
        static Case of(String line) {
            String[] cells = line.split("\t", -1);
            ReplyContext context = cells[2].isEmpty()
                    ? ReplyContext.unknown()
                    : ReplyContext.unknown().atHost(cells[2]);
            for (String known : cells[3].split(",")) {
                context = known.isEmpty() ? context : with(context, known.split("=", 2));
            }
            List<String> never = cells.length > 6 ? List.of(cells[6].split(";")) : List.of();
            return new Case(cells[0], Stage.valueOf(cells[1]), context, cells[4], cells[5], never);
        }

        /** A state by its name, or a party: {@code from=ada@example.org}. */
        private static ReplyContext with(ReplyContext context, String... known) {
            return switch (known[0]) {
                case "from" -> context.from(known[1]);
                case "to" -> context.to(List.of(known[1]));
                case "ehlo", "helo" -> context.saying(known[0], known[1]);
                case "seen" -> context.seenAt(known[1]);
                case "server" -> context.atAddress(known[1]);
                default -> context.with(ReplyContext.State.valueOf(known[0]));
            };
        }

        Reply parsed() {
            List<String> lines = Arrays.asList(reply.split("\\\\n"));
            return Reply.of(
                    Integer.parseInt(reply.substring(0, 3)),
                    lines.stream()
                            .map(line -> line.substring(Math.min(4, line.length())))
                            .toArray(String[]::new));
        }

        Row read() {
            return readIn(context);
        }

        Row readIn(ReplyContext known) {
            return ReplyCatalogue.standard().row(stage, parsed(), known);
        }

        @Override
        public String toString() {
            return stage + " " + reply;
        }
    }

    static Stream<Case> corpus() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/corpus/replies.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Case::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void isReadRightly(Case one) {
        assertThat(one.read().meaning().id()).isEqualTo(one.meaning());
    }

    static Stream<Case> withWordsThatAreNotSo() throws IOException {
        return corpus().filter(each -> !each.never().isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withWordsThatAreNotSo")
    void saysNothingThatIsNotSo(Case one) {
        Meaning meaning = ReplyCatalogue.standard().explain(one.stage(), one.parsed(), one.context());
        String texts = meaning.sentence() + " " + meaning.why() + " " + meaning.remedy();
        assertThat(one.never())
                .as(meaning.id() + ": " + texts)
                .allSatisfy(word -> assertThat(texts).doesNotContainIgnoringCase(word));
    }

    /** A login by token or without secret has no password: whatever a reply says, no text may speak of one. */
    @ParameterizedTest
    @EnumSource(
            value = ReplyContext.State.class,
            names = {"BY_TOKEN", "BY_EXTERNAL", "ANONYMOUS"})
    void noReplyToWhoGaveNoPasswordIsExplainedByOne(ReplyContext.State state) throws IOException {
        assertThat(corpus().filter(each -> each.stage() == Stage.AUTH)
                        .map(each -> each.readIn(each.context().with(state)))
                        .map(Row::meaning)
                        .filter(each -> (each.sentence() + each.why() + each.remedy()).contains("password")))
                .isEmpty();
    }

    /** Who has logged in is not told to log in, and who speaks inside TLS is not told to start it. */
    @Test
    void noRemedyAsksForWhatWasDone() throws IOException {
        assertThat(corpus().filter(each -> each.stage().compareTo(Stage.AUTH) > 0)
                        .flatMap(each -> Stream.of(
                                told(each, ReplyContext.State.LOGGED_IN, "Log in"),
                                told(each, ReplyContext.State.ENCRYPTED, "Use STARTTLS on port")))
                        .filter(each -> !each.isEmpty()))
                .isEmpty();
    }

    private static String told(Case one, ReplyContext.State state, String remedy) {
        Meaning meaning = one.readIn(one.context().with(state)).meaning();
        return meaning.remedy().startsWith(remedy) ? one + ": " + meaning + " " + meaning.remedy() : "";
    }

    /** Knowing who takes part tells whose thing is named, and never makes another cause of plain words. */
    @Test
    void aReplyThatNamesThePartiesKeepsItsMeaning() throws IOException {
        assertThat(corpus().filter(each -> each.stage().compareTo(Stage.AUTH) > 0)
                        .filter(each -> each.reply().contains("sender@example.org")
                                || each.reply().contains("user@example.com"))
                        .filter(each -> !each.readIn(each.context()
                                        .from("sender@example.org")
                                        .to(List.of("user@example.com"))
                                        .saying("EHLO", "mail.example.org"))
                                .meaning()
                                .id()
                                .equals(each.meaning())))
                .isEmpty();
    }

    /** A row that no real reply needs is a guess. */
    @Test
    void everyRowIsNeeded() throws IOException {
        Set<String> needed = new TreeSet<>();
        corpus().forEach(each -> needed.add(name(each.read())));
        Set<String> unneeded = new TreeSet<>();
        ReplyCatalogue.standard().rows().forEach(row -> unneeded.add(name(row)));
        unneeded.removeAll(needed);
        assertThat(unneeded).isEmpty();
    }

    private static String name(Row row) {
        return row.meaning().id() + " at " + row.conditions().stages() + " "
                + row.conditions().states() + row.meaning().provider() + ": "
                + row.meaning().why();
    }
}
