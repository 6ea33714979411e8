/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.format;

import io.github.smtpprobe.cli.ColourChoice;
import io.github.smtpprobe.cli.Json;
import io.github.smtpprobe.cli.Terminal;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.ProbeReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** In which format a report is shown, where it is written, and which exit code it leads to. */
public final class FormatOptions {
    /** The width of text that does not go to a terminal. */
    private static final int WIDTH = 96;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "How the report is shown: one of ${COMPLETION-CANDIDATES}. Without it: text.")
    private @Nullable Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the report to this file, whole or not at all, instead of to standard output.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Short for --format json.")
    private boolean json;

    @Option(names = "--transcript", description = "Short for --format transcript.")
    private boolean transcript;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write the report as an HTML page to this file, besides what is shown otherwise.")
    private @Nullable Path html;

    @Option(
            names = "--pseudonyms",
            description = "With --format transcript: replace mailboxes, host names and addresses, for tickets.")
    private boolean pseudonyms;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "Exit with 1 also if the probe passed, but has a finding of this severity or a worse one:"
                    + " one of ${COMPLETION-CANDIDATES}.")
    private @Nullable FailOn failOn;

    @Option(
            names = "--ignore",
            paramLabel = "ID",
            description = "Do not let findings of this id, such as cert.expiring, change the exit code of a probe that"
                    + " passed; repeatable. The command findings lists the ids.")
    private @Nullable List<String> ignored;

    @Option(
            names = {"-w", "--warning"},
            paramLabel = "TIME",
            description = "With --format nagios: WARNING if the probe takes longer, such as 2, 0.5, 10s or 500ms.")
    private @Nullable String warning;

    @Option(
            names = {"-c", "--critical"},
            paramLabel = "TIME",
            description = "With --format nagios: CRITICAL if the probe takes longer.")
    private @Nullable String critical;

    @Option(
            names = {"-D", "--certificate-days"},
            paramLabel = "W[,C]",
            description = "With --format nagios: WARNING if a certificate is valid for fewer days than W, CRITICAL if"
                    + " for fewer than C.")
    private @Nullable String days;

    @Option(
            names = {"--color", "--colour"},
            paramLabel = "WHEN",
            defaultValue = "auto",
            description =
                    "Use colours: one of ${COMPLETION-CANDIDATES}; auto is on a terminal, unless NO_COLOR is set.")
    private ColourChoice colour = ColourChoice.AUTO;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private Optional<OutputFile> file = Optional.empty();
    private Optional<OutputFile> page = Optional.empty();
    private Thresholds thresholds = Thresholds.NONE;

    /** {@return the requested format} */
    public Format format() {
        if (format != null) {
            return format;
        }
        return json ? Format.JSON : transcript ? Format.TRANSCRIPT : Format.TEXT;
    }

    /** {@return whether the report goes to a file} */
    public boolean toFile() {
        return output != null && !output.toString().equals("-");
    }

    /**
     * Refuses options that make no sense together, and files that cannot be written.
     *
     * @throws IllegalArgumentException with what is wrong, by the options' names
     */
    public void check() {
        checkForm();
        checkIgnored(List.of());
    }

    /**
     * Refuses ids to ignore that do not exist.
     *
     * @param further ids of findings that there are besides those of this release, as in a report of another one
     * @throws IllegalArgumentException if there is one
     */
    public void checkIgnored(Collection<String> further) {
        IgnoredFindings.check(ignored == null ? List.of() : ignored, further);
    }

    /**
     * Refuses all other options that make no sense together.
     *
     * @throws IllegalArgumentException with what is wrong, by the options' names
     */
    public void checkForm() {
        contradictions();
        boolean nagios = format() == Format.NAGIOS;
        only(warning != null, "--warning", nagios);
        only(critical != null, "--critical", nagios);
        only(days != null, "--certificate-days", nagios);
        thresholds = Thresholds.of(warning, critical, days);
        if (nagios && failOn != null) {
            throw new IllegalArgumentException("--fail-on is not for --format nagios, whose status is WARNING anyway"
                    + " where there is a warning");
        }
        file = Optional.ofNullable(output).filter(each -> toFile()).map(each -> OutputFile.check("--output", each));
        page = Optional.ofNullable(html).map(each -> OutputFile.check("--html", each));
        if (file.isPresent() && page.isPresent() && page.get().same(file.get())) {
            throw new IllegalArgumentException("--output and --html must be two files");
        }
    }

    private void contradictions() {
        if (json && transcript) {
            throw new IllegalArgumentException("--json and --transcript exclude each other");
        }
        if (json && format() != Format.JSON) {
            throw new IllegalArgumentException("--json and --format " + format() + " exclude each other");
        }
        if (transcript && format() != Format.TRANSCRIPT) {
            throw new IllegalArgumentException("--transcript and --format " + format() + " exclude each other");
        }
        if (html != null && format == Format.HTML) {
            throw new IllegalArgumentException(
                    "--html and --format html exclude each other: with --format, --output names the file");
        }
        if (pseudonyms && format() != Format.TRANSCRIPT) {
            throw new IllegalArgumentException("--pseudonyms needs --transcript");
        }
    }

    private static void only(boolean given, String option, boolean nagios) {
        if (given && !nagios) {
            throw new IllegalArgumentException(option + " needs --format nagios");
        }
    }

    /**
     * Shows a report.
     *
     * @param report any
     * @param before what text begins with; of no other form
     * @param out    for what goes to no file
     * @return the exit code
     */
    public int show(ProbeReport report, String before, PrintWriter out) {
        return show(report, before, "", out);
    }

    /**
     * Shows a report.
     *
     * @param report any
     * @param before what text begins with; of no other form
     * @param after  what text ends with; of no other form
     * @param out    for what goes to no file
     * @return the exit code
     */
    public int show(ProbeReport report, String before, String after, PrintWriter out) {
        Gate gate = gate();
        NagiosOutput nagios = NagiosOutput.of(report, thresholds, gate);
        String shown = switch (format()) {
            case TEXT -> before + text(report) + after;
            case JSON -> Json.indented(report.asMap()) + "\n";
            case HTML -> HtmlReport.render(report);
            case NAGIOS -> nagios.text();
            case PROMETHEUS -> PrometheusText.render(report);
            case JUNIT -> JUnitXml.render(report, gate);
            case SARIF -> Json.indented(SarifLog.of(report)) + "\n";
            case TRANSCRIPT ->
                pseudonyms
                        ? report.transcript().pseudonymised().toString()
                        : report.transcript().toString();
        };
        if (file.isPresent()) {
            file.get().write(shown);
        } else {
            out.print(shown);
            out.flush();
        }
        page.ifPresent(each -> each.write(HtmlReport.render(report)));
        if (format() == Format.NAGIOS) {
            return nagios.status().code();
        }
        gate.why(report).ifPresent(why -> err().println("smtp-probe: " + why));
        return gate.exitCode(report);
    }

    /**
     * Returns the exit code of a report that is not shown.
     *
     * @param report any
     * @return the exit code
     */
    public int code(ProbeReport report) {
        return gate().exitCode(report);
    }

    /** {@return whether standard output is coloured} */
    public boolean colours() {
        return colour.wanted(System.getenv(), Terminal.console().isPresent());
    }

    /** The text of a report, in the width of the terminal if it goes to one. */
    private String text(ProbeReport report) {
        if (toFile()) {
            return TextReport.render(report);
        }
        return Terminal.console().isPresent()
                ? TextReport.render(report, Terminal.width(), colours())
                : TextReport.render(report, WIDTH, colours());
    }

    private PrintWriter err() {
        return Objects.requireNonNull(command, "picocli sets it").commandLine().getErr();
    }

    private Gate gate() {
        return new Gate(failOn == null ? FailOn.ERROR : failOn, ignored == null ? List.of() : ignored);
    }
}
