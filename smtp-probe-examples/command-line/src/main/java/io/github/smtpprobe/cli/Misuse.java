/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.smtp.Stage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Explains wrong arguments in words of our own. The messages name options and positions, and never repeat what was typed: it
 * may be a password that was given to the wrong option, and error messages end up in logs.
 */
final class Misuse {
    static final int EXIT_CODE = 2;

    private static final List<String> SECRET_OPTIONS =
            List.of("--pass", "--proxy-p", "--pw", "--secret", "--token", "--auth", "-ap", "-w", "--client-key-pass");
    private static final String NO_SECRETS =
            "Secrets are never taken from an argument: use --password-stdin or --password-env, or wait to be asked.";

    private static final List<String> LOGIN_OPTIONS =
            List.of("-u", "--user", "--external", "--anonymous", "--kerberos");

    private static final String NO_LOGIN = "A batch takes no credentials: many servers would judge them.";
    private static final String NO_MAIL = "A batch sends no mail.";

    private Misuse() {}

    /** Reports the mistake without the whole help, which would push it off the screen. */
    static int report(ParameterException wrong, ConfigFile config, String... arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + words(wrong, arguments));
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            remedies(unmatched, arguments).forEach(err::println);
        }
        if (wrong.getArgSpec() != null && config.has(wrong.getArgSpec())) {
            err.println("The file of --config also has a value for it.");
        }
        err.println("Try '" + name + " --help'.");
        return EXIT_CODE;
    }

    /** What may have been meant by arguments that the command does not know. */
    private static List<String> remedies(UnmatchedArgumentException wrong, String... arguments) {
        CommandLine command = wrong.getCommandLine();
        List<String> typed = wrong.getUnmatched();
        List<String> told = new ArrayList<>();
        if (command.getParent() == null) {
            CommandName.meant(arguments.length > 0 ? arguments[0] : "")
                    .ifPresent(name ->
                            told.add("There is no command of the first argument's name; similar: " + name + "."));
            told.addAll(hints(typed));
        } else if (any(typed, List.of("--config"))) {
            told.add("--config must come before the command: smtp-probe --config FILE " + command.getCommandName());
        }
        MoreWords.hint(command.getCommandName(), typed)
                .filter(each -> told.isEmpty())
                .ifPresent(told::add);
        if (told.isEmpty()) {
            similar(wrong).or(() -> elsewhere(command, typed)).ifPresent(told::add);
        }
        boolean batch = command.getCommandName().equals("batch");
        if (typed.stream().anyMatch(Misuse::secret) || (batch && any(typed, LOGIN_OPTIONS))) {
            told.add(batch ? NO_LOGIN : noSecrets(typed));
        }
        if (batch && any(typed, List.of("--send"))) {
            told.add(NO_MAIL);
        }
        return told;
    }

    /** Names the command that has the option; options with secrets get a longer explanation. */
    private static Optional<String> elsewhere(CommandLine command, List<String> typed) {
        return typed.stream()
                .map(each -> each.replaceFirst("(?s)=.*", ""))
                .filter(each -> each.startsWith("--"))
                .flatMap(each -> Commands.having(each)
                        .filter(owner -> !owner.equals(command.getCommandSpec().qualifiedName()))
                        .map(owner -> each + " is an option of " + owner)
                        .stream())
                .findFirst();
    }

    private static boolean any(List<String> typed, List<String> options) {
        return typed.stream().anyMatch(each -> options.stream().anyMatch(each::startsWith));
    }

    /** Reports the mistake, and where to find help. */
    static int report(String command, String wrong, PrintWriter err) {
        err.println(command + ": " + wrong);
        err.println("Try '" + command + " --help'.");
        return EXIT_CODE;
    }

    private static String words(ParameterException wrong, String... arguments) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched(), arguments);
        }
        if (wrong instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            boolean option = missing.getMissing().get(0).isOption();
            return missing.getMissing().stream()
                            .map(each -> named(each, arguments))
                            .collect(Collectors.joining(", "))
                    + (option ? " needs a value" : " is missing");
        }
        if (wrong instanceof OverwrittenOptionException twice) {
            return named(twice.getOverwritten(), arguments) + " was given more than once";
        }
        ArgSpec option = wrong.getArgSpec();
        if (option == null) {
            return "the arguments cannot be read";
        }
        if (option.type() == Duration.class) {
            return named(option, arguments) + " " + TimeText.WANTED;
        }
        if (converted(option, PercentText.class)) {
            return named(option, arguments) + " " + PercentText.WANTED;
        }
        if (option.type() == Stage.class && converted(option, StageWord.class)) {
            return named(option, arguments) + " " + StageWord.WANTED + similar(wrong, new StageWord.Names());
        }
        if (option.type() == Stage.class && converted(option, AnsweredStage.class)) {
            return named(option, arguments) + " " + AnsweredStage.WANTED + similar(wrong, new AnsweredStage.Names());
        }
        return named(option, arguments) + " does not take the value that was given" + wanted(option)
                + similar(wrong, constants(option.type()));
    }

    /** Describes unknown arguments by their positions. */
    private static String unmatched(List<String> unmatched, String... arguments) {
        String first = unmatched.isEmpty() ? "" : unmatched.get(0);
        int at = Arrays.asList(arguments).indexOf(first);
        String what = first.startsWith("-") ? "there is no such option" : "this was not expected";
        String more = unmatched.size() > 1 ? ", and so for " + (unmatched.size() - 1) + " more" : "";
        return (at < 0 ? "an argument" : "argument " + (at + 1)) + ": " + what + more;
    }

    /** Suggests similar options, which are always our own. */
    private static Optional<String> similar(UnmatchedArgumentException unmatched) {
        if (!unmatched.isUnknownOption()) {
            return Optional.empty();
        }
        String typed = unmatched.getUnmatched().get(0).replaceFirst("(?s)=.*", "");
        List<String> known = Slips.nearest(
                typed,
                unmatched.getCommandLine().getCommandSpec().optionsMap().keySet().stream()
                        .filter(name -> name.startsWith("--"))
                        .toList());
        if (known.isEmpty()) {
            known = unmatched.getSuggestions();
        }
        return known.isEmpty() ? Optional.empty() : Optional.of("Similar: " + String.join(", ", known));
    }

    private static List<String> hints(List<String> unmatched) {
        return unmatched.stream()
                .flatMap(each -> ForeignOption.hint(each).stream())
                .distinct()
                .toList();
    }

    private static boolean secret(String argument) {
        String lower = argument.toLowerCase(Locale.ROOT);
        return SECRET_OPTIONS.stream().anyMatch(lower::startsWith);
    }

    /** Says how a password can be supplied, which depends on whose it is. */
    private static String noSecrets(List<String> unmatched) {
        return Stream.of("--client-key-password", "--proxy-password")
                .filter(option -> unmatched.stream().anyMatch(each -> each.startsWith(option)))
                .map(option -> "Secrets are never taken from an argument: use " + option + "-env.")
                .findFirst()
                .orElse(NO_SECRETS);
    }

    private static boolean converted(ArgSpec option, Class<?> by) {
        return Arrays.stream(option.converters()).anyMatch(by::isInstance);
    }

    /** The name of an option; if it has several, the one that was typed. */
    private static String named(ArgSpec argument, String... arguments) {
        if (!(argument instanceof OptionSpec option)) {
            return argument.paramLabel();
        }
        return Arrays.stream(option.names())
                .filter(name -> name.startsWith("--")
                        && Arrays.stream(arguments)
                                .anyMatch(typed -> typed.equals(name) || typed.startsWith(name + "=")))
                .findFirst()
                .orElse(option.longestName());
    }

    private static List<String> constants(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList()
                : List.of();
    }

    /** The allowed value that is most similar to what was typed. */
    private static String similar(ParameterException wrong, List<String> values) {
        String typed = wrong.getValue() == null ? "" : wrong.getValue();
        List<String> near = Slips.nearest(typed.toLowerCase(Locale.ROOT), values);
        return near.isEmpty() ? "" : "; similar: " + String.join(", ", near);
    }

    private static String wanted(ArgSpec argument) {
        Class<?> type = argument.type();
        if (type.isEnum()) {
            return "; it takes one of " + String.join(", ", constants(type));
        }
        if (type == Boolean.class || type == boolean.class) {
            return "; it takes none";
        }
        return type.isPrimitive() || Number.class.isAssignableFrom(type) ? "; it takes a number" : "";
    }
}
