/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply that a server gave to a client of its own, in the server's log: between the command and what the log says of the client
 * stands nothing but the reply.
 */
final class GivenReply {
    /** Longer lines are no entries of a log. */
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

    private static final Map<String, Stage> COMMANDS = Map.ofEntries(
            Map.entry("CONNECT", Stage.GREETING),
            Map.entry("check_relay", Stage.GREETING),
            Map.entry("HELO", Stage.EHLO),
            Map.entry("EHLO", Stage.EHLO),
            Map.entry("LHLO", Stage.EHLO),
            Map.entry("check_helo", Stage.EHLO),
            Map.entry("STARTTLS", Stage.STARTTLS),
            Map.entry("AUTH", Stage.AUTH),
            Map.entry("MAIL", Stage.MAIL_FROM),
            Map.entry("check_mail", Stage.MAIL_FROM),
            Map.entry("RCPT", Stage.RCPT_TO),
            Map.entry("to", Stage.RCPT_TO),
            Map.entry("check_rcpt", Stage.RCPT_TO),
            Map.entry("DATA", Stage.DATA),
            Map.entry("END-OF-MESSAGE", Stage.END_OF_DATA),
            Map.entry("check_eom", Stage.END_OF_DATA));

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
                .map(found -> LogLine.quoted(
                        Optional.ofNullable(COMMANDS.get(found.group("command"))), found.group("reply")));
    }
}
