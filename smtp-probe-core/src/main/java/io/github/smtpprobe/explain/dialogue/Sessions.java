/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.lines.LogLine.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Splits the lines of a text into sessions. A client that connects again begins a new one, and so does each line of a log or
 * report about another recipient.
 */
final class Sessions {
    /** What Exchange and web pages append to a reply. */
    private static final Pattern END = Pattern.compile("(?: ?##(?:rfc822;\\S{0,320})?)?(?:</[a-z]{1,10}>){0,9}+\\s?$");

    private final List<Session> all = new ArrayList<>();
    private Session dialogue = new Session();
    /** Whether the current session has replies that are not part of its greeting. */
    private boolean talked;

    private boolean answered;
    private boolean left;
    private boolean startTls;
    private boolean loggedIn;

    private Sessions() {}

    static List<Session> of(List<LogLine> lines) {
        Sessions sessions = new Sessions();
        sessions.all.add(sessions.dialogue);
        news(lines).forEach(sessions::add);
        sessions.all.removeIf(Session::isEmpty);
        return sessions.all;
    }

    /** The lines that are new: quoted replies that the dialogue has not shown, and those after it. */
    private static List<LogLine> news(List<LogLine> lines) {
        Set<String> named = lines.stream()
                .filter(line ->
                        line.kind() == Kind.QUOTED && !line.source().recipient().isEmpty())
                .map(line -> words(line.text()))
                .collect(Collectors.toSet());
        boolean spoken = lines.stream().anyMatch(line -> line.kind() == Kind.CLIENT);
        return news(
                lines.stream()
                        .filter(line -> !(unnamed(line, spoken) && named.contains(words(line.text()))))
                        .toList(),
                new HashSet<>());
    }

    /** Whether it is a refusal for which a report names the recipients elsewhere. */
    private static boolean unnamed(LogLine line, boolean spoken) {
        if (line.kind() == Kind.QUOTED && line.stage().isEmpty()) {
            return line.source().recipient().isEmpty();
        }
        return line.kind() == Kind.SERVER && !spoken && line.text().charAt(0) > '3';
    }

    private static List<LogLine> news(List<LogLine> lines, Set<String> shown) {
        lines.stream().filter(line -> line.kind() == Kind.SERVER).forEach(line -> shown.add(words(line.text())));
        List<LogLine> said = new ArrayList<>();
        List<LogLine> early = new ArrayList<>();
        for (LogLine line : lines) {
            String reply = words(line.text().split("\n", 2)[0]);
            boolean again = line.kind() == Kind.QUOTED
                    && (shown.contains(reply)
                            || !shown.add(reply + line.source().recipient()));
            boolean first = line.reported()
                    && said.isEmpty()
                    && line.source().recipient().isEmpty();
            if (!again) {
                (first ? early : said).add(line);
            }
        }
        said.addAll(said.stream().allMatch(LogLine::reported) ? 0 : said.size(), early);
        return said;
    }

    /** A code and the words after it, however the two are joined. */
    private static String words(String reply) {
        int code = Math.min(3, reply.length());
        String said = reply.substring(Math.min(4, reply.length())).replaceAll("\\s++", " ");
        return reply.substring(0, code) + " "
                + END.matcher(said).replaceFirst("").strip();
    }

    private void add(LogLine line) {
        if (line.reported() && !dialogue.concerns(line)) {
            Session own = new Session();
            own.add(line);
            all.add(own);
            return;
        }
        if (begins(line)) {
            dialogue = new Session();
            all.add(dialogue);
            talked = false;
            answered = false;
            left = false;
            loggedIn = false;
        }
        note(line);
        dialogue.add(line);
    }

    private boolean begins(LogLine line) {
        boolean server = line.kind() == Kind.SERVER;
        boolean greets = server && Session.greeting(line.text()) && talked && answered && !startTls;
        boolean again = server && loggedIn && line.text().startsWith("235");
        boolean greeted = line.kind() == Kind.CLIENT && left && Session.hello(line.text());
        return greets || again || greeted;
    }

    private void note(LogLine line) {
        boolean client = line.kind() == Kind.CLIENT;
        boolean server = line.kind() == Kind.SERVER;
        answered |= server;
        loggedIn |= server && line.text().startsWith("235");
        talked |= client || (server && !Session.greeting(line.text()));
        left |= line.kind() == Kind.CLOSED || (client && line.text().strip().equalsIgnoreCase("QUIT"));
        startTls = client ? line.text().strip().equalsIgnoreCase("STARTTLS") : startTls;
    }
}
