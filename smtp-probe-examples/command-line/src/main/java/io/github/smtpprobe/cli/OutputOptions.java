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

/** How a probe is shown while it runs and afterwards. */
final class OutputOptions {
    @Mixin
    private final FormatOptions report = new FormatOptions();

    @Option(
            names = "--settings",
            description =
                    "Print the settings to paste into Spring Boot, Jakarta Mail, Simple Java Mail, nodemailer and Postfix;"
                            + " only with --format text.")
    private boolean settings;

    /** The dialogue of what goes to a file. */
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

    /** Who writes the dialogue while it runs, if somebody does. */
    Optional<LiveTranscript> live(PrintWriter out) {
        if (!text()) {
            return Optional.empty();
        }
        return Optional.of(
                report.toFile() ? new LiveTranscript(dialogue, false) : new LiveTranscript(out, report.colours()));
    }

    /** Shows what came of it, and tells the exit code. */
    int show(ProbeReport result, PrintWriter out) {
        String after = RemedyOptions.words(result) + (settings ? settings(result) : "");
        return report.show(result, dialogue + "\n", after, out);
    }

    /** Whether several results can stand one behind the other. */
    boolean repeatable() {
        return report.toFile() || text() || report.format() == Format.JSON;
    }

    /** Shows one of several results: in one line where it would stand on standard output. */
    int showOneOfMany(ProbeReport result, String line, PrintWriter out) {
        if (report.toFile() || !(text() || report.format() == Format.JSON)) {
            return show(result, out);
        }
        out.println(text() ? line : Json.line(result.asMap()));
        out.flush();
        return report.code(result);
    }

    /** Tells what several results have in common, where a person reads. */
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
