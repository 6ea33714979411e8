/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.smtp.Stage;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The catalogue of hostile behaviours, {@code hostile.tsv}: whatever is in it is played, and whatever is played is in it. */
class HostileCatalogueTest {
    private static final Path TABLE = Path.of("src/test/resources/hostile.tsv");
    private static final Path DIALOGUES = Path.of("src/test/resources/dialogues");
    private static final Path COMMAND_LINE =
            Path.of("../smtp-probe-examples/command-line/src/test/java/io/github/smtpprobe/cli");
    private static final String PACKAGE = "io.github.smtpprobe.";
    private static final Pattern ID = Pattern.compile("[A-Z][0-9]{2}");

    /** A behaviour, and what plays it: dialogue files, or test methods. */
    private record Row(String id, String stage, String behaviour, List<String> players) {
        static Row of(String line) {
            String[] cells = line.split("\t", -1);
            assertThat(cells).as(line).hasSize(4);
            return new Row(cells[0], cells[1], cells[2], List.of(cells[3].split(" ")));
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Row::of)
                .toList();
    }

    @Test
    void rowsAreWholeAndUnlike() throws IOException {
        List<String> stages = Stream.concat(
                        Stream.of("any"), Arrays.stream(Stage.values()).map(Stage::name))
                .toList();
        assertThat(rows())
                .extracting(Row::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> ID.matcher(id).matches());
        assertThat(rows()).extracting(Row::behaviour).doesNotContain("").doesNotHaveDuplicates();
        assertThat(rows()).allSatisfy(row -> assertThat(row.stage()).isIn(stages));
        String groups =
                rows().stream().map(row -> row.id().substring(0, 1)).distinct().collect(Collectors.joining());
        for (char group : groups.toCharArray()) {
            List<String> ids = rows().stream()
                    .map(Row::id)
                    .filter(id -> id.charAt(0) == group)
                    .sorted()
                    .toList();
            assertThat(ids.get(ids.size() - 1))
                    .as("no gap in " + ids)
                    .isEqualTo(group + String.format("%02d", ids.size()));
        }
    }

    @Test
    void everyRowIsPlayed() throws IOException {
        assertThat(rows()).allSatisfy(row -> assertThat(row.players()).allMatch(HostileCatalogueTest::exists));
    }

    @Test
    void everyHostileDialogueIsInTheTable() throws IOException {
        List<String> played = rows().stream()
                .flatMap(row -> row.players().stream())
                .filter(player -> player.startsWith("hostile/"))
                .toList();
        assertThat(played).doesNotHaveDuplicates();
        assertThat(DialogueFile.all().map(DialogueFile::name).filter(name -> name.startsWith("hostile/")))
                .containsExactlyInAnyOrderElementsOf(played);
    }

    // README, Security: "255 hostile behaviours are tests."
    @Test
    void theReadmeCountsThem() throws IOException {
        assertThat(Files.readString(Path.of("../README.md")))
                .contains(rows().size() + " hostile behaviours are tests.");
    }

    /** An id in a test's name is that of a row which this test plays. */
    @Test
    void idsInNamesOfTestsAreTheTables() throws IOException {
        List<String> inTheTable = rows().stream()
                .flatMap(row -> row.players().stream().map(player -> row.id() + " " + player))
                .toList();
        List<String> inNames = rows().stream()
                .flatMap(row -> row.players().stream())
                .flatMap(player -> ID.matcher(
                                method(player).map(HostileCatalogueTest::ids).orElse(""))
                        .results()
                        .map(id -> id.group() + " " + player))
                .toList();
        assertThat(inNames).isNotEmpty().isSubsetOf(inTheTable);
    }

    /** What stands before the colon in the name that a report shows. */
    private static String ids(Method test) {
        String name = Optional.ofNullable(test.getAnnotation(DisplayName.class))
                .map(DisplayName::value)
                .or(() -> Optional.ofNullable(test.getAnnotation(ParameterizedTest.class))
                        .map(ParameterizedTest::name))
                .orElse("");
        return name.contains(":") ? name.substring(0, name.indexOf(':')) : "";
    }

    private static boolean exists(String player) {
        if (player.contains("#")) {
            return player.startsWith("cli.")
                    ? inTheCommandLine(player)
                    : method(player).isPresent();
        }
        return Files.isRegularFile(DIALOGUES.resolve(player + ".txt"));
    }

    private static Optional<Method> method(String player) {
        if (!player.contains("#") || player.startsWith("cli.")) {
            return Optional.empty();
        }
        String[] parts = player.split("#");
        try {
            return Arrays.stream(Class.forName(PACKAGE + parts[0]).getDeclaredMethods())
                    .filter(each -> each.getName().equals(parts[1]))
                    .filter(each -> AnnotationSupport.isAnnotated(each, Testable.class))
                    .findFirst();
        } catch (ClassNotFoundException none) {
            return Optional.empty();
        }
    }

    /** It is another module, which is built after this one. */
    private static boolean inTheCommandLine(String player) {
        String[] parts = player.substring("cli.".length()).split("#");
        try {
            return Files.readString(COMMAND_LINE.resolve(parts[0] + ".java"))
                    .contains("\n    @Test\n    void " + parts[1] + "(");
        } catch (IOException none) {
            return false;
        }
    }
}
