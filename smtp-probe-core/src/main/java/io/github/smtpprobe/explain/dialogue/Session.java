/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.lines.LogLine.Kind;
import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.explain.lines.Whereabouts;
import io.github.smtpprobe.explain.quotes.QuotedReply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The lines of one session, or of one entry of a log. */
final class Session {
    private static final String LHLO = "LHLO";

    /** Codes of positive replies to commands, which cannot be a greeting's; the answer to STARTTLS cannot be one either. */
    private static final Pattern ANSWER =
            Pattern.compile("21[14]|221|235|25[0-3]|3[0-9][0-9]|220.{0,200}tls", Pattern.CASE_INSENSITIVE);

    private final List<LogLine> lines = new ArrayList<>();
    private final Set<String> recipients = new HashSet<>();

    void add(LogLine line) {
        lines.add(line);
        String named = line.kind() == Kind.CLIENT
                ? recipient(line.text()).toLowerCase(Locale.ROOT)
                : line.source().about();
        if (!named.isEmpty()) {
            recipients.add(named);
        }
    }

    private static String recipient(String command) {
        boolean rcpt = command.regionMatches(true, 0, "RCPT TO:", 0, 8);
        return rcpt ? command.substring(8).replaceAll("[<>]", "").strip().split("\\s", 2)[0] : "";
    }

    /** The lines. A reply that ends with a hyphen is taken to be complete. */
    List<LogLine> lines() {
        List<LogLine> whole = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            LogLine line = lines.get(i);
            boolean goesOn = line.kind() == Kind.SERVER && Utterance.reply(line.text()) && line.unfinished();
            whole.add(goesOn ? line.with(QuotedReply.complete(line.text(), next(i))) : line);
        }
        return whole;
    }

    /** The server's next line, if nobody speaks before it; a line without a code may belong to the same reply. */
    private String next(int at) {
        boolean server = at + 1 < lines.size() && lines.get(at + 1).kind() == Kind.SERVER;
        String next = server ? lines.get(at + 1).text() : "";
        return !server || Utterance.reply(next) ? next : lines.get(at).text();
    }

    /** Whether a reply that lists extensions is incomplete. */
    boolean cutLists() {
        List<LogLine> whole = lines();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).text();
            if (line.startsWith("250-") && !line.equals(whole.get(i).text())) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** The recipients of the mail, in lower case. */
    Set<String> recipients() {
        return recipients;
    }

    /** Whether a line of a log or a report may be about this session: it names no other recipient. */
    boolean concerns(LogLine line) {
        String named = line.source().about();
        return named.isEmpty() || recipients.contains(named);
    }

    /** Whether it is a dialogue, and not an entry of a log. */
    boolean spoken() {
        return lines.stream().anyMatch(line -> !line.reported());
    }

    /** Whether the server sent a reply that was not a refusal. */
    boolean welcomed() {
        return lines.stream()
                .anyMatch(line -> line.kind() == LogLine.Kind.SERVER
                        && !line.text().isEmpty()
                        && line.text().charAt(0) < '4');
    }

    /** Whether nothing in it was answered. */
    boolean unanswered() {
        return lines.stream().noneMatch(line -> line.kind() == Kind.SERVER || line.reported());
    }

    /** Whether it consists only of log entries in which a server defers mail. */
    boolean deferred() {
        return lines.stream()
                .allMatch(line -> line.kind() == Kind.TROUBLE
                        || (line.kind() == Kind.QUOTED && line.text().startsWith("4")));
    }

    /** The number of its first line in the text. */
    int firstLine() {
        return lines.stream().mapToInt(line -> line.source().line()).min().orElse(0);
    }

    int lastLine() {
        return lines.stream().mapToInt(line -> line.source().line()).max().orElse(0);
    }

    /** The number of the line with the server's last reply. */
    int lastReply() {
        return lines.stream()
                .filter(line -> line.kind() == Kind.SERVER)
                .mapToInt(line -> line.source().line())
                .max()
                .orElse(-1);
    }

    /** Whether there is a delivery after a line of the text. */
    boolean delivers(int line) {
        return lines.stream()
                .anyMatch(each -> each.reported()
                        && each.source().line() > line
                        && (each.kind() == Kind.DELIVERED || each.text().startsWith("2")));
    }

    /** The host that it is with, if its line says so. */
    Optional<Whereabouts> where() {
        return lines.stream()
                .map(line -> line.source().where())
                .filter(where -> !where.host().isEmpty())
                .reduce((before, last) -> last);
    }

    /**
     * Whether its first reply is the greeting. A text may begin anywhere: a code that answers a command is not a greeting, and
     * a refusal is one only if the client continues as after a greeting.
     */
    boolean greets() {
        Optional<LogLine> first = lines.stream()
                .filter(line -> line.kind() != Kind.TLS && line.kind() != Kind.TROUBLE)
                .findFirst();
        Optional<LogLine> server =
                lines.stream().filter(line -> line.kind() == Kind.SERVER).findFirst();
        if (server.filter(line -> greeting(line.text())).isPresent() && !startsTls()) {
            return true; // whatever the client printed before it
        }
        if (first.isEmpty() || first.get().reported() || first.get().kind() == Kind.CLIENT) {
            return false;
        }
        String text = first.get().text();
        boolean reply = first.get().kind() == Kind.SERVER && Utterance.reply(text);
        return reply
                ? text.charAt(0) < '4' ? !ANSWER.matcher(text).lookingAt() : answeredAsGreeting()
                : first.get().kind() != Kind.SERVER || !serves();
    }

    /** Whether the server gave a positive reply of SMTP, so that anything else before it did not come from another service. */
    private boolean serves() {
        return lines.stream()
                .anyMatch(line -> line.kind() == Kind.SERVER
                        && Utterance.reply(line.text())
                        && line.text().charAt(0) < '4');
    }

    /** Whether the client sent STARTTLS before the server's first line, since 220 answers that, too. */
    private boolean startsTls() {
        return lines.stream()
                .takeWhile(line -> line.kind() != Kind.SERVER)
                .anyMatch(line ->
                        line.kind() == Kind.CLIENT && line.text().strip().equalsIgnoreCase("STARTTLS"));
    }

    private boolean answeredAsGreeting() {
        return lines.stream()
                .filter(line -> line.kind() == Kind.CLIENT || line.kind() == Kind.CLOSED)
                .findFirst()
                .filter(line -> line.kind() == Kind.CLOSED
                        || hello(line.text())
                        || line.text().strip().equalsIgnoreCase("QUIT"))
                .isPresent();
    }

    /** Whether a server's line is a greeting, and not the answer to STARTTLS. */
    static boolean greeting(String line) {
        return line.startsWith("220") && !line.toUpperCase(Locale.ROOT).contains("TLS");
    }

    static boolean hello(String command) {
        return command.regionMatches(true, 0, "EHLO", 0, 4)
                || command.regionMatches(true, 0, "HELO", 0, 4)
                || command.regionMatches(true, 0, LHLO, 0, 4);
    }
}
