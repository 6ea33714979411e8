/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.OtherFact;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.smtp.Stage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports from files: of this release, of earlier and later ones, and of strangers. {@link KeptLaw} says what holds for those of this one. */
class KeptReportTest {
    private static Stream<Path> files() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : List.of("reports", "kept")) {
            try (Stream<Path> files = Files.list(Path.of("src/test/resources", folder))) {
                files.sorted().forEach(all::add);
            }
        }
        return all.stream();
    }

    static Map<String, Object> map(Path file) throws IOException {
        return KeptLaw.map(Files.readString(file));
    }

    private static Map<String, Object> passed() throws IOException {
        return map(Path.of("src/test/resources/reports/passed.json"));
    }

    /** Also of the first release with this version of the schema, which had fewer keys. */
    @ParameterizedTest
    @MethodSource("files")
    void aFileIsShownAsItIs(Path file) throws IOException {
        Map<String, Object> map = map(file);
        ProbeReport report = ProbeReport.fromMap(map);
        assertThat(report.asMap()).isEqualTo(map).isUnmodifiable();
        assertThat(report.verdict().token()).isEqualTo(map.get("verdict"));
        assertThat(report.publicOutcome().token())
                .isEqualTo(
                        map.getOrDefault("publicOutcome", report.publicOutcome().token()));
        assertThat(report.summary()).isEqualTo(map.get("summary"));
        assertThat(TextReport.render(report)).contains(report.request().target().name());
        assertThat(HtmlReport.render(report)).endsWith("</html>\n");
    }

    /** What was judged stays, whatever this release would make of the same facts. */
    @Test
    void nothingIsJudgedAnew() throws IOException {
        Map<String, Object> map = passed();
        map.put("verdict", "failed");
        map.put("decidingStage", "auth");
        map.put("publicOutcome", "login-refused");
        map(map, "attempts", 0).put("verdict", "failed");
        ProbeReport report = ProbeReport.fromMap(map);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.attempts().get(0).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.state(Stage.AUTH)).isEqualTo(Fact.State.FAILED);
        assertThat(report.publicOutcome()).isEqualTo(PublicOutcome.LOGIN_REFUSED);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> in, String key, int index) {
        return (Map<String, Object>) ((List<Object>) in.get(key)).get(index);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> in, String key) {
        return (Map<String, Object>) in.get(key);
    }

    /** A kind, a step and a reason of tomorrow, and keys anywhere. */
    @Test
    void whatOnlyANewerReleaseKnowsStays() throws IOException {
        Map<String, Object> map = passed();
        map.put("weather", Map.of("wind", List.of(1, 2.5, true, "north")));
        Map<String, Object> attempt = map(map, "attempts", 0);
        Map<String, Object> first = map(attempt, "facts", 0);
        first.putAll(Map.of("kind", "later-kind", "stage", "later-step", "label", "a step of tomorrow"));
        first.putAll(Map.of("description", "went well", "own", List.of("kept")));
        Map<String, Object> second = map(attempt, "facts", 1);
        second.put("state", "failed");
        second.put("outcome", Map.of("kind", "failed", "failureKind", "later", "reason", "too-late-for-you"));
        ProbeReport report = ProbeReport.fromMap(map);
        assertThat(report.asMap()).isEqualTo(map);
        List<Fact> facts = report.attempts().get(0).facts();
        assertThat(facts.get(0)).isInstanceOf(OtherFact.class).hasToString("a step of tomorrow: went well");
        assertThat(facts.get(0).asMap()).isEqualTo(first);
        assertThat(((OtherFact) facts.get(0)).placed()).isFalse();
        assertThat(facts.get(1)).isInstanceOf(OtherFact.class);
        assertThat(facts.get(1).state()).isEqualTo(Fact.State.FAILED);
        assertThat(facts.get(1).stage()).isEqualTo(Stage.GREETING);
        assertThat(report.attempts().get(0).state(Stage.END_OF_DATA)).isEqualTo(Fact.State.NOT_ASKED);
        assertThat(TextReport.render(report)).contains("a step of tomorrow", "went well");
        assertThat(HtmlReport.render(report)).contains("a step of tomorrow", "went well");
    }

    @Test
    void aWordThatDecidesHasToBeKnown() throws IOException {
        Map<String, Object> map = passed();
        map(map, "attempts", 0).put("purpose", "later-purpose");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProbeReport.fromMap(map))
                .withMessage("attempts[0].purpose: is a word that this release does not know;"
                        + " a newer one may have written it");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1_000_000})
    void anotherVersionOfTheSchemaIsRefused(int version) throws IOException {
        Map<String, Object> map = passed();
        map.put("schemaVersion", version);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProbeReport.fromMap(map))
                .withMessage("schemaVersion: is " + version + ", and this release reads 2 alone");
    }

    @Test
    void whereItIsWrongIsSaid() throws IOException {
        Map<String, Object> map = passed();
        map(map(map(map, "attempts", 0), "facts", 1), "outcome").remove("kind");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProbeReport.fromMap(map))
                .withMessage("attempts[0].facts[1].outcome.kind: is missing");
    }

    /** A text that would clear a terminal, turn the writing or add lines is written out. */
    @Test
    void textsAreSafeToShow() throws IOException {
        Map<String, Object> map = passed();
        String hostile = "\u001B[2J\u202E\u0000\nPASSED";
        map.put(hostile, hostile);
        map(map, "findings", 0).put("summary", hostile);
        map(map(map, "attempts", 0), "facts", 0).putAll(Map.of("kind", "later", "label", hostile));
        ProbeReport report = ProbeReport.fromMap(map);
        assertThat(TextReport.render(report)).contains("\\u{1B}[2J\\u{202E}\\u{0}\\u{A}PASSED");
        assertThat(TextReport.render(report) + HtmlReport.render(report) + report + report.asMap())
                .doesNotContain("\u001B", "\u202E", "\u0000");
    }

    private static List<Object> noJson() {
        Object deep = List.of();
        for (int i = 0; i < 10_000; i++) {
            deep = List.of(deep);
        }
        Object wide = "x".repeat(1_000);
        for (int i = 0; i < 8; i++) {
            wide = List.of(wide, wide, wide, wide, wide, wide, wide, wide, wide, wide);
        }
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        return List.of(
                deep,
                wide,
                itself,
                Map.of(1, 2),
                new Object(),
                'c',
                BigInteger.ONE.shiftLeft(1_000),
                new BigDecimal("1e1000000"),
                "x".repeat(20_000_000));
    }

    @Test
    void whatNoReportHoldsIsRefused() throws IOException {
        Map<String, Object> map = passed();
        for (Object value : noJson()) {
            map.put("own", value);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProbeReport.fromMap(map))
                    .satisfies(refused ->
                            assertThat(refused.getMessage()).startsWith("own").hasSizeLessThan(200));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachOptionOfARequestIsKept(RequestView.Option option) {
        RequestView view = RequestView.builder(new Target.Server("mx.example.com", false), PortPlan.submission())
                .option(option, true)
                .timeouts(Timeouts.STANDARD.withTls(Duration.ofSeconds(3)))
                .build();
        Observation seen = Observation.builder(
                        view,
                        io.github.smtpprobe.route.Resolution.builder("mx.example.com")
                                .build())
                .build();
        ProbeReport report = ProbeReport.of(seen, List.of());
        assertThat(ProbeReport.fromMap(report.asMap()).request()).isEqualTo(view);
    }
}
