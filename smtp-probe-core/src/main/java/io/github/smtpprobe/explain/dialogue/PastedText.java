/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.bounces.Bounce;
import io.github.smtpprobe.explain.clients.ClientError;
import io.github.smtpprobe.explain.clients.ClientErrors;
import io.github.smtpprobe.explain.lines.Excerpt;
import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.explain.lines.Whereabouts;
import io.github.smtpprobe.explain.quotes.LoneReply;
import io.github.smtpprobe.explain.quotes.Notices;
import io.github.smtpprobe.explain.quotes.QuotedReply;
import io.github.smtpprobe.explain.quotes.Recipients;
import io.github.smtpprobe.explain.quotes.Warned;
import io.github.smtpprobe.explain.secrets.LoginMask;
import io.github.smtpprobe.explain.servers.LogSide;
import io.github.smtpprobe.explain.servers.Peers;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.request.Problem.Code;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the lines of a pasted text into facts for the checks. */
public final class PastedText {
    /** The most errors that are considered; the most informative ones come first. */
    private static final int MOST_ERRORS = 200;

    private static final Pattern CODED = Pattern.compile("[0-9]{3}(?![^ -])");

    private PastedText() {}

    /**
     * Reads a whole text, or the end of one.
     *
     * @throws InvalidRequest if it contains neither a server's reply nor a client's error
     */
    public static Explained of(Excerpt pasted) {
        Excerpt text = pasted.undressed();
        return Bounce.report(text.lines())
                .map(report -> PastedBounce.of(LoginMask.over(text.with(report))))
                .orElseGet(() -> dialogue(pasted, LoginMask.over(text)));
    }

    private static Explained dialogue(Excerpt pasted, Excerpt text) {
        Speakers speakers = Speakers.in(text.lines());
        Set<Integer> quotes = refusals(speakers.lines());
        List<ClientError> errors = ClientErrors.all(pasted.readable()).stream()
                .filter(each -> !quotes.contains(each.line())
                        && !speakers.message().contains(each.line())
                        && !Warned.only(text.lines().get(each.line())))
                .limit(MOST_ERRORS)
                .map(each -> each.withoutLogins(text.lines()))
                .map(each -> LogSide.of(text.lines().get(each.line())) == LogSide.RECEIVED ? each.nowhere() : each)
                .toList();
        List<LogLine> lines = Notices.in(text.lines()).without(unknown(speakers.lines(), errors));
        Optional<ClientError> elsewhere = Subject.elsewhere(speakers.lines(), errors, text.lines());
        if (elsewhere.isPresent()) {
            return elsewhere(elsewhere.get(), text);
        }
        if (!Subject.smtp(lines, errors, text.lines())) {
            throw refused(
                    "text",
                    Code.NO_SMTP,
                    "contains no reply of an SMTP server and no known error of a mail program"
                            + (text.unread() > 0 ? " in the part that was read" : ""));
        }
        List<Session> sessions = Sessions.of(lines);
        List<SessionReading> readings = new ArrayList<>();
        Peers peers = Peers.in(text.lines());
        for (Session each : sessions) {
            Whereabouts where = each.where().orElseGet(() -> entry(each, text) ? new Whereabouts() : speakers.where());
            SessionReading reading = read(each, where, text.whole() || !readings.isEmpty(), Optional.empty());
            reading.server().of(peers.at(each.firstLine(), each.lastLine()));
            readings.add(reading);
            text.time().check();
        }
        return new Stopped(sessions, readings, speakers.where(), Purpose.DIALOGUE)
                .among(peers)
                .by(errors, text)
                .cut(sessions.stream().anyMatch(Session::cutLists));
    }

    /**
     * Whether a session consists only of log entries, each of which is about one connection: other lines then name another
     * server.
     */
    private static boolean entry(Session session, Excerpt text) {
        return session.lines().stream().filter(LogLine::reported).count()
                        == session.lines().size()
                && session.lines().stream().allMatch(line -> {
                    LogSide side = LogSide.of(text.lines().get(line.source().line()));
                    return side == LogSide.RECEIVED || (side == LogSide.SENT && line.kind() == LogLine.Kind.DELIVERED);
                });
    }

    /** A text about another protocol, in which no step is about sending mail. */
    private static Explained elsewhere(ClientError error, Excerpt text) {
        SessionReading reading = new SessionReading(new PastedServer(new Whereabouts()), false);
        reading.facts().elsewhere(error.evidence().get(0));
        return alone(reading, text, error.finding(""));
    }

