/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.Program;
import io.github.smtpprobe.cli.start.Installation.Run;
import io.github.smtpprobe.cli.start.Installation.Running;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code smtp-probe} as a process: with an archive of classes, without one, and with one that is no good, it does the same. */
@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "a POSIX script; Windows has smtp-probe.cmd, which nothing here runs")
class LauncherTest {
    private static final String[] REPLY = {"explain", "--stage", "AUTH", "535 5.7.8 no such user"};

    @TempDir
    Path folder;

    private List<Path> archives(Path cache) throws IOException {
        try (Stream<Path> all = Files.list(cache.resolve("smtp-probe"))) {
            return all.filter(each -> each.toString().endsWith(".jsa")).toList();
        }
    }

    /** The JVM's own list of where it had classes from. */
    private String classesFrom(Path archive, Path jar) throws Exception {
        Path list = folder.resolve("classes.txt");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:SharedArchiveFile=" + archive,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xlog:class+load:file=\"" + list + "\"",
                        "-jar",
                        jar.toString(),
                        "--version")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("version.txt").toFile())
                .start();
        assertThat(java.waitFor()).isZero();
        return Files.readString(list);
    }

    private static void sane(Run run) {
        assertThat(run.code()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).contains("auth.rejected", "What to do");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void theArchiveIsMadeAndTaken() throws Exception {
        Installation installed =
                Installation.in(folder.resolve("lib")); // of a path with blanks, JDK 17 archives no classes
        Path cache = folder.resolve("my cache");
        sane(installed.run(Map.of("XDG_CACHE_HOME", cache.toString()), REPLY));
        assertThat(archives(cache)).hasSize(1);
        assertThat(classesFrom(archives(cache).get(0), installed.jar()))
                .as("the JVM takes it")
                .contains(Program.class.getName() + " source: shared objects file");
    }

    /** Four first runs at once, the second run, then a jar that is newer, an archive that is damaged, and one that lies about itself. */
    @Tag("sweep")
    @Test
    void theArchiveIsMadeOnceAndAgainWhenItIsStale() throws Exception {
        Installation installed =
                Installation.in(folder.resolve("lib")); // of a path with blanks, JDK 17 archives no classes
        Path cache = folder.resolve("my cache");
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString());
        List<Running> first = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            first.add(installed.start(installed.launcher(), environment, REPLY));
        }
        for (Running each : first) {
            sane(each.end());
        }
        assertThat(archives(cache)).as("one archive, whole").hasSize(1);
        Path archive = archives(cache).get(0);
        assertThat(archive.resolveSibling(archive.getFileName() + ".new")).doesNotExist();
        assertThat(Files.size(archive)).isGreaterThan(1 << 20);
        FileTime made = Files.getLastModifiedTime(archive);

        sane(installed.run(environment, REPLY));
        assertThat(Files.getLastModifiedTime(archive))
                .as("one that fits is kept")
                .isEqualTo(made);

        Files.setLastModifiedTime(installed.jar(), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        sane(installed.run(environment, REPLY));
        assertThat(Files.getLastModifiedTime(archive)).as("the jar changed").isNotEqualTo(made);

        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-------"));
        Files.write(archive, new byte[4096], StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        sane(installed.run(environment, REPLY));
        assertThat(Files.size(archive)).as("what is damaged is made again").isGreaterThan(1 << 20);
    }

    /** No cache folder, none that can be made, and none that may be written: the run is the same, and makes no archive. */
    @Tag("sweep")
    @Test
    void withoutACacheItOnlyStartsSlower() throws Exception {
        Installation installed = Installation.in(folder.resolve("a bin"));
        Path file = Files.writeString(folder.resolve("a file"), "");
        sane(installed.run(Map.of(), REPLY));
        sane(installed.run(Map.of("HOME", ""), REPLY));
        sane(installed.run(Map.of("HOME", file.toString()), REPLY));
        sane(installed.run(Map.of("XDG_CACHE_HOME", "relative", "HOME", "/dev/null"), REPLY));
        assertThat(Path.of("relative")).doesNotExist();
    }

    /** Standard input, arguments with blanks, quotes and stars, exit codes and signals are those of the JVM, through a link, too. */
    @Test
    void nothingStandsBetweenTheUserAndTheJvm() throws Exception {
        Installation installed = Installation.in(folder.resolve("lib"));
        Path link = Files.createSymbolicLink(folder.resolve("probe link"), Path.of("lib/smtp-probe"));
        Running reading = installed.start(link, Map.of(), "explain");
        try (OutputStream in = reading.process().getOutputStream()) {
            in.write("MAIL FROM:<a@example.com>\n550 5.1.8 \"no  * such\" domain\n".getBytes(StandardCharsets.UTF_8));
        }
        Run explained = reading.end();
        assertThat(explained.code()).as(explained.toString()).isEqualTo(1);
        assertThat(explained.out()).contains("sender.");

        Run refused = installed.run(Map.of(), "mx.example.com", "--tls", "some times", "$(false)", "*");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("--tls does not take the value").doesNotContain("some times");

        Running waiting = installed.start(link, Map.of(), "explain");
        waiting.process()
                .destroy(); // SIGTERM, while it waits for input; a shell that stood between would end and leave the JVM
        assertThat(waiting.end().code()).isEqualTo(143);
        assertThat(waiting.process().descendants()).isEmpty();
    }

    /** The JVM would else take its own jar or archive, the first files that it opens, for what stands on standard input. */
    @Test
    void aClosedStandardInputIsEmpty() throws Exception {
        Installation installed = Installation.in(folder.resolve("lib"));
        Map<String, String> refusals = Map.of(
                "explain", "contains no reply",
                "render -", "FILE is empty",
                "batch -", "the list has no target",
                "127.0.0.1:1 -u ada --password-stdin", "standard input holds no password");
        String script = "'" + installed.launcher() + "' ";
        String jar = "\"$JAVA_HOME/bin/java\" -jar '" + installed.jar() + "' ";
        for (Map.Entry<String, String> each : refusals.entrySet()) {
            for (String program : List.of(script, jar)) {
                Run run = installed
                        .start(Path.of("/bin/sh"), Map.of(), "-c", "exec " + program + each.getKey() + " <&-")
                        .end();
                assertThat(run.code()).as(program + run).isEqualTo(2);
                assertThat(run.err()).contains(each.getValue()).doesNotContain("is passed over");
            }
        }
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        Installation installed = Installation.in(folder.resolve("bin"));
        Run noJava = installed.run(Map.of("JAVA_HOME", "/no/such", "PATH", "/nowhere"), REPLY);
        assertThat(noJava.code()).isEqualTo(127);
        assertThat(noJava.err()).contains("JAVA_HOME", "Java 17");
        Files.delete(installed.jar());
        Run noJar = installed.run(Map.of(), REPLY);
        assertThat(noJar.code()).isEqualTo(127);
        assertThat(noJar.err()).contains("smtp-probe.jar is not beside");
    }
}
