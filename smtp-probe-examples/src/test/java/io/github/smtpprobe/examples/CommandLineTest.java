/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.examples.cli.SmtpProbeCommand;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.transcript.Transcript;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a user meets it: exit codes, outputs, wrong input. */
class CommandLineTest {
    private static final String WORKS = """
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250 mx.example.com
        C: MAIL FROM:<ada@example.com>
        S: 250 ok
        C: RCPT TO:<bob@example.com>
        S: 250 ok
        C: RSET
        S: 250 ok
        C: QUIT
        S: 221 bye
        """;

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @TempDir
    Path folder;

    private record Result(int code, String out, String err) {}

    private static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = SmtpProbeCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Result(code, out.toString(), err.toString());
    }

    private String[] plain(String dialogue, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("127.0.0.1", "-p", "" + servers.play(dialogue).port(), "--tls", "plain"));
        arguments.addAll(List.of(more));
        return arguments.toArray(new String[0]);
    }

    @Test
    void passed() {
        Result result = run(plain(WORKS, "--from", "ada@example.com", "--to", "bob@example.com"));
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out())
                .contains(
                        "C: MAIL FROM:<ada@example.com>",
                        "\u2713 PASSED  127.0.0.1",
                        "Everything that was asked works.");
    }

    @Test
    void failedAndInconclusive() {
        assertThat(run(plain("S: 554 5.7.1 no")).code()).isEqualTo(1);
        assertThat(run(plain("S: 421 4.3.2 later")).code()).isEqualTo(3);
    }

    @Test
    void usage() {
        assertThat(run("a..b", "-p", "70000", "-f", "nobody"))
                .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err())
                        .contains("host has an empty label", "port must be 1 to 65535", "envelope.from is no mailbox"));
        assertThat(run("example.com", "--tlss", "plain"))
                .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err())
                        .as("what is wrong stays on the screen")
                        .contains("argument 2: there is no such option", "Similar: ", "--tls", "smtp-probe --help")
                        .hasLineCount(3));
        assertThat(run("-p", "25"))
                .as("options without a server are no wish for the demo")
                .satisfies(result -> assertThat(result.code()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("HOST or --mx is missing"));
        assertThat(run("example.com", "-p", "70000", "-u", "ada").err())
                .as("a request is refused before anybody types a password")
                .contains("port must be 1 to 65535")
                .doesNotContain("password");
        assertThat(run("example.com", "--ca", "pom.xml").err()).contains("--ca: the file holds no certificates");
        assertThat(run("example.com", "--mx", "example.com").err()).contains("exclude each other");
        assertThat(run("example.com", "--to", "a@example.com").err()).contains("--to needs --from");
        assertThat(run("example.com", "--password-env", "X").err()).contains("--user is missing");
        assertThat(run("example.com", "-u", "ada", "--password-env", "NO_SUCH_VARIABLE_HERE")
                        .err())
                .contains("--password-env")
                .doesNotContain("NO_SUCH_VARIABLE_HERE");
        assertThat(run("example.com", "--ca", "/no/such/file").err()).contains("--ca: the file cannot be read");
        assertThat(run("example.com", "--tls", "sometimes").code()).isEqualTo(2);
    }

    /** README, The command line: secrets are never taken from an argument, and one that was given is never repeated. */
    @Test
    void noArgumentThatIsWrongIsRepeated() {
        String secret = "Hunter2-of-canaries";
        String digits = "4711471147";
        List<List<String>> wrong = List.of(
                List.of("mx.example.com", "--password", secret),
                List.of("mx.example.com", "--password=" + secret),
                List.of("mx.example.com", "-p", secret),
                List.of("mx.example.com", "-p" + secret),
                List.of("mx.example.com", "-p=" + secret),
                List.of("mx.example.com", "-p", digits),
                List.of("mx.example.com", "-p", "47114711"),
                List.of("mx.example.com", "-p", "25", "-p", secret),
                List.of("mx.example.com", "-u", "ada", "--token", secret),
                List.of("mx.example.com", "-u", "ada", "--token=" + secret),
                List.of("mx.example.com", "-u", "ada", "--password-stdin=" + secret),
                List.of("mx.example.com", "-u", "ada", "--password-env", secret),
                List.of("mx.example.com", "-u", "ada", "--password-env", secret, "--password-env", secret),
                List.of("mx.example.com", "-w", secret),
                List.of("mx.example.com", "-w" + secret),
                List.of("mx.example.com", "--" + secret),
                List.of("mx.example.com", "-" + secret),
                List.of("mx.example.com", "-u", "ada", secret),
                List.of("mx.example.com", "--tls", secret),
                List.of("mx.example.com", "--tls=" + secret),
                List.of("mx.example.com", "--deadline", secret),
                List.of("mx.example.com", "--deadline", "-" + digits),
                List.of("mx.example.com", "--all=" + secret),
                List.of("mx.example.com", "-4" + secret),
                List.of("mx.example.com", "--html"),
                List.of("mx.example.com", "--html", "/no/such/" + secret + "\0"),
                List.of("mx.example.com", "--ca", "/no/such/" + secret),
                List.of("mx.example.com", "--connect-to", secret),
                List.of("mx.example.com", "--mechanism", secret, "-u", "ada"),
                List.of("mx.example.com", "--mechanism", secret),
                List.of("mx.example.com", "-f", secret),
                List.of("mx.example.com", "-t", secret, "-f", "ada@example.com"),
                List.of("mx.example.com", "--ehlo", secret + " " + secret),
                List.of("ada:" + secret + "@mx.example.com"),
                List.of("smtp://ada:" + secret + "@mx.example.com"),
                List.of("@/no/such/" + secret),
                List.of("mx.example.com", "@" + secret),
                List.of("--mx", secret + "/", "-p", secret),
                List.of("explain", "--stage", secret, "250 ok"),
                List.of("explain", "--stage=" + secret),
                List.of("explain", "250 ok", secret),
                List.of("explain", "--password", secret),
                List.of("explain", secret));
        for (List<String> each : wrong) {
            Result result = run(each.toArray(new String[0]));
            assertThat(result.code()).as(each + " " + result).isEqualTo(2);
            assertThat(result.out() + result.err())
                    .as(each.toString())
                    .doesNotContain(secret, "Hunter2", digits, "47114711", "Exception")
                    .contains("smtp-probe");
        }
        assertThat(run("mx.example.com", "--password", secret).err())
                .contains("argument 2: there is no such option, and so for 1 more", "--password-stdin", "never taken");
        assertThat(run("mx.example.com", "-p", secret).err()).contains("--port does not take the value", "a number");
        assertThat(run("mx.example.com", "--tls", secret).err()).contains("--tls", "starttls, implicit");
        assertThat(run("mx.example.com", "--port").err()).contains("--port needs a value");
        assertThat(run("mx.example.com", "-p", "25", "-p", "26").err()).contains("--port was given more than once");
        assertThat(run("mx.example.com", "elsewhere").err()).contains("argument 2: this was not expected");
    }

    @Test
    void json() throws Exception {
        Result result = run(plain(WORKS, "--from", "ada@example.com", "--to", "bob@example.com", "--json"));
        assertThat(new ObjectMapper().readTree(result.out()).get("verdict").asText())
                .isEqualTo("passed");
    }

    @Test
    void transcriptReadsBack() {
        Result result = run(plain(WORKS, "--from", "ada@example.com", "--to", "bob@example.com", "--transcript"));
        assertThat(Transcript.parse(result.out()).entries()).hasSize(11);
    }

    @Test
    void html() throws Exception {
        Path page = folder.resolve("report.html");
        assertThat(run(plain("S: 554 <script>alert(1)</script>", "--html", page.toString()))
                        .code())
                .isEqualTo(1);
        assertThat(Files.readString(page)).contains("&lt;script&gt;").doesNotContain("<script");
    }

    @Test
    void passwordFromStandardInputAndTrustFromAFile() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create();
        Path pem = folder.resolve("ca.pem");
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(authority.certificate().getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse("""
            * tls any
            S~ 220 mx ESMTP
            C~ EHLO x
            S~ 250-mx
            S~ 250 AUTH PLAIN
            C~ AUTH PLAIN AGFkYQBjYW5hcnkgc2VjcmV0
            S~ 235 ok
            C~ QUIT
            S~ 221 bye
            """))
                .tls(authority.issue("mx.example.com").serverContext()));
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("canary secret\nmore".getBytes(StandardCharsets.UTF_8)));
            Result result = run(
                    "mx.example.com",
                    "-p",
                    "" + server.port(),
                    "--tls",
                    "implicit",
                    "--connect-to",
                    "127.0.0.1",
                    "--ca",
                    pem.toString(),
                    "-u",
                    "ada",
                    "--password-stdin");
            assertThat(result.code()).as(result.toString()).isZero();
            assertThat(result.out()).contains("C~ AUTH PLAIN [redacted]").doesNotContain("canary", "AGFkYQ");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void withoutArgumentsTheDemoRuns() {
        Result result = run();
        assertThat(result.code()).as(result.out()).isZero();
        assertThat(result.out())
                .contains(
                        "recipient.greylisted",
                        "auth.rejected",
                        "auth.cleartext-refused",
                        "tcp.refused",
                        "The demo found what it should, five times.")
                .doesNotContain("correct horse battery staple");
    }

    /** The README shows a run, so it must be one: only ports, times and addresses of the moment may differ. */
    @Test
    void theReadmeShowsWhatTheDemoPrints() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        String shown =
                readme.substring(readme.indexOf("<!-- demo -->\n```\n") + 18, readme.indexOf("\n```\n<!-- /demo -->"));
        assertThat(timeless(run().out())).contains(timeless(shown));
    }

    private static String timeless(String text) {
        return text.replaceAll("[0-9]+\\.[0-9] ms", "")
                .replaceAll(" {2,}", " ")
                .replaceAll("\\([0-9.]+ m?s\\)|:[0-9]{4,5}", "#");
    }

    @Test
    void explainsOneReply() {
        Result result = run("explain", "--stage", "AUTH", "535 5.7.8 no");
        assertThat(result.code()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).contains("auth.rejected", "What to do");
        Result wrong = run("explain", "--stage", "AUTH", "hello");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("reply");
        assertThat(run("explain", "--stage", "NONSENSE", "250 ok").code()).isEqualTo(2);
    }

    @Test
    void settingsAreAdvisedWhereItWorks() {
        Result good = run(plain(WORKS, "-f", "ada@example.com", "-t", "bob@example.com", "--settings"));
        assertThat(good.code()).as(good.toString()).isZero();
        assertThat(good.out())
                .contains("spring.mail.host=127.0.0.1", "relayhost = [127.0.0.1]", "nodemailer.createTransport");
        Result bad = run(plain("S: 554 no\nC: QUIT\nS: 221 bye", "--settings"));
        assertThat(bad.out()).contains("no settings to advise");
    }

    @Test
    void transcriptsCanHavePseudonyms() {
        Result result =
                run(plain(WORKS, "-f", "ada@example.com", "-t", "bob@example.com", "--transcript", "--pseudonyms"));
        assertThat(result.out())
                .contains("host1.pseudonym.example", "<user1@")
                .doesNotContain("ada@", "mx.example.com");
    }
}
