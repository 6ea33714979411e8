/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.cli.CommandLineTest.Result;
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
        CommandLineTest.run("192.0.2.1:25", "-6", "--json", "-o", report.toString());
        assertThat(CommandLineTest.run("render", report.toString()).out())
                .contains("Options for what to do", "dns.other-family");
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
