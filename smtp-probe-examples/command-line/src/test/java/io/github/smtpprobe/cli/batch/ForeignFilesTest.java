/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.IOException;
import java.io.RandomAccessFile;
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

/** Files that a batch has not written are never changed, whatever they are named for. */
class ForeignFilesTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    private Path list;
    private ScriptedServer server;

    @BeforeEach
    void one() throws IOException {
        server = servers.start(
                ScriptedServer.playing(Script.parse(BatchBeginning.WORKS)).lenient());
        list = Files.writeString(folder.resolve("list.txt"), "127.0.0.1:" + server.port());
    }

    private Result refused(Path list, String... options) {
        Result result = BatchBeginning.batch(list, options);
        assertThat(result.code()).as(List.of(options) + " " + result).isEqualTo(2);
        assertThat(result.err()).doesNotContain("Exception", "goes on", "delete");
        assertThat(server.connections()).isZero();
        return result;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a line of my own",
                "127.0.0.1:25",
                "[1, 2]",
                "{\"number\":1}",
                "{\"number\":1,\"name\":\"mine\"",
                "   ",
                "number of things",
                "1",
                "x\ny"
            })
    void aFileWithoutALineEndIsNoUnfinishedLine(String text) throws Exception {
        Path mine = folder.resolve("mine");
        for (List<String> format :
                List.of(List.<String>of(), List.of("--summary"), List.of("--summary", "--csv"), List.of("--dry-run"))) {
            Files.writeString(mine, text);
            List<String> options = new ArrayList<>(List.of("-o", mine.toString(), "--resume"));
            options.addAll(format);
            assertThat(refused(list, options.toArray(new String[0])).err()).contains("-o names a file");
            assertThat(mine).hasContent(text);
            options.remove("--resume");
            assertThat(refused(list, options.toArray(new String[0])).err())
                    .contains("-o names a file that is not empty: not what this batch writes; name another file");
            assertThat(mine).hasContent(text);
        }
    }

    @Test
    void whatIsBehindOurLinesHasToBeTheBeginningOfOne() throws Exception {
        Path out = folder.resolve("out.csv");
        assertThat(BatchBeginning.batch(list, "--summary", "-o", out.toString()).code())
                .isZero();
        String ours = Files.readString(out);
        Files.writeString(out, ours + "a note");
        Result result = BatchBeginning.batch(list, "--summary", "-o", out.toString(), "--resume");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("it is left as it is: name another file");
        assertThat(out).hasContent(ours + "a note");
        Files.writeString(out, ours + "1");
        assertThat(BatchBeginning.batch(list, "--summary", "-o", out.toString(), "--resume")
                        .code())
                .isZero();
        assertThat(out).hasContent(ours);
    }

    /** Also where a line was not written to its end: a batch has written all of it. */
    @Test
    void whatABatchHasWrittenInAnotherFormIsNotCalledForeign() throws Exception {
        List<List<String>> forms = List.of(List.of(), List.of("--summary"), List.of("--summary", "--csv"));
        for (List<String> then : forms) {
            Path out = folder.resolve("out" + then.size());
            assertThat(BatchBeginning.batch(list, with(out, then)).code()).isZero();
            String whole = Files.readString(out);
            for (String text : List.of(whole, whole.substring(0, whole.length() - 9))) {
                Files.writeString(out, text);
                for (List<String> now : forms) {
                    if (!now.equals(then)) {
                        Result result = BatchBeginning.batch(list, with(out, now, "--resume"));
                        assertThat(result.code()).isEqualTo(2);
                        assertThat(result.err()).contains("--resume needs the same --summary and --csv");
                        assertThat(out).hasContent(text);
                    }
                }
            }
        }
    }

    private static String[] with(Path out, List<String> form, String... more) {
        List<String> options = new ArrayList<>(List.of("-o", out.toString()));
        options.addAll(form);
        options.addAll(List.of(more));
        return options.toArray(new String[0]);
    }

    /** A hole as large as this is more than the memory that a test has. */
    @Test
    void aFileOfOneEndlessLineIsNotReadToItsEnd() throws Exception {
        Path large = folder.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(64L << 30);
        }
        refused(list, "-o", large.toString(), "--resume");
        refused(list, "-o", large.toString());
        assertThat(Files.size(large)).isEqualTo(64L << 30);
    }

    @Test
    void oneFileIsNotUsedForTwoPurposes() throws Exception {
        String text = Files.readString(list);
        Path link = Files.createSymbolicLink(folder.resolve("link"), list);
        Path hard = Files.createLink(folder.resolve("hard"), list);
        String round = folder.resolve("no").resolve("..").resolve("list.txt").toString();
        Path not = Files.writeString(folder.resolve("not.txt"), "example.org\n");
        for (String same : List.of(list.toString(), link.toString(), hard.toString(), round)) {
            for (String option : List.of("-o", "--journal")) {
                assertThat(refused(list, option, same, "--resume").err())
                        .containsAnyOf(option + " and LIST must be two files", option + " names a file");
            }
            assertThat(list).hasContent(text);
        }
        assertThat(refused(list, "-o", not.toString(), "--do-not-probe", not.toString(), "--resume")
                        .err())
                .contains("-o and --do-not-probe must be two files");
        assertThat(refused(list, "--do-not-probe", list.toString()).err())
                .contains("--do-not-probe and LIST must be two files");
        String fresh = folder.resolve("fresh").toString();
        assertThat(refused(list, "--journal", fresh, "-o", fresh).err()).contains("--journal and -o must be two files");
        Path journal = Files.writeString(folder.resolve("out.journal"), text);
        assertThat(refused(journal, "-o", folder.resolve("out").toString(), "--resume")
                        .err())
                .contains(journal + " and LIST must be two files");
        assertThat(Path.of(fresh)).doesNotExist();
    }

    @Test
    void aJournalThatIsNoneIsLeftAlone() throws Exception {
        Path mine = Files.writeString(folder.resolve("mine"), "a line of my own\n");
        String out = folder.resolve("out").toString();
        assertThat(refused(list, "-o", out, "--journal", mine.toString()).err())
                .contains(mine + " is not empty, and is not a journal: name another file with --journal");
        assertThat(refused(list, "-o", out, "--journal", mine.toString(), "--resume")
                        .err())
                .contains("it is no journal of a batch");
        assertThat(mine).hasContent("a line of my own\n");
        assertThat(Path.of(out)).as("nothing was written to it").doesNotExist();
    }

    @Test
    void aJournalThatCannotBeKeptIsToldBeforeAnybodyIsAsked() throws Exception {
        Path out = folder.resolve("out");
        assertThat(refused(list, "-o", out.toString(), "--journal", "/no/such/folder/journal")
                        .err())
                .contains("--journal names a file in a folder that does not exist");
        assertThat(out).doesNotExist();
        Path journal = folder.resolve("journal");
        try (RandomAccessFile other = new RandomAccessFile(journal.toFile(), "rw")) {
            assertThat(other.getChannel().tryLock()).isNotNull();
            assertThat(refused(list, "-o", out.toString(), "--journal", journal.toString())
                            .err())
                    .contains("the journal cannot be kept (another batch is writing it)");
        }
        assertThat(out).doesNotExist();
        refused(list, "-o", "");
        refused(list, "-o", out.toString(), "--journal", "");
        refused(list, "-o", folder.toString());
    }
}
