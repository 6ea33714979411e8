/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.CommandLineTest;
import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A batch that ended at any octet of what it writes goes on: no target is lost, and none has two lines. The profile {@code endurance} tries them all. */
class BatchResumeTest {
    private static final int TARGETS = 3;
    private static final Set<Integer> ALL =
            IntStream.rangeClosed(1, TARGETS).boxed().collect(Collectors.toCollection(TreeSet::new));

    private static final String WORKS = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250 mx.example.com
        C: QUIT
        S: 221 bye
        """;

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    private final List<String> targets = new ArrayList<>();
    private Path list;
    private Path out;
    private Path journal;

    @BeforeEach
    void write() throws IOException {
        out = folder.resolve("out.csv");
        journal = folder.resolve("out.csv.journal");
        for (int i = 0; i < TARGETS; i++) {
            targets.add("127.0.0.1:"
                    + servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient())
                            .port());
        }
        list = Files.write(folder.resolve("list.txt"), targets);
    }

    private Result batch(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("batch", list.toString(), "--tls", "plain", "--interval", "0", "--summary"));
        arguments.addAll(List.of(options));
        return CommandLineTest.run(arguments.toArray(new String[0]));
    }

    private Result resume(String... more) {
        List<String> options = new ArrayList<>(List.of("-o", out.toString(), "--resume"));
        options.addAll(List.of(more));
        return batch(options.toArray(new String[0]));
    }

    /** A batch that ran to its end, with its journal. */
    private Disk complete() throws IOException {
        Path named = folder.resolve("named");
        assertThat(batch("-o", out.toString(), "--journal", named.toString()).code())
                .isZero();
        return new Disk(Files.readString(named), Files.readString(out));
    }

    private void put(Disk disk) throws IOException {
        Files.writeString(journal, disk.journal());
        Files.writeString(out, disk.output());
    }

    private void goesOnFrom(Disk disk) throws IOException {
        put(disk);
        Result result = resume();
        assertThat(result.code()).as(disk + " " + result).isZero();
        List<List<String>> rows = new ArrayList<>();
        Files.readAllLines(out).forEach(line -> rows.add(Csv.fields(line)));
        List<String> header = rows.remove(0);
        assertThat(header).as("one header").startsWith("number", "target");
        int again = header.indexOf("probedAgain");
        assertThat(rows)
                .as(disk.toString())
                .extracting(row -> Integer.parseInt(row.get(0)))
                .containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(rows.stream().filter(row -> row.get(again).equals("true")))
                .as("those that were being probed, and no other, say so: " + disk)
                .extracting(row -> Integer.parseInt(row.get(0)))
                .containsExactlyInAnyOrderElementsOf(disk.again());
        if (disk.again().isEmpty()) {
            assertThat(result.err()).doesNotContain("probed again");
        } else {
            assertThat(result.err())
                    .containsPattern("probed again +" + disk.again().size()
                            + " that were being probed when an earlier run ended");
        }
        assertThat(journal).as("the output says that all is done").doesNotExist();
    }

    @Test
    void killedAtAnyKindOfPlaceItGoesOn() throws Exception {
        for (Disk moment : Disk.moments(complete(), Disk::telling)) {
            goesOnFrom(moment);
        }
    }

    @Test
    @Tag("endurance")
    void killedAtAnyOctetItGoesOn() throws Exception {
        for (Disk moment : Disk.moments(complete(), (line, cut) -> true)) {
            goesOnFrom(moment);
        }
    }

    @Test
    void afterAPowerFailureThatTookTheEndOfEitherFileItGoesOn() throws Exception {
        Disk end = complete();
        for (int kept = 0; kept <= 1 + 2 * TARGETS; kept++) {
            for (int lines = 0; lines <= 1 + TARGETS; lines++) {
                goesOnFrom(new Disk(
                        end.journal()
                                .lines()
                                .limit(kept)
                                .map(line -> line + "\n")
                                .collect(Collectors.joining()),
                        end.output()
                                .lines()
                                .limit(lines)
                                .map(line -> line + "\r\n")
                                .collect(Collectors.joining())));
            }
        }
    }

    @Test
    void toStandardOutputTheJournalSaysWhatIsDone() throws Exception {
        Disk end = complete();
        for (String cut : Disk.moments(end, Disk::telling).stream()
                .map(Disk::journal)
                .distinct()
                .toList()) {
            Disk disk = new Disk(cut, "");
            Files.writeString(journal, disk.journal());
            Result result = batch("--csv", "--journal", journal.toString(), "--resume");
            assertThat(result.code()).as(disk + " " + result).isZero();
            Set<Integer> left = new TreeSet<>(ALL);
            left.removeAll(disk.numbers("done"));
            assertThat(new Disk("", result.out()).written()).as(disk.toString()).isEqualTo(left);
            assertThat(journal).as("it was asked for").exists();
        }
        assertThat(batch("--csv", "--journal", journal.toString(), "--resume").out())
                .as("all is done")
                .isEmpty();
        assertThat(batch("--journal", journal.toString()).err())
                .contains("out.csv.journal is the journal of an earlier run: --resume goes on with that");
    }

    private void refused(Disk disk, String why) throws IOException {
        put(disk);
        Result result = resume();
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains(why).doesNotContain("Exception");
        assertThat(out).as(why).hasContent(disk.output());
        assertThat(journal).as(why).hasContent(disk.journal());
    }

    @Test
    void anotherListIsRefused() throws Exception {
        Disk end = complete();
        String header = end.output().lines().findFirst().orElseThrow() + "\r\n";
        Files.write(list, List.of(targets.get(1), targets.get(0), targets.get(2)));
        refused(new Disk(end.journal().replaceAll("done.*\n", ""), header), "target 1 was another one");
        Files.write(list, targets.subList(0, 2));
        Result shorter = resume();
        assertThat(shorter.code()).as("the end of the list tells").isEqualTo(2);
        assertThat(shorter.err()).contains("there were at least 3 targets, and now there are 2: to resume,");
    }

    @Test
    void anotherListThanTheOutputHasLinesOfIsRefused() throws Exception {
        Disk end = complete();
        Files.write(list, List.of(targets.get(1), targets.get(0), targets.get(2)));
        refused(
                new Disk("smtp-probe journal 2\n", end.output()),
                "target 1 of the list is not the one that -o has a line of");
    }

    @Test
    void aJournalThatCannotBeReadIsRefusedAndKept() throws Exception {
        Disk end = complete();
        String header = end.output().lines().findFirst().orElseThrow() + "\r\n";
        refused(new Disk(end.journal().replaceFirst("begun", "begin"), header), "line 2 is damaged");
        refused(
                new Disk(end.journal().replaceFirst("journal 2", "journal 1"), header),
                "the journal is of no use here: it was written by another version of smtp-probe");
        refused(new Disk("ada@example.com\n", header), "it is no journal of a batch");
        refused(
                new Disk("", "{\"number\":1}\n"),
                "-o names a file with other lines than this batch writes: --resume needs the same --summary and --csv");
    }

    @Test
    void whatIsCompleteStaysAndALongerListGoesOn() throws Exception {
        assertThat(batch("-o", out.toString()).code()).isZero();
        assertThat(journal).doesNotExist();
        String before = Files.readString(out);
        Result result = resume();
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("0 targets in", "and 3 by an earlier run", "there is no journal");
        assertThat(out).hasContent(before);
        Files.writeString(out, before + "4,127.0.0.1:25," + "x".repeat(2_000));
        assertThat(resume().code()).as("an unfinished line is cut").isZero();
        assertThat(out).hasContent(before);
        Files.write(list, targets.subList(0, 2));
        Result shorter = resume();
        assertThat(shorter.code()).as("there is no journal to tell").isEqualTo(2);
        assertThat(shorter.err())
                .contains("-o has a line of target 3, and the list has 2 targets: --resume needs the same list");
        assertThat(out).hasContent(before);
        List<String> more = new ArrayList<>(targets);
        more.add(targets.get(0));
        Files.write(list, more);
        assertThat(resume().err()).contains("1 target in", "and 3 by an earlier run");
        assertThat(new Disk("", Files.readString(out)).written()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aJournalThatIsLeftBehindIsNotWrittenOver() throws Exception {
        Files.writeString(journal, "smtp-probe journal 2\n");
        Result result = batch("-o", out.toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("out.csv.journal is the journal of an earlier run");
        assertThat(out).doesNotExist();
        assertThat(batch("--resume").err()).contains("--resume needs -o with a file, or --journal");
        assertThat(batch("-o", out.toString(), "--journal", out.toString()).err())
                .contains("--journal and -o must be two files");
    }

    @Test
    void twoBatchesDoNotWriteOneFile() throws Exception {
        try (BatchOutput first = BatchOutput.to(out, RowFormat.CSV, host -> host, Optional.empty())) {
            assertThat(first.before().targets()).isZero();
            Result second = resume();
            assertThat(second.code()).isEqualTo(2);
            assertThat(second.err()).contains("-o names a file that another batch is writing");
        }
        assertThat(resume().code()).isZero();
    }
}
