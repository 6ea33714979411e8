/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import io.github.smtpprobe.explain.lines.LogLine.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What programs say if something other than a reply comes, as rows of words; the first matching row counts. */
public record LoggedEvent(Kind kind, Pattern words) {
    /** How many characters of a line are examined; programs say such things at the beginning. */
    private static final int READ = 1_000;

    private static final List<LoggedEvent> ALL = List.of(
            of(Kind.TLS_FAILED, "^\\* tls-failed"),
            of(Kind.TLS, "^\\* tls |^=== tls started|connection upgraded with starttls|secure connection established"),
            of(
                    Kind.LEFT_OUT,
                    "^\\W{0,4}(?:\\.{3,9}|\u2026|[\\[(<{]"
                            + " ?(?:\\.{3,9}|\u2026|snip|cut)[^\\])>}]{0,60}[\\])>}])\\W{0,4}$"),
            of(Kind.TIMEOUT, "^\\* timeout"),
            of(Kind.CLOSED, "^\\* (closed|reset)|connection closed by foreign host"));

    private static LoggedEvent of(Kind kind, String words) {
        return new LoggedEvent(kind, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

    public static Optional<LogLine> in(String text) {
        CharSequence read = text.subSequence(0, Math.min(READ, text.length()));
        return ALL.stream()
                .filter(each -> each.words.matcher(read).find())
                .map(each -> LogLine.event(each.kind, text))
                .findFirst();
    }
}
