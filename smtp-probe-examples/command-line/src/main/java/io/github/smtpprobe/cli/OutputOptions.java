/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.LiveTranscript;
import io.github.smtpprobe.cli.format.Format;
import io.github.smtpprobe.cli.format.FormatOptions;
import io.github.smtpprobe.render.ClientSettings;
import io.github.smtpprobe.report.ProbeReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a probe is shown while it runs and after it. */
final class OutputOptions {
    @Mixin
    private final FormatOptions report = new FormatOptions();

    @Option(
            names = "--settings",
            description =
                    "Print the settings to paste into Spring Boot, Jakarta Mail, Simple Java Mail, nodemailer and Postfix;"
                            + " only with --format text.")
    private boolean settings;

    /** The dialogue, if the output goes to a file. */
    private final StringWriter dialogue = new StringWriter();

    void check() {
        report.check();
        if (settings && !text()) {
            throw new IllegalArgumentException("--settings needs --format text, which is what it adds to");
        }
    }

    private boolean text() {
        return report.format() == Format.TEXT;
    }

    /** What writes the dialogue while the probe runs, if anything does. */
    Optional<LiveTranscript> live(PrintWriter out) {
        if (!text()) {
            return Optional.empty();
        }
        return Optional.of(
                report.toFile() ? new LiveTranscript(dialogue, false) : new LiveTranscript(out, report.colours()));
    }

    /** Shows the result, and returns the exit code. */
    int show(ProbeReport result, PrintWriter out) {
        String after = RemedyOptions.words(result) + (settings ? settings(result) : "");
        return report.show(result, dialogue + "\n", after, out);
    }

    /** Whether several results can be written one after the other. */
    boolean repeatable() {
        return report.toFile() || text() || report.format() == Format.JSON;
    }

    /** Shows one of several results; on standard output, as a single line. */
    int showOneOfMany(ProbeReport result, String line, PrintWriter out) {
        if (report.toFile() || !(text() || report.format() == Format.JSON)) {
            return show(result, out);
        }
        out.println(text() ? line : Json.line(result.asMap()));
        out.flush();
        return report.code(result);
    }

    /** Prints the summary of several results if a person reads the output. */
    void figures(String words, PrintWriter out) {
        if (text() && !report.toFile()) {
            out.println(words);
            out.flush();
        }
    }

    private static String settings(ProbeReport result) {
        return ClientSettings.of(result)
                .map(found -> "\n" + found)
                .orElseGet(() -> "\n" + ClientSettings.whyNone(result).orElse("") + "\n");
    }
}
