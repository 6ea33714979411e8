/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.cli.Program;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A batch in a process of its own, killed, told to end, or without a reader: what it wrote is good, and it goes on. */
class BatchProcessTest {
    private static final int TARGETS = 30;

    /** Of a list in which all servers answer. */
    private static final int QUICK = 60;

    /** The target whose server says nothing to the first who asks. */
    private static final int HANGING = 7;

    private static final String WORKS = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250 mx.example.com
        C: QUIT
        S: 221 bye
        """;
    private static final String HANGS = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        * silence
        """;

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    private Path list;
    private Path quick;
    private Path out;
    private Path err;

    @BeforeEach
    void write() throws IOException {
        out = folder.resolve("out.jsonl");
        err = folder.resolve("err.txt");
        String good = "127.0.0.1:"
                + servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient())
                        .port();
        quick = Files.write(folder.resolve("quick.txt"), Collections.nCopies(QUICK, good));
        ScriptedServer hanging = servers.start(
                ScriptedServer.playing(Script.parse(HANGS), Script.parse(WORKS)).lenient());
        List<String> targets = new ArrayList<>(Collections.nCopies(TARGETS, good));
        targets.set(HANGING - 1, "127.0.0.1:" + hanging.port());
        list = Files.write(folder.resolve("list.txt"), targets);
    }

    private ProcessBuilder batch(String list, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                "batch",
                list,
                "--tls",
                "plain",
                "--interval",
                "0"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectError(err.toFile());
    }

    private ProcessBuilder toFile(String... more) {
        return toFile(list, more);
    }

    /** The silent target has one of two permits for the address, and never ends by itself. */
    private ProcessBuilder toFile(Path targets, String... more) {
        List<String> options =
                new ArrayList<>(List.of("-o", out.toString(), "--summary", "--per-host", "2", "--deadline", "600"));
        options.addAll(List.of(more));
        return batch(targets.toString(), options.toArray(new String[0]))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("stdout.txt").toFile()));
    }

    /** Waits for the output to grow. */
    private void lines(int number) throws Exception {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (!Files.exists(out) || ends() < number) {
                WatchKey changed = watch.poll(60, TimeUnit.SECONDS);
                assertThat(changed)
                        .as("the batch writes: " + Files.readString(err))
                        .isNotNull();
                changed.pollEvents();
                changed.reset();
            }
        }
    }

    private long ends() throws IOException {
        return Files.readString(out).chars().filter(each -> each == '\n').count();
    }

    private List<Integer> numbers() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (String line : Files.readAllLines(out)) {
            numbers.add(new ObjectMapper().readTree(line).get("number").asInt());
        }
        return numbers;
    }

    private void goesOn() throws Exception {
        assertThat(Files.readString(journal()))
                .contains("begun " + HANGING + " ")
                .doesNotContain("done " + HANGING);
        Process second = toFile("--resume").start();
        assertThat(second.waitFor()).as(Files.readString(err)).isZero();
        assertThat(numbers())
                .as("no target is lost, and none has two lines")
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, TARGETS).boxed().toList());
        assertThat(Files.readString(err))
                .contains("1 target in", "and 29 by an earlier run")
                .containsPattern("probed again +1 that were being probed");
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.remove(TARGETS - 1)).contains("\"number\":" + HANGING, "\"probedAgain\":true");
        assertThat(lines).allMatch(line -> line.contains("\"probedAgain\":false"));
        assertThat(journal()).doesNotExist();
    }

    private Path journal() {
        return folder.resolve("out.jsonl.journal");
    }

    @Test
    void killedItGoesOn() throws Exception {
        Process first = toFile().start();
        lines(TARGETS - 1);
        first.destroyForcibly();
        first.waitFor();
        assertThat(numbers()).as("one was on its way").hasSize(TARGETS - 1).doesNotContain(HANGING);
        Files.writeString(out, "{\"number\":7,\"targ", StandardOpenOption.APPEND);
        goesOn();
    }

    @Test
    void toldToEndItWritesWhatItHas() throws Exception {
        Process first = toFile().start();
        lines(TARGETS - 1);
        long begun = System.nanoTime();
        first.destroy();
        assertThat(first.waitFor()).isEqualTo(143);
        assertThat(System.nanoTime() - begun)
                .as("no target is waited for until its deadline")
                .isLessThan(TimeUnit.SECONDS.toNanos(15));
        assertThat(Files.readString(out)).endsWith("\n");
        assertThat(numbers()).hasSize(TARGETS - 1).doesNotContain(HANGING);
        assertThat(Files.readString(err))
                .contains("the batch was interrupted; the same command with --resume goes on, by the journal "
                        + journal());
        goesOn();
    }

    /** The reports are more than a pipe holds, so that the batch cannot have written all of them before the reader goes. */
    @Tag("sweep")
    @Test
    void withoutAReaderItEndsAndGoesOn() throws Exception {
        String[] options = {"--journal", folder.resolve("journal").toString(), "--resume"};
        Process first = batch(quick.toString(), options).start();
        try (InputStream in = first.getInputStream()) {
            assertThat(in.read()).isEqualTo('{');
        }
        assertThat(first.waitFor()).isEqualTo(5);
        assertThat(Files.readString(err))
                .contains("the output can no longer be written")
                .doesNotContain("Exception");
        Set<Integer> left =
                new TreeSet<>(IntStream.rangeClosed(1, QUICK).boxed().toList());
        for (String line : Files.readAllLines(folder.resolve("journal"))) {
            if (line.startsWith("done ")) {
                left.remove(Integer.parseInt(line.substring(5)));
            }
        }
        Process second =
                batch(quick.toString(), options).redirectOutput(out.toFile()).start();
        assertThat(second.waitFor()).as(Files.readString(err)).isZero();
        assertThat(numbers()).containsExactlyInAnyOrderElementsOf(left);
        assertThat(Files.size(out) / left.size() * QUICK)
                .as("more than a pipe and its ends hold")
                .isGreaterThan(80 << 10);
        assertThat(Files.readString(err)).contains("probed again");
    }

    static boolean sizesCanBeLimited() {
        return Files.isExecutable(Path.of("/bin/sh"));
    }

    /** Files may have 2 KiB, by some shells 4: what was written of the last line stays. */
    @Tag("sweep")
    @Test
    @EnabledIf("sizesCanBeLimited")
    void whenTheDiskIsFullItEndsAndGoesOn() throws Exception {
        ProcessBuilder limited = toFile(quick);
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 4; exec \"$@\"", "sh"));
        command.addAll(limited.command());
        command.add(5, "-XX:-UsePerfData");
        assertThat(limited.command(command).start().waitFor()).isEqualTo(5);
        assertThat(Files.readString(err))
                .contains("the output can no longer be written (", "--resume goes on, by the journal");
        assertThat(Files.size(out)).isIn(2_048L, 4_096L);
        assertThat(toFile(quick, "--resume").start().waitFor())
                .as(Files.readString(err))
                .isZero();
        assertThat(numbers())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, QUICK).boxed().toList());
    }

    /** Somebody types, or another program finds targets: what is done is written, and Ctrl-C need not wait for the next line. */
    @Tag("sweep")
    @Test
    void standardInputThatWaitsHoldsUpNeitherResultsNorTheEnd() throws Exception {
        Process first = batch("-", "--summary", "-o", out.toString())
                .redirectOutput(folder.resolve("stdout.txt").toFile())
                .start();
        try (OutputStream in = first.getOutputStream()) {
            String target = Files.readAllLines(quick).get(0) + "\n";
            in.write(target.repeat(5).getBytes(StandardCharsets.UTF_8));
            in.flush();
            lines(5);
            first.destroy();
            assertThat(first.waitFor()).isEqualTo(143);
        }
        assertThat(numbers()).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        assertThat(Files.readString(err))
                .contains(
                        "5 targets in",
                        "PASSED 5",
                        "the batch was interrupted; the same command with --resume goes on");
        Process second = batch("-", "--summary", "-o", out.toString(), "--resume")
                .redirectInput(quick.toFile())
                .redirectOutput(folder.resolve("stdout.txt").toFile())
                .start();
        assertThat(second.waitFor()).as(Files.readString(err)).isZero();
        assertThat(numbers()).hasSize(QUICK).doesNotHaveDuplicates();
    }

    @Tag("sweep")
    @Test
    void standardInputIsReadToTheHundredthTargetOfSomebodyUnknown() throws Exception {
        Process first = batch("-", "--summary", "--per-host", "50", "-o", out.toString())
                .start();
        try (OutputStream in = first.getOutputStream()) {
            String target = Files.readAllLines(list).get(0) + "\n";
            in.write(target.repeat(101).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(first.waitFor()).isEqualTo(2);
        assertThat(Files.readString(err)).contains("--helo and --contact", "first 100 were probed");
        assertThat(numbers()).hasSize(100);
    }
}
