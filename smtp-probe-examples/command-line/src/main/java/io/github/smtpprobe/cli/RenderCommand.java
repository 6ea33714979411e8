/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.cli.format.FormatOptions;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smtp-probe render}: shows a stored report again, without using the network. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Shows a report that was kept by --format json, or a line of a batch's output, in any form. It connects to"
                    + " nothing; the exit code is that of the probe."
        })
final class RenderCommand implements Callable<Integer> {
    @Parameters(arity = "1", paramLabel = "FILE", description = "The report; - is standard input.")
    private @Nullable Path file;

    @Option(
            names = "--line",
            paramLabel = "N",
            description = "Which line to show of a file with one report a line, such as a batch's output; from 1.")
    private @Nullable Integer line;

    @Mixin
    private final FormatOptions format = new FormatOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final InputStream in;

    RenderCommand(InputStream in) {
        this.in = in;
    }

    @Override
    public Integer call() {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        try {
            if (line != null && line < 1) {
                throw new IllegalArgumentException("--line must be 1 or more");
            }
            format.checkForm();
            ProbeReport report = read();
            format.checkIgnored(report.findings().stream().map(Finding::id).toList());
            return format.show(report, "", RemedyOptions.words(report), command.getOut());
        } catch (IllegalArgumentException wrong) {
            command.getErr().println("smtp-probe render: " + wrong.getMessage());
            return Misuse.EXIT_CODE;
        }
    }

    private ProbeReport read() {
        Path named = Objects.requireNonNull(file, "picocli wants FILE");
        try {
            if (named.toString().equals("-")) {
                return read(in);
            }
            try (InputStream octets = new GivenFile("FILE", named).open()) {
                return read(octets);
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("FILE cannot be read");
        }
    }

    private ProbeReport read(InputStream octets) throws IOException {
        return KeptFile.read(new UnicodeInput(octets), line == null ? 0 : line);
    }
}
