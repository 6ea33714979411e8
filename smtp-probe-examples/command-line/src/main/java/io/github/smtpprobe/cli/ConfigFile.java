/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What options mean where they are not given: lines such as {@code ehlo = probe.example.org}, and {@code batch.helo = …} for those of a
 * subcommand, in the notation of {@link Properties}. No message about it repeats a value or a key, since either may be a secret.
 */
final class ConfigFile implements IDefaultValueProvider {
    private static final long MOST_BYTES = 64 << 10;

    /** What is asked for each time anew, if at all. */
    private static final Set<String> NEVER = Set.of("help", "version", "config", "send", "mx");

    private final Properties values = new Properties();
    private String text = "";

    private ConfigFile() {}

    /**
     * Finds and reads the file.
     *
     * @param arguments   of the program, where {@code --config} may stand; with an empty value there is none
     * @param environment where else it may be named
     * @param home        of the user
     * @throws IllegalArgumentException if it is named and cannot be read
     */
    static ConfigFile read(List<String> arguments, Map<String, String> environment, String home) {
        ConfigFile config = new ConfigFile();
        Optional<String> named = named(arguments).or(() -> Optional.ofNullable(environment.get("SMTP_PROBE_CONFIG")));
        Optional<Path> file = named.isPresent()
                ? named.filter(name -> !name.isEmpty()).map(ConfigFile::path)
                : usual(environment, home);
        file.ifPresent(config::load);
        return config;
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

    /** Where it lies if nothing names it; there may be none. */
    private static Optional<Path> usual(Map<String, String> environment, String home) {
        String base = environment.get(File.separatorChar == '\\' ? "APPDATA" : "XDG_CONFIG_HOME");
        Path folder = base == null || !new File(base).isAbsolute() ? Path.of(home, ".config") : Path.of(base);
        return Optional.of(folder.resolve("smtp-probe").resolve("config")).filter(Files::isRegularFile);
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException none) {
            throw unreadable();
        }
    }

    private void load(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                throw unreadable();
            }
            text = Files.readString(file).replaceFirst("^\uFEFF", "");
            values.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException broken) {
            throw unreadable();
        }
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException("--config (or SMTP_PROBE_CONFIG, or smtp-probe/config in the folder for"
                + " configuration) names a file that cannot be read: it takes lines such as ehlo = probe.example.org, 64 KiB"
                + " at most");
    }

    /**
     * Sees to it that nothing in the file is silently passed over. Lines for a subcommand that does not run are not looked at.
     *
     * @throws IllegalArgumentException if it has a key that is no option, or one that it must not have
     */
    void check(CommandLine line) {
        Set<String> known = new TreeSet<>();
        add(known, "", line);
        line.getSubcommands().forEach((name, command) -> add(known, name + ".", command));
        Optional<String> wrong = values.stringPropertyNames().stream()
                .filter(key -> !known.contains(key) && !ofAnotherCommand(key, line))
                .min(Comparator.comparingLong(this::place));
        if (wrong.isPresent()) {
            throw new IllegalArgumentException(
                    "line " + place(wrong.get()) + " of the file of --config is for what is no"
                            + " option, or for one that may not stand there: it takes long names without dashes, such as"
                            + " ehlo = probe.example.org or batch.helo = …, and neither secrets nor "
                            + String.join(", ", new TreeSet<>(NEVER)));
        }
    }

    /** The number of the line that begins with a key. */
    private long place(String key) {
        return text.lines().takeWhile(each -> !each.strip().startsWith(key)).count() + 1;
    }

    private static boolean ofAnotherCommand(String key, CommandLine line) {
        String command = key.substring(0, Math.max(key.indexOf('.'), 0));
        return Program.SUBCOMMANDS.containsKey(command)
                && !line.getSubcommands().containsKey(command);
    }

    private static void add(Set<String> known, String prefix, CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            Arrays.stream(option.names())
                    .filter(name -> name.startsWith("--"))
                    .map(name -> name.substring(2))
                    .filter(name -> !NEVER.contains(name))
                    .forEach(name -> known.add(prefix + name));
        }
    }

    /** Whether what an option means was taken from here. */
    boolean has(ArgSpec argument) {
        return defaultValue(argument) != null;
    }

    /** What stands in it for an option of the probe; empty if nothing does. */
    String value(String key) {
        return values.getProperty(key, "");
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String prefix =
                argument.command().parent() == null ? "" : argument.command().name() + ".";
        return Arrays.stream(option.names())
                .filter(name -> name.startsWith("--"))
                .map(name -> values.getProperty(prefix + name.substring(2)))
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }
}
