/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.explain.lines.Fields;
import io.github.smtpprobe.explain.lines.LoggedCommand;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command that a reply answered, in a separate field next to that of the reply, as in errors of nodemailer. */
public final class CommandField {
    private static final Set<String> NAMES = Set.of("command");

    /** As mox names it, without what followed the verb. */
    private static final Set<String> VERBS = Set.of("cmd");

    private static final Pattern VERB = Pattern.compile("(?<verb>ehlo|helo|lhlo|starttls|auth|mail|rcpt)");

    /** The command; not DATA, which also stands for the message after it. */
    private static final Pattern COMMAND =
            Pattern.compile("(?<verb>EHLO|HELO|LHLO|STARTTLS|AUTH|MAIL FROM|RCPT TO)(?:[ :].{0,600})?");

    /** A line that ends with the field. */
    private static final Pattern LAST =
            Pattern.compile("(?<!\\w)command\\\\{0,8}[\"']? ?[:=] ?[^,{}]{1,300}+,?\\s{0,9}\\}?\\s{0,9}$");

    /** How many lines away the other fields of an error may be. */
    private static final int NEAR = 6;

    private static final int READ = 400;

    private CommandField() {}

    /** The command on the same line. */
    static Optional<Stage> in(String line) {
        Optional<Matcher> found = line.contains("command") ? Fields.in(line).first(NAMES, COMMAND) : Optional.empty();
        return found.or(() -> line.contains("cmd=") ? Fields.in(line).first(VERBS, VERB) : Optional.empty())
                .flatMap(field -> LoggedCommand.stage(field.group("verb")));
    }

    /**
     * The command on a line nearby that ends with the field.
     *
     * @param at the line of the reply
     */
    public static Optional<Stage> beside(List<String> lines, int at) {
        return lines.subList(Math.max(0, at - NEAR), Math.min(lines.size(), at + NEAR + 1)).stream()
                .map(line -> line.substring(0, Math.min(READ, line.length())))
                .filter(line -> LAST.matcher(line).find())
                .flatMap(line -> in(line).stream())
                .findFirst();
    }
}
