/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hints about words that a command does not take. They contain only words of the table, since what was typed may be a password.
 */
final class MoreWords {
    private static final String SEVERAL =
            "HOST is one server: smtp-probe batch LIST probes several, which stand in a file, one a line.";
    private static final String PORT = "A port stands behind HOST, such as mx.example.com:25, or behind --port.";

    private static final Map<String, String> BY_COMMAND = Map.of(
            "smtp-probe",
            SEVERAL,
            "batch",
            "LIST is one file: of several, cat FILES | smtp-probe batch - takes the targets.",
            "domain",
            "DOMAIN is one: smtp-probe batch LIST surveys several, with a line domain:NAME for each.",
            "explain",
            "REPLY is one argument: put it in quotes, such as '550 5.1.1 no such user'.",
            "render",
            "FILE is one report: --line N takes one of those that stand in it.",
            "findings",
            "It takes no arguments.");

    private MoreWords() {}

    /**
     * Says what a command takes.
     *
     * @param command its name
     * @param typed   what it does not take
     * @return a sentence; empty if options are among what was typed, which may have taken values
     */
    static Optional<String> hint(String command, List<String> typed) {
        if (typed.isEmpty() || typed.stream().anyMatch(each -> each.startsWith("-"))) {
            return Optional.empty();
        }
        return command.equals("smtp-probe") && typed.get(0).matches("[0-9]{1,5}")
                ? Optional.of(PORT)
                : Optional.ofNullable(BY_COMMAND.get(command));
    }
}
