/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.harness.Sampled;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.smtp.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What people paste of programs that failed before the server said why: each text has one right finding. */
class ClientErrorsTest {
    /** A text with what has to be read in it. */
    record Pasted(String id, Map<String, String> values, String seen, List<String> lines) {
        static Pasted of(String block) {
            String[] parts = block.split("\n", 2);
            String[] head = parts[0].split(";", 3);
            Map<String, String> values = Arrays.stream(head[1].strip().split(" +"))
                    .filter(each -> !each.isEmpty())
                    .collect(Collectors.toMap(
                            each -> each.split("=", 2)[0], each -> each.split("=", 2)[1], (a, b) -> b, TreeMap::new));
            List<String> lines =
                    parts[1].lines().filter(line -> !line.startsWith("# ")).toList();
            return new Pasted(head[0].strip(), values, head[2].strip(), lines);
        }

        @Override
        public String toString() {
            return id + ": " + lines.get(0);
        }
    }

    static Stream<Pasted> texts() throws IOException {
        List<Pasted> all = new ArrayList<>();
        Stream<String> numbered = IntStream.range(1, 15).mapToObj(each -> "texts-" + each);
        for (String file : Stream.concat(numbered, Stream.of("server-texts")).toList()) {
            String name = "/clients/" + file + ".txt";
            try (InputStream in = ClientErrorsTest.class.getResourceAsStream(name)) {
                String text = new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
                Arrays.stream(text.split("(?m)^==== "))
                        .filter(block -> block.contains(";") && !block.startsWith("#"))
                        .map(Pasted::of)
                        .forEach(all::add);
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theCauseIsRead(Pasted pasted) {
        Optional<ClientError> error = ClientErrors.read(pasted.lines());
        assertThat(error.map(ClientError::id).orElse("none")).as(pasted.seen()).isEqualTo(pasted.id());
        Map<String, String> values = new TreeMap<>(pasted.values());
        values.remove("means");
        error.ifPresent(found -> assertThat(found.values()).containsAllEntriesOf(values));
    }

    private static final Pattern INVENTED =
            Pattern.compile("0\\.0\\.0\\.0|\\b0 ms|unknown\\.invalid|\\(\\?\\)|[{}\\[\\]]|  ");

    private static final String HELLO = """
            === Connected to mx.example.com.
            <-  220 mx.example.com ESMTP
             -> EHLO me.example.com
            <-  250-mx.example.com
            <-  250 STARTTLS
            """;

    private static final String STARTTLS = """
             -> STARTTLS
            <-  220 2.0.0 Ready to start TLS
            """;

    /** The finding leads the report, with no word that the text does not say. */
    @ParameterizedTest
    @MethodSource("errors")
    void theFindingLeadsTheReport(Pasted pasted) {
        ProbeReport report = Explain.dialogue(String.join("\n", pasted.lines()));
        Finding first = report.rootCause().orElseThrow();
        String shown = first.summary() + first.explanation() + first.remedy();
        assertThat(report.passed()).isFalse();
        assertThat(first.id()).as(report.toString()).isEqualTo(pasted.id());
        assertThat(INVENTED.matcher(shown).results().map(MatchResult::group))
                .as(shown)
                .isEmpty();
        assertThat(shown + report.summary()).contains(pasted.values().getOrDefault("host", ""));
        assertThat(TextReport.render(report)).doesNotContain("0.0.0.0", "0 ms");
    }

    static Stream<Pasted> errors() throws IOException {
        return texts().filter(each -> !each.id().equals("none"));
    }

    @Test
    @Sampled(few = 1, many = 1_000)
    void noDialogueWithAnErrorIsASuccess(int ofEachKind) throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        assertThat(errors().filter(each -> seen.merge(each.id(), 1, Integer::sum) <= ofEachKind))
                .allSatisfy(ClientErrorsTest::isNoSuccess);
    }

    /** A dialogue of good replies, in which a client reports an error and takes leave. */
    private static void isNoSuccess(Pasted pasted) {
        String error = "*** " + String.join("\n", pasted.lines());
        for (String begun : List.of(HELLO, HELLO + STARTTLS)) {
            for (String end : List.of("<-  221 2.0.0 Bye", "<** Remote host closed connection unexpectedly.")) {
                String text = begun + error + "\n -> QUIT\n" + end;
                assertThat(Explain.dialogue(text).passed()).as(text).isFalse();
            }
        }
    }

    /** A reply that a client hands on without its code is quoted as it stands: no code is put before it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The SMTP server requires a secure connection or the client was not authenticated. The server response"
                        + " was: 5.7.0 Authentication Required. Learn more at | 530 | FAILED",
                "Mailbox unavailable. The server response was: 5.7.1 Unable to relay | 550 | FAILED",
                "Mailbox unavailable. The server response was: No such user here | 550 | FAILED",
                "Error in processing. The server response was: 4.7.0 try again | 451 | INCONCLUSIVE",
                "Service not available, closing transmission channel. The server response was: Too many connections |"
                        + " 421 | INCONCLUSIVE",
                "Transaction failed. The server response was: Not found | 554 | FAILED"
            })
    void noCodeIsQuotedThatTheTextDoesNotHold(String error, String code, Verdict verdict) {
        ProbeReport report = Explain.dialogue("System.Net.Mail.SmtpException: " + error);
        String words = error.split("was: ")[1];
        assertThat(report.verdict()).isEqualTo(verdict);
        assertThat(report.summary()).contains('"' + words + '"');
        assertThat(report.asMap().toString()).doesNotContain(code + " ", "code=" + code);
    }

    /** A chance resemblance is no error. */
    @ParameterizedTest
    @MethodSource("nearMisses")
    void whatOnlyLooksLikeAnErrorIsNone(Pasted pasted) {
        assertThat(ClientErrors.all(pasted.lines())).isEmpty();
    }

    static Stream<Pasted> nearMisses() throws IOException {
        return texts().filter(each -> each.id().equals("none"));
    }

    /** Every block of the table is needed by a text, and every phrase is found where it stands alone. */
    @Test
    void everyFindingIsSeen() throws IOException {
        Set<String> seen = texts().map(each -> ClientErrors.read(each.lines()))
                .flatMap(Optional::stream)
                .flatMap(each -> each.meaning().stream())
                .map(ClientMeaning::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(seen)
                .containsAll(ClientMeanings.all().stream()
                        .map(ClientMeaning::toString)
                        .toList());
    }

    /** No block stands behind one that takes all that it would take: each symptom of each block can be reached. */
    @Test
    void everySymptomOfABlockReachesIt() {
        List<ClientMeaning> all = ClientMeanings.all();
        for (int i = 0; i < all.size(); i++) {
            ClientMeaning block = all.get(i);
            List<ClientMeaning> before = all.subList(0, i);
            for (String symptom : block.elsewhere() ? List.<String>of() : block.symptoms()) {
                assertThat(STEPS)
                        .as("%s of %s in line with the blocks before it", symptom, block)
                        .anyMatch(step -> block.fits(symptom, step)
                                && before.stream().noneMatch(each -> always(each, block) && each.fits(symptom, step)));
            }
        }
    }

    private static final List<Optional<Stage>> STEPS = Stream.concat(
                    Stream.of(Optional.<Stage>empty()),
                    Arrays.stream(Stage.values()).map(Optional::of))
            .toList();

    private static boolean always(ClientMeaning earlier, ClientMeaning later) {
        return earlier.condition().isEmpty() || earlier.condition().equals(later.condition());
    }

    @Test
    void everySymptomHasAMeaning() {
        Set<String> known = ClientMeanings.all().stream()
                .flatMap(each -> each.symptoms().stream())
                .collect(Collectors.toSet());
        assertThat(ClientPhrases.all())
                .filteredOn(each -> !each.silent() && !each.symptom().startsWith("reply-"))
                .filteredOn(each -> !each.symptom().equals("none"))
                .allMatch(each -> each.said() || known.contains(each.symptom()));
    }

    /** One test for thousands of phrases: each is looked for in a text that has nothing else. */
    @Test
    void everyPhraseIsFoundInAText() {
        assertThat(ClientPhrases.all())
                .filteredOn(each -> !each.symptom().equals("none"))
                .filteredOn(each -> !found(each))
                .isEmpty();
    }

    private static boolean found(ClientPhrase phrase) {
        String example = phrase.parts().stream()
                .map(part -> part.value() ? example(part.text()) : part.text())
                .collect(Collectors.joining());
        return ClientPhrases.in(new ClientText(List.of("x: " + example.toUpperCase(Locale.ROOT) + ", y"))).stream()
                .anyMatch(each -> each.phrase().equals(phrase));
    }

    private static String example(String value) {
        return switch (value) {
            case "at", "to" -> "mx.example.com:587";
            case "port", "n" -> "42";
            case "mechanism" -> "PLAIN";
            default -> "mx.example.com";
        };
    }
}
