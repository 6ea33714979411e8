/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The words that are commands. Recognizes a misspelt one. */
final class CommandName {
    static final List<String> ALL =
            List.of("explain", "batch", "render", "domain", "findings", "generate-completion", "help", "version");

    /** Shorter words are too similar to host names. */
    private static final int SHORT = 4;

    private CommandName() {}

    /**
     * The command that was probably meant by a name that is nearly one: both begin with the same letter, and at most two typing
     * errors, or one in a short word, turn one into the other. A host has a different name, or a dot or a port after it.
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

    /** The arguments, with {@code help} as a command replaced by the option. */
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
