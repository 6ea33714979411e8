/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words that are commands, and the look for one that was meant where another word stands. */
final class CommandName {
    static final List<String> ALL =
            List.of("explain", "batch", "render", "domain", "findings", "generate-completion", "help", "version");

    /** Shorter words are too near to names that hosts have. */
    private static final int SHORT = 4;

    private CommandName() {}

    /**
     * The command that was meant, if a name is nearly one: it begins with the same letter, and two slips of the finger, or one in a short word,
     * make the one of the other. A host has another name, or a dot or a port behind it.
     *
     * @param host without a dot and a port
     */
    static Optional<String> meant(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(each -> near(lower, each))
                .findFirst()
                .map(each -> each.equals("version") ? "--version" : each);
    }

    /** The arguments, where {@code help} as a command is the option. */
    static String[] options(String... arguments) {
        if (arguments.length == 0 || arguments.length > 2 || !arguments[0].equals("help")) {
            return arguments;
        }
        return arguments.length == 1 ? new String[] {"--help"} : new String[] {arguments[1], "--help"};
    }

    private static boolean near(String typed, String command) {
        boolean begins = typed.matches("[a-z]+") && typed.charAt(0) == command.charAt(0);
        return begins && Slips.between(typed, command) <= (command.length() > SHORT ? 2 : 1);
    }
}
