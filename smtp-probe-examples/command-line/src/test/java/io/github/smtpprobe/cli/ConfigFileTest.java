/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not given is taken from a file, of which nothing is silently passed over. */
class ConfigFileTest {
    private static final String CANARY = "canary-of-config";
    private static final String WORKS = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    private String file(String... lines) throws IOException {
        return Files.write(folder.resolve("config"), List.of(lines)).toString();
    }

    private Result probe(String config, String... more) {
        int port = servers.start(ScriptedServer.playing(Script.parse(WORKS)).lenient())
                .port();
        String[] all = {"127.0.0.1", "-p", "" + port, "--config=" + config};
        String[] arguments = java.util.Arrays.copyOf(all, all.length + more.length);
        System.arraycopy(more, 0, arguments, all.length, more.length);
        return CommandLineTest.run(arguments);
    }

    @Test
    void whatIsNotGivenIsTakenFromTheFile() throws Exception {
        Result result =
                probe(file("# of this machine", "ehlo = probe.example.org", "tls = plain", "batch.helo = x.test"));
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).contains("C: EHLO probe.example.org");
    }

    @Test
    void whatIsGivenIsStronger() throws Exception {
        String config = file("ehlo = probe.example.org", "tls = implicit");
        Result result = probe(config, "--tls", "plain", "--ehlo", "other.example.org");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).contains("C: EHLO other.example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = " + CANARY,
                "p4ssword-" + CANARY + " = x",
                "send = true",
                "mx = " + CANARY,
                "config = " + CANARY,
                "batch = " + CANARY,
                "nonsense.helo = " + CANARY,
                "all = " + CANARY,
                "tls = " + CANARY,
                "deadline = " + CANARY,
                "ehlo = \\u12zz" + CANARY
            })
    void whatCannotBeReadIsSaidAndNotRepeated(String line) throws Exception {
        Result result = probe(file("tls = plain", line));
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains("--config").doesNotContain("canary");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aFileThatIsNamedHasToBeThere() {
        Result result = CommandLineTest.run(
                "127.0.0.1", "--config", folder.resolve(CANARY).toString());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--config", "cannot be read").doesNotContain(CANARY);
    }

    @Test
    void oneOfTheUsualPlaceNeedNot() throws Exception {
        assertThat(ConfigFile.read(List.of(), Map.of(), folder.toString()).isEmpty())
                .isTrue();
        Path usual = folder.resolve(".config/smtp-probe/config");
        Files.createDirectories(usual.getParent());
        Files.writeString(usual, "ehlo=x.test");
        assertThat(ConfigFile.read(List.of(), Map.of(), folder.toString()).isEmpty())
                .isFalse();
        assertThat(ConfigFile.read(List.of("--config="), Map.of(), folder.toString())
                        .isEmpty())
                .as("none is wanted")
                .isTrue();
        assertThatThrownBy(() -> ConfigFile.read(List.of(), Map.of("SMTP_PROBE_CONFIG", "/no/such/file"), "/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SMTP_PROBE_CONFIG");
    }

    @Test
    void argumentsCanStandInAFileToo() throws Exception {
        int port = servers.play(WORKS).port();
        Path arguments = Files.writeString(
                folder.resolve("arguments"), "127.0.0.1 --port " + port + "\n# in clear text\n--tls plain\n");
        Result result = CommandLineTest.run("@" + arguments, "--ehlo", "probe.example.org");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).contains("C: EHLO probe.example.org");
    }

    @Test
    void aFileThatIsNamedInAFileOfArgumentsIsNotPassedOver() throws Exception {
        String config = file("tls = plain");
        Path arguments = Files.writeString(folder.resolve("arguments"), "--config " + config);
        Result result = CommandLineTest.run("127.0.0.1:1", "@" + arguments);
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains("--config stands among the arguments");
    }
}
