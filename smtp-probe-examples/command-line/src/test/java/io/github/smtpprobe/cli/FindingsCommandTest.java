/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.CommandLineTest.Result;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ids of findings, which {@code --ignore} takes and {@code smtp-probe findings} lists. */
class FindingsCommandTest {
    @TempDir
    Path folder;

    @Test
    void listsTheIds() {
        Result result = CommandLineTest.run("findings");
        assertThat(result.code()).isZero();
        assertThat(result.out().lines())
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("cert.expiring", "client.blocked", "tlsa.mismatch", "check.failed")
                .allMatch(id -> id.matches("[a-z0-9-]+(?:[.][a-z0-9-]+){0,3}"));
    }

    @Test
    void listsTheOptionsThatRemediesAskFor() {
        Result result = CommandLineTest.run("findings", "--options");
        assertThat(result.code()).isZero();
        assertThat(result.out().lines())
                .hasSameSizeAs(RemedyOptions.ALL.keySet())
                .isSorted();
        assertThat(result.out()).containsPattern("(?m)^cert.untrusted +--ca FILE$");
    }

    /** Whoever shows a report again is told the same as who probed. */
    @Test
    void aReportThatIsShownAgainNamesTheOptionsToo() throws IOException {
        Path report = folder.resolve("report.json");
        Script lmtp = Script.parse(
                "S: 220 mx.example.com LMTP\nC: EHLO x\nS: 500 unknown\nC: HELO x\nS: 500 unknown\nC: QUIT\nS: 221 bye");
        try (ScriptedServer server = ScriptedServer.playing(lmtp).lenient().start()) {
            CommandLineTest.run(
                    "127.0.0.1:" + server.port(), "--tls", "plain", "--format", "json", "-o", report.toString());
        }
        assertThat(CommandLineTest.run("render", report.toString()).out())
                .containsPattern("Options for what to do\\R +peer.lmtp +--lmtp");
    }

    @Test
    void aKeptReportMayHaveIdsOfAnotherRelease() throws IOException {
        Path report = folder.resolve("report.json");
        CommandLineTest.run("explain", "--stage", "RCPT", "550 5.1.1 no", "--json", "-o", report.toString());
        Files.writeString(report, Files.readString(report).replace("recipient.unknown", "recipient.newer"));
        assertThat(CommandLineTest.run("render", report.toString(), "--ignore", "recipient.newer")
                        .code())
                .isEqualTo(1);
        assertThat(CommandLineTest.run("render", report.toString(), "--ignore", "recipient.older")
                        .code())
                .isEqualTo(2);
    }
}
