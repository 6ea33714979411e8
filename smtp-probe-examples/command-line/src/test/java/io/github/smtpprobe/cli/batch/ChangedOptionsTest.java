/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.CommandLineTest;
import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch does not go on with other questions than it began with: half of its lines would answer what nobody asks any more. */
class ChangedOptionsTest {
    private static final String WORKS = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250 mx.example.com
        C: MAIL FROM:<ada@example.org>
        S: 250 fine
        C: RSET
        S: 250 fine
        C: QUIT
        S: 221 bye
        """;

    private static final String FIRST = "--tls plain --helo probe.example.org --from ada@example.org --deadline 25";

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    private Path out;
    private Path journal;
    private String target;

    @BeforeEach
    void oneIsDoneAndOneIsLeft() throws IOException {
        out = folder.resolve("out.csv");
        journal = folder.resolve("journal");
        target = "127.0.0.1:" + servers.play(WORKS).port();
        list(1);
        Result first = batch(FIRST);
        assertThat(first.code()).as(first + Files.readString(out)).isZero();
        list(2);
    }

    private void list(int targets) throws IOException {
        Files.write(folder.resolve("list.txt"), List.of(target, target).subList(0, targets));
    }

    private Result batch(String options) {
        List<String> arguments = new ArrayList<>(
                List.of("batch", folder.resolve("list.txt").toString(), "--summary", "-o", out.toString()));
        arguments.addAll(List.of("--journal", journal.toString()));
        arguments.addAll(List.of(options.split(" ")));
        return CommandLineTest.run(arguments.toArray(new String[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--tls plain --helo other.example.org --from ada@example.org --deadline 25",
                "--tls plain --from ada@example.org --deadline 25",
                "--tls starttls-if-offered --helo probe.example.org --from ada@example.org --deadline 25",
                "--tls plain --helo probe.example.org --from eve@example.org --deadline 25",
                "--tls plain --helo probe.example.org --from <> --deadline 25",
                "--tls plain --helo probe.example.org --deadline 25",
                FIRST + " --to eve@example.org",
                FIRST + " --lock-step",
                "--tls plain --helo probe.example.org --from ada@example.org --deadline 24"
            })
    void otherQuestionsAreRefused(String options) throws Exception {
        String written = Files.readString(out);
        String kept = Files.readString(journal);
        Result result = batch(options + " --resume");
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err())
                .contains("the journal is of no use here: target 1 was asked otherwise: to go on, the options for what"
                        + " is asked (such as EHLO name, envelope, TLS mode, limits of time) must be those of the"
                        + " earlier run; with others, begin anew, with another journal and output")
                .doesNotContain("Exception");
        assertThat(out).hasContent(written);
        assertThat(journal).hasContent(kept);
    }

    /** How fast it goes, and where operators write to, is no question. */
    @ParameterizedTest
    @ValueSource(strings = {"", " --interval 0 --concurrency 3 --per-host 1", " --contact ada@example.org"})
    void theSameQuestionsAreNot(String more) throws Exception {
        Result result = batch(FIRST + more + " --resume");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.err()).contains("1 target in", "and 1 by an earlier run");
    }

    /** A column that only some lines have would shift what is read by its place. */
    @Test
    void allLinesHaveTheColumnsOfTheHeader() throws Exception {
        assertThat(batch(FIRST + " --contact ada@example.org --resume").code()).isZero();
        List<List<String>> rows =
                Files.readAllLines(out).stream().map(Csv::fields).toList();
        assertThat(rows).hasSize(3).allMatch(row -> row.size() == rows.get(0).size());
        int contact = rows.get(0).indexOf("contact");
        assertThat(rows).extracting(row -> row.get(contact)).containsExactly("contact", "", "ada@example.org");
    }

    @Test
    void otherColumnsAreRefused() throws Exception {
        Files.writeString(out, Files.readString(out).replaceFirst(",contact", ",remark"));
        String written = Files.readString(out);
        Result result = batch(FIRST + " --resume");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("-o names a file with other columns than this batch writes");
        assertThat(out).hasContent(written);
    }

    @Test
    void theJournalHoldsNothingOfThem() throws Exception {
        assertThat(journal).content().doesNotContain("ada@", "example"); // a check sum may well be 35d9fada
    }
}
