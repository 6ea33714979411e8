/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Values for options that the arguments do not give: lines such as {@code ehlo = probe.example.org}, and {@code batch.helo = …}
 * for those of a subcommand. They become arguments, so they mean the same. No message about the file repeats a value or a key,
 * since either may be a secret.
 */
final class ConfigFile {
    private static final String VARIABLE = "SMTP_PROBE_CONFIG";
    private static final int LONGEST = 64 << 10;

    /** Options that the file cannot give, because they are meant for a single run. */
    private static final Set<String> NEVER = Set.of("help", "version", "config", "send", "mx");

    /** An empty file. */
    static final ConfigFile NONE = new ConfigFile(List.of());

    private final List<ConfigLines.Line> lines;

    private ConfigFile(List<ConfigLines.Line> lines) {
        this.lines = lines;
    }

    /**
     * Finds and reads the file.
     *
     * @param arguments   of the program, where {@code --config} may stand; with an empty value there is none
     * @param environment where else it may be named
     * @param home        of the user
     * @throws IllegalArgumentException if it is named and cannot be read
     */
    static ConfigFile read(List<String> arguments, Map<String, String> environment, String home) {
        Optional<String> argument = named(arguments);
        String variable = environment.get(VARIABLE);
        Optional<GivenFile> file = argument.isPresent()
                ? argument.flatMap(name -> file("--config", name))
                : variable != null
                        ? file(VARIABLE, variable)
                        : usual(environment, home).map(path -> new GivenFile("the default of --config", path));
        return file.map(ConfigFile::load).orElse(NONE);
    }

    private static Optional<String> named(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String each = arguments.get(i);
            if (each.startsWith("--config=")) {
                return Optional.of(each.substring("--config=".length()));
            }
            if (each.equals("--config") && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /** Where the file is if nothing names it; there may be none. */
    private static Optional<Path> usual(Map<String, String> environment, String home) {
        String base = environment.get(File.separatorChar == '\\' ? "APPDATA" : "XDG_CONFIG_HOME");
        Path folder = base == null || !new File(base).isAbsolute() ? Path.of(home, ".config") : Path.of(base);
        return Optional.of(folder.resolve("smtp-probe").resolve("config")).filter(Files::isRegularFile);
    }

    private static Optional<GivenFile> file(String option, String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(new GivenFile(option, name));
    }

    private static ConfigFile load(GivenFile file) {
        String text = file.regular() ? file.text() : "";
        if (!file.regular() || text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the file of --config has lines such as ehlo = probe.example.org, in 64 KiB at most");
        }
        return new ConfigFile(ConfigLines.read(text));
    }

    /**
     * Ensures that nothing in the file is silently ignored, even if it is for a subcommand that does not run.
     *
     * @throws IllegalArgumentException if a line is for no option, for one that it must not have, or for one that may be given once and was
     */
    void check(CommandLine line) {
        Map<String, CommandLine> commands = new HashMap<>(line.getSubcommands());
        Set<String> given = new HashSet<>();
        for (ConfigLines.Line each : lines) {
            String command = command(each.key());
            OptionSpec option = option(command.isEmpty() ? line : subcommand(commands, command), each);
            if (!given.add(command + option.longestName()) && !option.isMultiValue()) {
                throw new IllegalArgumentException(
                        "line " + each.number()
                                + " of the file of --config is for an option that another line sets, and that can be set only once");
            }
        }
    }

    private static CommandLine subcommand(Map<String, CommandLine> known, String name) {
        return known.computeIfAbsent(name, Commands::of);
    }

    private static OptionSpec option(CommandLine command, ConfigLines.Line line) {
        String name = name(line.key());
        OptionSpec option = command.getCommandSpec().optionsMap().get("--" + name);
        if (option == null || NEVER.contains(name)) {
            throw new IllegalArgumentException("line " + line.number()
                    + " of the file of --config is for something that is not an option, or is not allowed there: it takes long"
                    + " names without dashes, such as ehlo = probe.example.org or batch.helo = …, and neither secrets nor "
                    + String.join(", ", new TreeSet<>(NEVER)));
        }
        return option;
    }

    /** The subcommand that a key is for; empty if it is for none. */
    private static String command(String key) {
        String command = key.substring(0, Math.max(key.indexOf('.'), 0));
        return Commands.named(command) ? command : "";
    }

    private static String name(String key) {
        String command = command(key);
        return command.isEmpty() ? key : key.substring(command.length() + 1);
    }

    /**
     * The arguments, followed by those of the file that are for the command that runs and were not given.
     *
     * @param line  reads the arguments
     * @param given the arguments, which may be wrong or ask for help: then they are all
     */
    String[] completed(CommandLine line, String... given) {
        ParseResult parsed;
        try {
            parsed = line.parseArgs(given);
        } catch (ParameterException wrong) { // the parser reports it later
            return given;
        }
        boolean help = asksForHelp(parsed);
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
            help |= asksForHelp(parsed);
        }
        List<String> all = new ArrayList<>(List.of(given));
        int end = all.indexOf("--");
        all.addAll(end < 0 ? all.size() : end, help ? List.of() : missing(parsed));
        return all.toArray(new String[0]);
    }

    private static boolean asksForHelp(ParseResult parsed) {
        return parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
    }

    private List<String> missing(ParseResult parsed) {
        return of(parsed.commandSpec())
                .filter(each -> !parsed.hasMatchedOption("--" + name(each.key())))
                .map(each -> argument(parsed.commandSpec(), each))
                .toList();
    }

    /** Turns a line into an argument. A line without a value becomes an option without one only if that option takes none. */
    private static String argument(CommandSpec command, ConfigLines.Line line) {
        String name = "--" + name(line.key());
        OptionSpec option = command.optionsMap().get(name);
        boolean bare =
                line.value().isEmpty() && option != null && option.arity().max() == 0;
        return bare ? name : name + "=" + line.value();
    }

    private Stream<ConfigLines.Line> of(CommandSpec command) {
        String name = command.parent() == null ? "" : command.name();
        return lines.stream().filter(each -> command(each.key()).equals(name));
    }

    /** Whether the file has a value for an option of the command that runs. */
    boolean has(ArgSpec argument) {
        return argument instanceof OptionSpec option
                && of(option.command()).anyMatch(each -> List.of(option.names()).contains("--" + name(each.key())));
    }

    /** The value that the file has for an option of the probe; an empty text if it has none. */
    String value(String key) {
        return lines.stream()
                .filter(each -> each.key().equals(key))
                .map(ConfigLines.Line::value)
                .findFirst()
                .orElse("");
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }
}
