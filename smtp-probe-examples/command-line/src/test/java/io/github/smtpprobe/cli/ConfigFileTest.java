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
        assertThat(result.err())
                .contains("--config names a file that does not exist")
                .doesNotContain(CANARY);
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
                .hasMessage("SMTP_PROBE_CONFIG names a file that does not exist");
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
    void itIsNamedInFrontOfACommand() throws Exception {
        String config = file("explain.stage = rcpt");
        Result result = CommandLineTest.run("--config", config, "explain", "550 no");
        assertThat(result.out()).as(result.toString()).contains("RCPT TO");
        for (String command : List.of("explain", "batch", "render", "domain")) {
            assertThat(CommandLineTest.run(command, "x", "--config", config).err())
                    .contains("--config must come before the command: smtp-probe --config FILE " + command);
        }
    }

    @Test
    void aFileThatIsNamedInAFileOfArgumentsIsNotPassedOver() throws Exception {
        String config = file("tls = plain");
        Path arguments = Files.writeString(folder.resolve("arguments"), "--config " + config);
        Result result = CommandLineTest.run("127.0.0.1:1", "@" + arguments);
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains("--config must be given among the arguments");
    }

    private static final String TWO_RECIPIENTS = """
            S: 220 mx
            C: EHLO x
            S: 250 mx
            C: MAIL FROM:<ada@example.com>
            S: 250 ok
            C: RCPT TO:<bob@example.com>
            S: 550 5.1.1 no such user
            C: RCPT TO:<al@example.com>
            S: 250 ok
            C: RSET
            S: 250 ok
            C: QUIT
            S: 221 bye
            """;

    @Test
    void whatMayBeGivenAgainCountsEachTime() throws Exception {
        int port = servers.play(TWO_RECIPIENTS).port();
        String config = file("tls = plain", "from = ada@example.com", "to = bob@example.com", "to = al@example.com");
        Result result = CommandLineTest.run("127.0.0.1", "-p", "" + port, "--config=" + config);
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).contains("C: RCPT TO:<bob@example.com>", "C: RCPT TO:<al@example.com>");
    }

    @Test
    void whatIsGivenIsStrongerThanAllOfTheFile() throws Exception {
        int port = servers.play(TWO_RECIPIENTS.replaceFirst("(?s)C: RCPT TO:<bob.*?such user\n", ""))
                .port();
        String config = file("tls = plain", "from = ada@example.com", "to = bob@example.com", "to = cy@example.com");
        Result result = CommandLineTest.run("127.0.0.1", "-p", "" + port, "--config=" + config, "-t", "al@example.com");
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).contains("C: RCPT TO:<al@example.com>").doesNotContain("bob", "cy@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ehlo = a.example | ehlo = b.example",
                "ehlo = a.example | helo = b.example",
                "ehlo = a.example | eh\\u006co : a.example",
                "all | all = true",
                "batch.helo = a.example | batch.ehlo = b.example",
                "render.line = 1 | render.line = 2",
            })
    void whatMayStandOnceIsRefusedTheSecondTime(String lines) throws Exception {
        String[] both = lines.split(" [|] ");
        Result result = probe(file("# of this machine", "tls = plain", both[0], "!", "", both[1]));
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains("line 6 of the file of --config").doesNotContain("example");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aLineThatIsNoOptionIsRefusedWhateverRuns() throws Exception {
        for (String line : List.of("batch.foo = 1", "explain.ehlo = x", "render.help = true", "tokens = 1")) {
            for (String command : List.of("127.0.0.1:1", "render", "explain")) {
                Result result =
                        CommandLineTest.run(command, "--config=" + file("to = a@example.com \\", "  #", line, "token"));
                assertThat(result.code()).as(line + result).isEqualTo(2);
                assertThat(result.err())
                        .as(line)
                        .contains("line 3 of the file of --config is for something that is not an option");
            }
        }
    }

    @Test
    void itsNotationIsThatOfProperties() throws Exception {
        String[] lines = {
            "! comment \\",
            "  eh\\u006co:probe.\\",
            "   \tex\\ample.org",
            "batch.helo x.test",
            "\tfrom = ada@example.com",
            "to=b\\u006fb@example.com\\",
            "",
            "#\\",
            "all",
            "header = Subject: a = b # c",
            "body = \\u00fc\\\\n\\n\\",
            "! end"
        };
        for (String end : List.of("\n", "\r", "\r\n")) {
            String text = String.join(end, lines);
            java.util.Properties properties = new java.util.Properties();
            properties.load(new java.io.StringReader(text));
            Map<String, String> read = new java.util.LinkedHashMap<>();
            ConfigLines.read(text).forEach(each -> read.put(each.key(), each.value()));
            assertThat(read).isEqualTo(properties);
            assertThat(ConfigLines.read(text))
                    .extracting(ConfigLines.Line::number)
                    .containsExactly(2, 4, 5, 6, 9, 10, 11);
        }
    }

    @Test
    void aValueMeansWhatItMeansAmongTheArguments() throws Exception {
        Result external = probe(file("tls = plain", "external = admin", "allow-cleartext-credentials"), "--json");
        assertThat(external.out()).as(external.toString()).contains("external");
        Result variable = probe(file("tls = plain", "ehlo = ${sys:user.name}.example"));
        assertThat(variable.err()).as(variable.toString()).contains("--ehlo");
        assertThat(probe(file("tls = plain", "json = false", "ehlo = x.test")).out())
                .contains("C: EHLO x.test");
        assertThat(probe(file("tls = implicit"), "--help").code()).isZero();
    }
}