    /** The lines of refusals: whatever looks like an error in them are the server's words. */
    static Set<Integer> refusals(List<LogLine> lines) {
        return lines.stream()
                .filter(PastedText::refusal)
                .map(line -> line.source().line())
                .collect(Collectors.toSet());
    }

    private static boolean refusal(LogLine line) {
        boolean said = line.kind() == LogLine.Kind.SERVER && Utterance.reply(line.text());
        return (said || line.kind() == LogLine.Kind.QUOTED) && line.text().charAt(0) > '3';
    }

    /** Removes log entries whose errors are known. */
    private static List<LogLine> unknown(List<LogLine> said, List<ClientError> errors) {
        Set<Integer> known = errors.stream().map(ClientError::line).collect(Collectors.toSet());
        List<LogLine> lines = new ArrayList<>(said);
        lines.removeIf(line -> line.kind() == LogLine.Kind.TROUBLE
                && known.contains(line.source().line())
                && Recipients.named(line.text()));
        return lines;
    }

    static SessionReading read(Session session, Whereabouts where, boolean whole, Optional<Stage> alone) {
        SessionReading reading = new SessionReading(new PastedServer(where), where.implicitTls());
        alone.ifPresent(reading::alone);
        if (whole && session.greets()) {
            reading.expect(Stage.GREETING, "");
        }
        session.lines().forEach(reading::take);
        return reading;
    }

    /**
     * A text for which there was no time. None of its lines count, since the missing ones could change what the others mean.
     */
    public static Explained unread(Excerpt nothing) {
        SessionReading reading = new SessionReading(new PastedServer(new Whereabouts()), false);
        reading.facts().unread(nothing.time().interrupted() ? Reason.PROBE_CANCELLED : Reason.DEADLINE_PASSED);
        return alone(reading, nothing, Optional.empty());
    }

    /** A text with one session that shows no command. */
    private static Explained alone(SessionReading reading, Excerpt text, Optional<Finding> told) {
        PastedSessions all = new PastedSessions(Purpose.DIALOGUE);
        all.add(reading.replied(), Set.of(), true);
        return new Explained(all.observation(text), told, List.of(Optional.empty()));
    }

    private static InvalidRequest refused(String field, Code code, String message) {
        return new InvalidRequest(List.of(Problem.error(field, code, message)));
    }

    /**
     * One reply to a command, without any surroundings.
     *
     * @throws InvalidRequest if it is not a reply, or the step has none
     */
    public static Explained reply(Stage stage, Excerpt reply) {
        if (stage.compareTo(Stage.GREETING) < 0) {
            throw refused("stage", Code.RANGE, "must be a step to which a server replies");
        }
        Excerpt text = LoginMask.over(reply);
        String masked = String.join("\n", text.lines());
        boolean encrypted = stage != Stage.EHLO || masked.strip().startsWith("2"); // nothing says that it was not
        SessionReading reading = new SessionReading(new PastedServer(new Whereabouts()), encrypted);
        reading.expect(stage, LoneReply.command(stage, LoneReply.mailbox(stage, masked, "", "")));
        List<String> lines = unwrapped(masked.strip());
        int last = lines.size() - 1;
        for (int i = 0; i <= last; i++) {
            text.time().check();
            reading.server(i == last ? QuotedReply.complete(lines.get(i), "") : lines.get(i));
        }
        if (!reading.heard()) {
            throw refused("reply", Code.MALFORMED, "is not a complete SMTP reply, such as: 550 5.1.1 no such user");
        }
        if (reading.waits().isPresent()) { // 334 and 354, which end no step
            reading.over(Outcome.failed(Reason.REPLY_NOT_SHOWN, "the server asks for more: " + lines.get(last)));
        }
        return alone(reading, text, Optional.empty());
    }

    /** The lines of a reply. A line that does not begin with a code was wrapped, and belongs to the previous one. */
    private static List<String> unwrapped(String reply) {
        List<String> lines = new ArrayList<>();
        for (String line : reply.lines().map(String::strip).toList()) {
            int last = lines.size() - 1;
            if (last < 0 || coded(line) || !coded(lines.get(last))) {
                lines.add(line);
            } else if (!line.isEmpty()) {
                lines.set(last, lines.get(last) + " " + line);
            }
        }
        return lines;
    }

    private static boolean coded(String line) {
        return CODED.matcher(line).lookingAt();
    }
}
