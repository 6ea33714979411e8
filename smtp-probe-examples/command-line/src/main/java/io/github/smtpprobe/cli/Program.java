/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.cli.batch.BatchCommand;
import io.github.smtpprobe.cli.start.ClassArchive;
import io.github.smtpprobe.cli.start.EarlyTls;
import io.github.smtpprobe.report.ProbeReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The program: which command runs, with which arguments. */
public final class Program {
    private static final String COMPLETION = "generate-completion";

    /** Beside the probe of a server. Reading their options takes time: each is there where it is asked for, and in the help. */
    static final Map<String, Supplier<Object>> SUBCOMMANDS = new TreeMap<>(Map.of(
            "explain",
            () -> new ExplainCommand(System.in),
            "batch",
            () -> new BatchCommand(System.in),
            "render",
            () -> new RenderCommand(System.in),
            COMPLETION,
            AutoComplete.GenerateCompletion::new));

    /** An @ before a value of theirs is part of it. */
    private static final Set<String> WITH_FILES = Set.of("--body", "--attach");

    private Program() {}

    /**
     * Runs the command and ends the process with its exit code.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String... arguments) {
        EarlyTls.begin(arguments);
        PrintWriter out = Terminal.writer(System.out);
        PrintWriter err = Terminal.writer(System.err);
        int code = run(out, err, arguments);
        out.close(); // whoever reads it need not wait for what comes behind
        err.close();
        ClassArchive.keepNamed();
        System.exit(code);
    }

    /**
     * Runs the command.
     *
     * @param out       for results
     * @param err       for what is wrong with the arguments
     * @param arguments see {@code --help}
     * @return the exit code
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return Monitor.wanted(arguments)
                ? Monitor.run(out, complaints -> execute(out, complaints, arguments), arguments)
                : execute(out, err, arguments);
    }

    private static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        String[] given = whole(CommandName.options(arguments));
        CommandLine line = commandLine(given);
        Optional<String> mistaken =
                ForeignOption.mistaken(line.getCommandSpec().optionsMap().keySet(), given);
        if (mistaken.isPresent()) {
            return Misuse.report("smtp-probe", mistaken.get(), err);
        }
        OptionGroups.addTo(line);
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Misuse::report)
                .setExecutionExceptionHandler(OwnFault::report);
        try {
            ConfigFile config = ConfigFile.read(List.of(given), System.getenv(), System.getProperty("user.home"));
            if (!config.isEmpty()) {
                config.check(line);
                line.setDefaultValueProvider(config);
            }
        } catch (IllegalArgumentException wrong) {
            return Misuse.report("smtp-probe", String.valueOf(wrong.getMessage()), err);
        }
        return line.execute(given);
    }

    /** The arguments, in which what begins with an @ and is no value stands for those in a file. */
    private static String[] whole(String... arguments) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            boolean valued =
                    WITH_FILES.contains(arguments[i]) && i + 1 < arguments.length && arguments[i + 1].startsWith("@");
            all.add(valued ? arguments[i] + "=" + arguments[++i] : arguments[i]);
        }
        return all.toArray(new String[0]);
    }

    /** The commands that these arguments may run. */
    static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new ProbeCommand());
        List<String> given = List.of(arguments);
        boolean all = given.contains(COMPLETION) || given.stream().anyMatch(Program::help);
        SUBCOMMANDS.forEach((name, command) -> {
            if (all || given.contains(name)) {
                line.addSubcommand(name, command.get());
            }
        });
        return line;
    }

    /** Whether an argument may ask for help, alone or among other letters. */
    private static boolean help(String argument) {
        return argument.equals("--help")
                || (argument.startsWith("-") && !argument.startsWith("--") && argument.indexOf('h') > 0);
    }

    /** The library's: both are released together. */
    public static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"smtp-probe " + ProbeReport.libraryVersion()};
        }
    }
}
