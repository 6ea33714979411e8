/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.report.ProbeReport;
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
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line as a user meets it: exit codes and outputs. */
@ResourceLock("System.in")
public class CommandLineTest {
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

    public record Result(int code, String out, String err) {}

    public static Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Program.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
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
    void everyMechanismIsTriedWhereItIsAskedFor() throws Exception {
        String hello = "S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH PLAIN LOGIN\n";
        String bye = "C: QUIT\nS: 221 bye\n";
        ScriptedServer server = servers.start(ScriptedServer.playing(
                Script.parse(hello + "C: AUTH PLAIN [redacted]\nS: 235 ok\n" + bye),
                Script.parse(hello + "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: [redacted]\nS: 535 5.7.8 no\n" + bye)));
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream("canary secret\n".getBytes(StandardCharsets.UTF_8)));
            Result result = run(
                    "127.0.0.1",
                    "-p",
                    "" + server.port(),
                    "--tls",
                    "plain",
                    "-u",
                    "ada",
                    "--password-stdin",
                    "--allow-cleartext-credentials",
                    "--try-every-mechanism");
            assertThat(result.code()).as(result.toString()).isZero();
            assertThat(result.out()).contains("accepted: PLAIN;", "Login by LOGIN: 127.0.0.1");
        } finally {
            System.setIn(before);
        }
        assertThat(server.problems()).isEmpty();
    }

    @Test
    void kerberosWithoutATicketForTheServer() throws Exception {
        ScriptedServer server = servers.start(ScriptedServer.playing(
                Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH GSSAPI PLAIN\nC: QUIT\nS: 221 bye\n")));
        Result result = run(
                "127.0.0.1", "-p", "" + server.port(), "--tls", "plain", "--kerberos", "--allow-cleartext-credentials");
        assertThat(result.code()).as(result.toString()).isNotZero();
        assertThat(result.out())
                .contains("No Kerberos ticket for 127.0.0.1 could be obtained")
                .doesNotContain("C: AUTH");
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
                    "implicit-tls",
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

    @ParameterizedTest
    @CsvSource({
        "v1 192.0.2.1:40000 192.0.2.2:25, --proxy-header v1 --proxy-header-source 192.0.2.1:40000"
                + " --proxy-header-destination 192.0.2.2:25",
        "v2 local, --proxy-header v2-local",
        "v1 unknown, --proxy-header v1-unknown",
        "octets 50524f5859200d0a, --proxy-header octets:50524f5859200d0a"
    })
    void aProxyHeaderIsSent(String header, String options) {
        ScriptedServer server =
                servers.play("* proxy-header " + header + "\nS: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye");
        List<String> arguments = new ArrayList<>(List.of("127.0.0.1", "-p", "" + server.port(), "--tls", "plain"));
        arguments.addAll(List.of(options.split(" ")));
        Result result = run(arguments.toArray(new String[0]));
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).contains("* proxy-header " + header);
    }

    @Test
    void withoutArgumentsItSaysWhatIsMissing() {
        Result result = run();
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("HOST or --mx is missing", "smtp-probe --help");
    }

    @Test
    void itsVersionIsTheLibrarys() {
        String version = "smtp-probe " + ProbeReport.libraryVersion();
        assertThat(run("--version").out()).isEqualToNormalizingNewlines(version + "\n");
        Result probe = run(plain(WORKS, "-f", "ada@example.com", "-t", "bob@example.com"));
        assertThat(probe.out().lines()).last().asString().startsWith(version + ", 20");
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
