/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.cli.batch.BatchCommand;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;

/** The commands by name: the probe of a server, which has no name, and the others. */
final class Commands {
    private static final String COMPLETION = "generate-completion";

    /**
     * All but the probe of a server. Since reading their options takes time, each is only created if it is called, and for the
     * help.
     */
    private static final Map<String, Supplier<Object>> NAMED = new TreeMap<>(Map.of(
            "explain",
            () -> new ExplainCommand(StandardInput.stream()),
            "batch",
            () -> new BatchCommand(StandardInput.stream()),
            "render",
            () -> new RenderCommand(StandardInput.stream()),
            "domain",
            () -> new DomainCommand(Surveys::byLibrary),
            "findings",
            FindingsCommand::new,
            COMPLETION,
            AutoComplete.GenerateCompletion::new));

    private Commands() {}

    /** Whether a word is the name of a command. */
    static boolean named(String name) {
        return NAMED.containsKey(name);
    }

    /** The command with this name, which must exist, with its options. */
    static CommandLine of(String name) {
        return new CommandLine(
                Objects.requireNonNull(NAMED.get(name), "a command").get());
    }

    /** The first command that has an option with this full name. */
    static Optional<String> having(String option) {
        return Stream.concat(
                        Stream.of(new CommandLine(new ProbeCommand())),
                        runnable("--help").getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .filter(command -> command.optionsMap().containsKey(option))
                .map(command -> command.qualifiedName())
                .findFirst();
    }

    /** A command line with the commands that these arguments may run. */
    static CommandLine runnable(String... arguments) {
        CommandLine line = new CommandLine(new ProbeCommand());
        List<String> given = List.of(arguments);
        boolean all = given.contains(COMPLETION) || given.stream().anyMatch(each -> help(each) || each.startsWith("@"));
        NAMED.forEach((name, command) -> {
            if (all || given.contains(name)) {
                line.addSubcommand(name, command.get());
            }
        });
        return line;
    }

    /** Whether an argument may ask for help, alone or combined with other letters. */
    private static boolean help(String argument) {
        return argument.equals("--help")
                || (argument.startsWith("-") && !argument.startsWith("--") && argument.indexOf('h') > 0);
    }
}
