/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slips that a stranger made with this program in an evening, each of which once had a bad answer. */
class TiredHandsTest {
    private static final String CANARY = "Hunter2Canary";

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    @Test
    void argumentsInAFolderOrInNoFile() throws IOException {
        Path inside = Files.createDirectory(folder.resolve(CANARY));
        for (String each : List.of("@" + inside, "@" + folder.resolve("no-" + CANARY), "@")) {
            Result result = CommandLineTest.run("127.0.0.1:1", each);
            assertThat(result.code()).as(each).isEqualTo(2);
            assertThat(result.err())
                    .contains("@FILE names a ", "stands for the arguments in a file")
                    .doesNotContain(CANARY, "\tat ");
            Result monitored = CommandLineTest.run("--format", "nagios", "127.0.0.1:1", each);
            assertThat(monitored.code()).isEqualTo(3);
            assertThat(monitored.out()).startsWith("SMTP UNKNOWN").doesNotContain(CANARY);
        }
    }

    @Test
    void argumentsThatAnEditorMarked() throws IOException {
        for (String mark : List.of("EF BB BF", "FF FE", "FE FF")) {
            byte[] octets = HexFormat.ofDelimiter(" ").parseHex(mark + " 61 0A");
            Result result = CommandLineTest.run("@" + Files.write(folder.resolve("marked"), octets));
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("@FILE names a file that begins with a byte order mark");
        }
    }

    @Test
    @EnabledIf("hasUnreadableFile")
    void argumentsThatCannotBeReadAfterAll() {
        Result result = CommandLineTest.run("@/proc/self/mem");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("@FILE names a file that cannot be read")
                .doesNotContain("\tat ");
    }

    static boolean hasUnreadableFile() {
        return Files.isReadable(Path.of("/proc/self/mem"));
    }

    @Test
    void aMonitorWhoseFormComesFromAFile() throws IOException {
        Path config = Files.writeString(folder.resolve("config"), "format = nagios\n");
        Path arguments = Files.writeString(folder.resolve("arguments"), "--format nagios --deadline 3");
        for (String each : List.of("--config=" + config, "@" + arguments)) {
            Result result = CommandLineTest.run("127.0.0.1:1", each, "--prot");
            assertThat(result.code()).as(each).isEqualTo(3);
            assertThat(result.out()).startsWith("SMTP UNKNOWN");
        }
    }

