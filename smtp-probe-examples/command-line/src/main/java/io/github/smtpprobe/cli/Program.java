/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.cli.batch.BatchCommand;
import io.github.smtpprobe.cli.start.ClassArchive;
import io.github.smtpprobe.cli.start.EarlyTls;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/** The program: selects the command and its arguments. */
public final class Program {
    /** Options for which an @ before the value is part of the value. */
    private static final Set<String> WITH_FILES = Set.of("--body", "--attach");

    /** The exit code for trouble on this machine: the server is not the cause. */
    private static final int UNWRITTEN = 3;

    private static final String ARGUMENTS = "; what begins with an @ stands for the arguments in a file";

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
        if (out.checkError() && code != BatchCommand.STOPPED) {
            err.println("smtp-probe: standard output accepted no more, so a part of the result is lost");
            code = code == 0 ? UNWRITTEN : code;
        }
        out.close(); // the reader need not wait for what follows
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
        String[] given = CommandName.options(arguments);
        try {
            readable(given);
            given = whole(given);
            ConfigFile config = ConfigFile.read(List.of(given), System.getenv(), System.getProperty("user.home"));
            String[] all = given;
            return Monitor.wanted(config, all)
                    ? Monitor.run(out, complaints -> execute(out, complaints, config, all), all)
                    : execute(out, err, config, all);
        } catch (IllegalArgumentException wrong) {
            return Monitor.run(out, err, complaints -> misuse(complaints, wrong), given);
        }
    }

    private static int misuse(PrintWriter err, IllegalArgumentException wrong) {
        return Misuse.report("smtp-probe", String.valueOf(wrong.getMessage()), err);
    }

    private static int execute(PrintWriter out, PrintWriter err, ConfigFile config, String... given) {
        CommandLine line = Commands.runnable(given);
        Optional<String> mistaken =
                ForeignOption.mistaken(line.getCommandSpec().optionsMap().keySet(), given);
        if (mistaken.isPresent()) {
            return Misuse.report("smtp-probe", mistaken.get(), err);
        }
        OptionGroups.addTo(line);
        AsciiNumber.addTo(line);
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((wrong, all) -> Misuse.report(wrong, config, given))
                .setExecutionExceptionHandler(OwnFault::report);
        if (config.isEmpty()) {
            return line.execute(given);
        }
        try {
            config.check(line);
        } catch (IllegalArgumentException wrong) {
            return misuse(err, wrong);
        }
        return line.execute(config.completed(line, given));
    }

    /** The arguments, with each one that begins with @ and is not a value replaced by those in a file. */
    private static String[] whole(String... arguments) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            boolean valued =
                    WITH_FILES.contains(arguments[i]) && i + 1 < arguments.length && arguments[i + 1].startsWith("@");
            all.add(valued ? arguments[i] + "=" + arguments[++i] : arguments[i]);
        }
        all.stream().filter(each -> each.startsWith("@")).forEach(Program::argumentsIn);
        return all.toArray(new String[0]);
    }

    private static void argumentsIn(String argument) {
        try {
            GivenFile file = new GivenFile("@FILE", argument.substring(1));
            if (file.regular()) {
                file.refuseMark();
                return;
            }
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(wrong.getMessage() + ARGUMENTS);
        }
        throw new IllegalArgumentException("@FILE names something that is not a file" + ARGUMENTS);
    }

    /**
     * Refuses arguments that the JVM could not read. A text to be explained is exempt, since another program may already have
     * damaged it.
     */
    private static void readable(String... arguments) {
        List<String> all = List.of(arguments);
        for (int i = 0; i < arguments.length && !all.contains("explain"); i++) {
            Misread.refuse("argument " + (i + 1), arguments[i]);
        }
    }
}
