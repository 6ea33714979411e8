/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people who do not know this program type, and whether its answer gets them on. */
class StrangersSlipsTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mx.example.com 587 | A port stands behind HOST, such as mx.example.com:25, or behind --port.",
                "mx.example.com mx.example.org | smtp-probe batch LIST probes several",
                "batch a.txt b.txt | LIST is one file",
                "domain example.com example.org | a line domain:NAME for each",
                "explain 550 5.1.1 no such user | REPLY is one argument: put it in quotes",
                "render a.json b.json | FILE is one report",
                "findings cert | It takes no arguments.",
                "mx.example.com --prot 25 | Similar: --port",
                "mx.example.com --tls startls | similar: starttls",
                "mx.example.com --format jsno | similar: json",
                "mx.example.com --quit-after rctp | similar: rcpt",
                "explain --stage gretting 421 | similar: greeting",
                "mx.example.com -p 25 -f a@example.com -t b@example.com -t c | --to number 2 is not a mailbox",
                "mx.example.com?password=canary | HOST has parameters of a URL behind it: give the name alone",
                "explain dialogue.txt | smtp-probe explain < FILE"
            })
    void theAnswerSaysWhatToDo(String line, String words) {
        Result result = CommandLineTest.run(line.split(" "));
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        assertThat(result.err()).contains(words).doesNotContain("canary", "--proxy");
    }

    /** What takes the value of a wrong option may be a password: of several words nothing is said but where an option is wrong. */
    @Test
    void aValueIsNotTakenForAServer() {
        assertThat(CommandLineTest.run("mx.example.com", "--passwort", "canary").err())
                .doesNotContain("batch", "canary");
    }

    @Test
    void whoTypesAPasswordKnowsWhoGetsIt() {
        assertThat(SecretSource.prompt("password", "ada@example.com at mx.example.com:587"))
                .isEqualTo("Password of ada@example.com at mx.example.com:587: ");
        assertThat(SecretSource.prompt("token", "a\nda\u202E at mx")).isEqualTo("Token of a?da? at mx: ");
        assertThat(SecretSource.prompt("password of the client key", "")).isEqualTo("Password of the client key: ");
        assertThat(GivenTarget.read("mx.example.com", true).with(587)).hasToString("mx.example.com:587");
        assertThat(GivenTarget.read("mx.example.com:25", true).with(25)).hasToString("mx.example.com:25");
        assertThat(GivenTarget.read("smtps://ada@mx.example.com", true)).hasToString("mx.example.com:465");
        assertThat(GivenTarget.read("mx.example.com", true)).hasToString("mx.example.com");
    }

    /** A remedy is written for any client; what it is called here is said by this program. */
    @Test
    void aRemedyThatIsAnOptionNamesIt() {
        ScriptedServer server = servers.play("""
            S: 220 mx
            C: EHLO x
            S: 250-mx
            S: 250 AUTH PLAIN
            C: QUIT
            S: 221 bye
            """);
        Result result = CommandLineTest.run(
                "127.0.0.1:" + server.port(), "--tls=plain", "--user", "ada", "--password-env", "PATH");
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).contains("auth.cleartext-refused", "--allow-cleartext-credentials");
    }

    @Test
    void remediesNameFindingsAndOptionsThatThereAre() {
        assertThat(SmtpProbe.findingIds()).containsAll(RemedyOptions.ALL.keySet());
        String help = CommandLineTest.run("--help").out();
        for (Map.Entry<String, String> each : RemedyOptions.ALL.entrySet()) {
            assertThat(help).contains(each.getValue().split(" ")[0]);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theNameOfAFileIsRepeatedIfItCanBeNothingElse() throws Exception {
        Path key = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n");
        Path plain = Files.writeString(folder.resolve("Hunter2Canary"), "x");
        assertThat(ca(key.toString())).contains("holds a private key and no certificate: \"" + key + "\"");
        assertThat(ca(plain.toString()))
                .contains("holds no certificate in PEM form")
                .doesNotContain("Canary");
        assertThat(ca("no.pem")).contains("--ca names a file that does not exist: \"no.pem\"");
        assertThat(ca("/dev/null"))
                .contains("--ca names a device or a pipe, and takes a file with certificates: \"/dev/null\"");
        for (String secret : List.of("Hunter2Canary", "a/b+Canary==", "x?password=Canary.pem", "Canary@example.com")) {
            assertThat(ca(secret)).contains("does not exist").doesNotContain("Canary");
        }
        for (List<String> each : List.of(
                List.of("batch", "no.csv"),
                List.of("render", "no.csv"),
                List.of("127.0.0.1:1", "-o", "/no/such/no.csv"),
                List.of("127.0.0.1:1", "--client-key", "no.csv"),
                List.of("127.0.0.1:1", "--config", "no.csv"))) {
            Result result = CommandLineTest.run(each.toArray(new String[0]));
            assertThat(result.code()).as(result.toString()).isEqualTo(2);
            assertThat(result.err()).as(each.toString()).contains("no.csv\"");
        }
    }

    private static String ca(String file) {
        Result result = CommandLineTest.run("127.0.0.1:1", "--ca", file);
        assertThat(result.code()).as(result.toString()).isEqualTo(2);
        return result.err();
    }

    @Test
    void aGoodReplyIsToldAsOne() {
        Result result = CommandLineTest.run("explain", "250 ok");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).contains("This reply is a success: \"250 ok\".");
    }
}