    @Test
    void aCommandInAFile() throws IOException {
        Path arguments =
                Files.writeString(folder.resolve("arguments"), "explain --stage rcpt '550 5.1.1 no such user'");
        Result result = CommandLineTest.run("@" + arguments);
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).contains("recipient.unknown");
    }

    /** The command line's README: Ctrl-C ends repetitions, and so does a login that was refused, since those lock accounts. */
    @Test
    void aRefusedLoginIsNotRepeated() {
        ScriptedServer server = servers.play("""
            S: 220 mx
            C: EHLO x
            S: 250-mx
            S: 250 AUTH ANONYMOUS
            C: AUTH ANONYMOUS =
            S: 535 5.7.8 no
            C: QUIT
            S: 221 bye
            """);
        Result result =
                CommandLineTest.run("127.0.0.1:" + server.port(), "--tls=plain", "--anonymous", "--every", "1s");
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).contains("Stopped, because a login was refused", "1 probe: 1 failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:1 -6|-4 or -6 leaves out the family",
                "[::1]:1 -4|-4 or -6 leaves out the family",
                "127.0.0.1:1 --ca x --trust-certificate x|--ca and --trust-certificate exclude each other",
                "127.0.0.1:1 -4 -6|-4 and -6 exclude each other",
                "127.0.0.1:1 --source-address ::1|--source-address is of another family",
                "[::1]:1 --source-address 127.0.0.1|--source-address is of another family",
                "127.0.0.1:1 --repeat 2 --format junit|--format text or json",
                "127.0.0.1:1 --quit-after RESOLVE|--quit-after takes one of connect",
                "explain --stage connect 421|--stage takes one of greeting, ehlo, starttls, xclient, auth",
                "explain --stage nowhere 421|--stage takes one of greeting, ehlo, starttls, xclient, auth",
                "127.0.0.1:1 --helo|--helo needs a value",
                "127.0.0.1:1 --color=foo|--color does not take",
                "127.0.0.1:1 --xclient foo|it takes NAME=VALUE",
                "127.0.0.1:1 --xclient ADDR=192.0.2.1 --xclient addr=192.0.2.2|--xclient was given more than once with the same NAME",
                "127.0.0.1:1 --tsl plain|Similar: --tls",
                "127.0.0.1:1 --client-key-password x|--client-key-password-env",
                "127.0.0.1:1 --proxy-password=x|--proxy-password-env",
                "127.0.0.1:1 --hlep|--help"
            })
    void saysWhatIsWrong(String line, String words) {
        Result result = CommandLineTest.run(line.split(" "));
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rcpt", "RCPT_TO", "mail", "end-of-data"})
    void aStageHasOneNameEverywhere(String stage) {
        assertThat(CommandLineTest.run("explain", "--stage", stage, "550 5.1.1 no")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void aReplyTellsWhatItAnswersAsFarAsItCan() {
        assertThat(CommandLineTest.run("explain", "535 5.7.8 Error: authentication failed")
                        .out())
                .contains("auth.rejected");
    }

    @ParameterizedTest
    @CsvSource({"always, true", "never, false", "auto, false"})
    void coloursAreChosen(String when, boolean coloured) {
        ScriptedServer server = servers.play("S: 554 5.7.1 no");
        Result result = CommandLineTest.run("127.0.0.1:" + server.port(), "--tls=plain", "--color", when, "-o", "-");
        assertThat(result.out().contains("\u001B[")).as(result.out()).isEqualTo(coloured);
        assertThat(result.out().replaceAll("\u001B\\[[0-9;]*m", "")).contains("\u2717 FAILED  127.0.0.1");
    }

    @Test
    void aFingerprintIsNoSecretButHasAForm() {
        Result result = CommandLineTest.run("127.0.0.1:1", "--trust-certificate", CANARY);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--trust-certificate").doesNotContain(CANARY);
        assertThat(CommandLineTest.run("127.0.0.1:1", "--trust-certificate", "ab".repeat(32))
                        .code())
                .isEqualTo(1);
    }

    @Test
    void anotherAddressOfTheLoopback() {
        ScriptedServer server = servers.start(
                ScriptedServer.playing(Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye")));
        Result result =
                CommandLineTest.run("127.0.0.1:" + server.port(), "--tls=plain", "--source-address", "127.0.0.1");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(CommandLineTest.run("127.0.0.1:1", "--source-address", "127.0.0.5")
                        .code())
                .as("not refused, whatever comes of it")
                .isNotEqualTo(2);
    }

    @Test
    @EnabledIf("hasFullDevice")
    void aResultThatCannotBeWrittenIsSaid() throws Exception {
        assertThat(toAFullDisk(3, "--version")).contains("standard output accepted no more");
    }

    @Test
    @EnabledIf("hasFullDevice")
    void aBatchSaysItOnce() throws Exception {
        Path list = Files.writeString(folder.resolve("list"), "127.0.0.1:1\n");
        assertThat(toAFullDisk(5, "batch", list.toString(), "--tls", "plain"))
                .contains("the output can no longer be written")
                .doesNotContain("accepted no more");
    }

    private static String toAFullDisk(int code, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(Path.of("/dev/full").toFile())
                .start();
        try {
            String err = new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(err).isEqualTo(code);
            return err;
        } finally {
            process.destroyForcibly();
        }
    }

    static boolean hasFullDevice() {
        return Files.exists(Path.of("/dev/full"));
    }
}
