/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.lines.LogLine.Kind;
import io.github.smtpprobe.explain.lines.LoggedEvent;
import io.github.smtpprobe.wire.ClientLine;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program says about the dialogue, on a line that is not part of the dialogue. */
public final class Prose {
    /** JavaMail, which leaves logins out of its trace. */
    private static final Pattern JAVA_MAIL =
            Pattern.compile("^DEBUG SMTPS?: AUTH (\\S++) (command trace suppressed|succeeded|failed)$");

    private static final int READ = 300;

    /** Names of exceptions, and words that begin an error message, outside of names of hosts or mailboxes. */
    private static final Pattern TROUBLE = Pattern.compile(
            "(?<![\\w@.-])(?:[A-Za-z_$]{1,60}\\.){0,12}[A-Z]?\\w{0,60}(?:Exception|Error)(?=:|$|\\s*$)|^(?:\\S{1,40}:"
                    + " )?(?i:fatal|error|failure|panic|traceback)(?=[:(]| \\S++ \\S++ \\S)|(?<!\\w)(?i:could not|unable"
                    + " to|failed to|was aborted|gave up|giving up|smtp failed(?=:))(?!\\w)|(?<!\\w)status=(?:deferred|bounced)(?!\\w)");

    private static final Pattern NONE = Pattern.compile("(?i)(?<!\\w)(?:no|0|without|zero)"
            + " (?:errors?|failures?|exceptions?)(?!\\w)|(?<!\\w)errors?\\s?[:=]\\s?(?:0|none|null|no)(?!\\w)");

    /** Lines of error messages that only name a class. */
    private static final Pattern EMPTY = Pattern.compile("(?:^|[-+ ])(?:CategoryInfo|FullyQualifiedErrorId) {0,20}:");

    /** Somebody describes it in their own words. */
    private static final Pattern TOLD = Pattern.compile("(?<![\\w'-])(?:I|I'm|I'll|I've|[Mm]y)(?![\\w'-])");

    private Prose() {}

    /**
     * Reads a line.
     *
     * @param before the previous line
     * @param next   the next line, on which a reply may continue
     */
    public static Optional<LogLine> in(String before, String text, String next) {
        Matcher login = JAVA_MAIL.matcher(text);
        if (login.matches()) {
            return switch (login.group(2)) {
                case "succeeded" -> Optional.of(LogLine.event(Kind.LOGGED_IN, text));
                case "failed" -> Optional.empty(); // the exception that follows says why
                default -> Optional.of(LogLine.client(false, "AUTH " + login.group(1) + " " + ClientLine.MASK));
            };
        }
        if (Warned.only(text)) {
            return Optional.empty();
        }
        Optional<LogLine> quoted = QuotedReply.in(before, text, next).or(() -> Delivery.in(text));
        return quoted.or(() -> LoggedEvent.in(text)).or(() -> trouble(text));
    }

    /** Whether a reply that a line quotes may be another program's number, if nothing else in the text is about mail. */
    public static boolean doubtful(String line, String reply) {
        return AnyReply.doubtful(line, reply);
    }

    /** Whether a line that looks like a reply may only count something, if nothing in the text is about mail. */
    public static boolean counts(String line) {
        return AnyReply.counts(line);
    }

    private static Optional<LogLine> trouble(String text) {
        String read = text.substring(0, Math.min(READ, text.length()));
        boolean names = TROUBLE.matcher(read).find()
                && !NONE.matcher(read).find()
                && !EMPTY.matcher(read).find()
                && !TOLD.matcher(read).find();
        return names
                ? Optional.of(LogLine.event(
                        Kind.TROUBLE, read.replaceAll("[\t\r\n]+", " ").strip()))
                : Optional.empty();
    }
}
