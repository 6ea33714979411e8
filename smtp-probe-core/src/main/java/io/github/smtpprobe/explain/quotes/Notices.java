/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import io.github.smtpprobe.explain.lines.LogLine;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mails in a log that report to a sender or a postmaster that another mail failed. The delivery of such a report is not the
 * delivery of that mail.
 */
public final class Notices {
    private static final int READ = 600;

    /** Sendmail; Postfix; Exim. */
    private static final Pattern MADE =
            Pattern.compile("(?<![\\w-])[0-9A-Za-z]{2,20}: ([0-9A-Za-z]{2,20}): (?:DSN|return to sender"
                    + "|postmaster notify|sender notify):|notification: ([0-9A-Za-z]{6,20})$"
                    + "|(?<![\\w-])(\\w{6}-\\w{6,11}-\\w{2,4}) <= <> R=");

    /** Where an entry contains the id of a mail. */
    private static final Pattern ID =
            Pattern.compile("(?<![\\w-])(?:([0-9A-Za-z]{2,20}): to=|(\\w{6}-\\w{6,11}-\\w{2,4}) (?:=>|->|==|\\*\\*) )");

    private final List<String> text;
    private final Set<String> ids = new HashSet<>();

    private Notices(List<String> text) {
        this.text = text;
        for (String line : text) {
            Matcher made = MADE.matcher(start(line));
            if (made.find()) {
                ids.add(made.group(1) != null ? made.group(1) : made.group(2) != null ? made.group(2) : made.group(3));
            }
        }
    }

    /** Those in a text. */
    public static Notices in(List<String> text) {
        return new Notices(text);
    }

    /** The lines without the deliveries of such reports, if there are others. */
    public List<LogLine> without(List<LogLine> lines) {
        List<LogLine> others = lines.stream()
                .filter(line ->
                        !line.reported() || !notice(text.get(line.source().line())) || refused(line))
                .toList();
        return others.isEmpty() && ids.isEmpty() ? lines : others;
    }

    private static boolean refused(LogLine line) {
        return line.kind() == LogLine.Kind.QUOTED && line.text().charAt(0) > '3';
    }

    private boolean notice(String line) {
        Matcher id = ID.matcher(start(line));
        return !ids.isEmpty() && id.find() && ids.contains(id.group(1) != null ? id.group(1) : id.group(2));
    }

    private static String start(String line) {
        return line.substring(0, Math.min(READ, line.length()));
    }
}
