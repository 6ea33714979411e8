/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.cli.format.NagiosOutput;
import io.github.smtpprobe.cli.format.NagiosStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Runs a command for a monitor, which reads only standard output and takes exit code 2 for CRITICAL. Wrong arguments and
 * requests for help are therefore UNKNOWN (Monitoring Plugins Development Guidelines).
 */
final class Monitor {
    private static final Set<String> HELP = Set.of("--help", "-h", "--version", "-V");

    private static final String NAGIOS = "nagios";

    private Monitor() {}

    /** Whether the output format is for a monitor, according to the arguments or the configuration file. */
    static boolean wanted(ConfigFile config, String... arguments) {
        return wanted(arguments)
                || config.value("format").equalsIgnoreCase(NAGIOS)
                || Arrays.stream(arguments)
                        .filter(each -> each.startsWith("@"))
                        .anyMatch(file -> wanted(words(Path.of(file.substring(1)))));
    }

    private static boolean wanted(String... arguments) {
        List<String> given = Arrays.asList(arguments);
        for (int i = 0; i < given.size(); i++) {
            boolean apart = given.get(i).equals("--format") && i + 1 < given.size();
            String format = apart ? "--format=" + given.get(i + 1) : given.get(i);
            if (format.equalsIgnoreCase("--format=" + NAGIOS)) {
                return true;
            }
        }
        return false;
    }

    private static String[] words(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip().split("[\\s\"']+", -1);
        } catch (IOException unreadable) {
            return new String[0]; // the parser reports it
        }
    }

    /** Runs a command for a monitor if the arguments ask for that, otherwise for a person. */
    static int run(PrintWriter out, PrintWriter err, ToIntFunction<PrintWriter> command, String... arguments) {
        return wanted(arguments) ? run(out, command, arguments) : command.applyAsInt(err);
    }

    /**
     * Runs a command.
     *
     * @param command runs with another place for complaints, and tells its exit code
     * @return one of the four exit codes of plugins
     */
    static int run(PrintWriter out, ToIntFunction<PrintWriter> command, String... arguments) {
        StringWriter complaints = new StringWriter();
        int code = command.applyAsInt(new PrintWriter(complaints, true));
        if (code >= Misuse.EXIT_CODE && !complaints.toString().isBlank()) {
            out.print(NagiosOutput.unknown(complaints.toString()));
            out.flush();
            return NagiosStatus.UNKNOWN.code();
        }
        return Collections.disjoint(HELP, Arrays.asList(arguments)) ? code : NagiosStatus.UNKNOWN.code();
    }
}
