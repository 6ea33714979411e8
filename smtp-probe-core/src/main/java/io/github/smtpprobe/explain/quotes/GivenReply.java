/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.lines.LoggedCommand;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply that a server sent to its own client, in the server's log: there is nothing but the reply between the command and
 * what the log says about the client.
 */
final class GivenReply {
    /** Longer lines are not log entries. */
    private static final int READ = 4_000;

    private static final String REPLY = "(?<reply>[45]\\d\\d[ -].*?)";

    /** A reply that ends with its line. */
    private static final String WHOLE = "(?<reply>[45]\\d\\d[ -].*)";

    private static final List<Pattern> ALL = List.of(
            // Postfix
            of("reject: (?<command>[A-Z-]{4,20}(?: COMMAND)?|END-OF-MESSAGE) from"
                    + " [^\\s\\[]{0,255}\\[[^]]{0,60}](?::\\d{1,5})?: "
                    + REPLY + "(?:; (?:from|to|proto|helo|sasl_username)=.*)?$"),
            // Sendmail
            of("ruleset=(?<command>\\w{3,20}), .{0,600}?reject=" + WHOLE),
            // OpenSMTPD
            of("failed-command command=\"(?<command>[A-Za-z]{4,8})[^\"]{0,600}\" result=\"(?<reply>[45]\\d\\d"
                    + " [^\"]{0,1000})"),
            // Courier
            of(
                    "courieresmtpd(?:\\[\\d{1,9}])?: error,relay=[^,]{0,100},msg=\"(?<reply>[45]\\d\\d[ -][^\"]{0,1000})\",cmd: (?<command>[A-Z]{4,8})"),
            of("courieresmtpd(?:\\[\\d{1,9}])?: error,relay=.{0,400},(?<command>to)=<[^>]{0,320}>: " + WHOLE),
            // Kerio Connect
            of("Sent reply to (?<command>[A-Z]{4,8}): " + WHOLE));

    private GivenReply() {}

    private static Pattern of(String form) {
        return Pattern.compile(form);
    }

    static Optional<LogLine> in(String line) {
        if (line.length() > READ) {
            return Optional.empty();
        }
        return ALL.stream()
                .map(each -> each.matcher(line))
                .filter(Matcher::find)
                .findFirst()
                .map(found -> LogLine.quoted(LoggedCommand.stage(found.group("command")), found.group("reply")));
    }
}
