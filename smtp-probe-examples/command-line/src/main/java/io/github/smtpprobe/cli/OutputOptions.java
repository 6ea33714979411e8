/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.render.ClientSettings;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the report is shown. */
final class OutputOptions {
    @Option(names = "--json", description = "Print the report as JSON and nothing else.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as an HTML page too.")
    private @Nullable Path html;

    @Option(
            names = "--settings",
            description =
                    "Print what to paste into Spring Boot, Jakarta Mail, Simple Java Mail, nodemailer and Postfix.")
    private boolean settings;

    @Option(
            names = "--pseudonyms",
            description = "With --transcript: replace mailboxes, host names and addresses, for tickets.")
    private boolean pseudonyms;

    @Option(names = "--transcript", description = "Print the transcript and nothing else.")
    private boolean transcript;

    /** Whether the dialogue is shown while it runs. */
    boolean live() {
        return !json && !transcript;
    }

    void check() {
        if (json && transcript) {
            throw new IllegalArgumentException("--json and --transcript exclude each other");
        }
        if (pseudonyms && !transcript) {
            throw new IllegalArgumentException("--pseudonyms needs --transcript");
        }
    }

    void show(ProbeReport report, PrintWriter out) {
        if (json) {
            out.println(Json.indented(report.asMap()));
        } else if (transcript) {
            out.print(pseudonyms ? report.transcript().pseudonymised() : report.transcript());
        } else {
            out.println();
            out.print(TextReport.render(report));
        }
        if (settings && live()) {
            out.print(ClientSettings.of(report)
                    .map(found -> "\n" + found)
                    .orElse("\nNothing worked, so there are no settings to advise.\n"));
        }
        out.flush();
        if (html != null) {
            write(html, HtmlReport.render(report));
        }
    }

    private static void write(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException unwritable) {
            throw new IllegalArgumentException("--html: the file cannot be written");
        }
    }
}
