/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.explain.bounces.Bounce;
import io.github.smtpprobe.explain.clients.ClientError;
import io.github.smtpprobe.explain.clients.ClientErrors;
import io.github.smtpprobe.explain.lines.Excerpt;
import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.explain.lines.Whereabouts;
import io.github.smtpprobe.explain.quotes.LoneReply;
import io.github.smtpprobe.explain.quotes.QuotedReply;
import io.github.smtpprobe.explain.quotes.Recipients;
import io.github.smtpprobe.explain.secrets.LoginMask;
import io.github.smtpprobe.explain.servers.Peers;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A text that somebody pasted, read from its lines to what checks judge. */
public final class PastedText {
    /** The most telling ones come first; of more none decides. */
    private static final int MOST_ERRORS = 200;

    /** Says what is missing, whatever its words are. */
    private static final int LOGIN_REQUIRED = 530;

    private PastedText() {}

    /**
     * A whole text, or the end of one.
     *
     * @throws IllegalArgumentException if there is neither a reply of a server nor an error of a client in it
     */
    public static Explained of(Excerpt pasted) {
        Excerpt text = pasted.undressed();
        return Bounce.report(text.lines())
                .map(report -> PastedBounce.of(withoutLogins(new Excerpt(report, text.whole(), text.unread()))))
                .orElseGet(() -> dialogue(pasted, withoutLogins(text)));
    }

    private static Explained dialogue(Excerpt pasted, Excerpt text) {
        Speakers speakers = Speakers.in(text.lines());
        Set<Integer> quotes = refusals(speakers.lines());
        List<ClientError> errors = ClientErrors.all(pasted.readable()).stream()
                .filter(each -> !quotes.contains(each.line()))
                .limit(MOST_ERRORS)
                .map(each -> each.withoutLogins(text.lines()))
                .toList();
        List<LogLine> lines = quoting(speakers.lines(), errors);
        Optional<ClientError> elsewhere = Subject.elsewhere(speakers.lines(), errors, text.lines());
        if (elsewhere.isPresent()) {
            return elsewhere(elsewhere.get(), text);
        }
        if (!Subject.smtp(lines, errors, text.lines())) {
            throw new IllegalArgumentException(
                    "text: nothing of SMTP that is known here is in it, no reply of a server and no error of a mail"
                            + " program");
        }
        List<Session> sessions = Sessions.of(lines);
        List<SessionReading> readings = new ArrayList<>();
        Peers peers = Peers.in(text.lines());
        for (Session each : sessions) {
            SessionReading reading = read(
                    each, each.where().orElse(speakers.where()), text.whole() || !readings.isEmpty(), Optional.empty());
            reading.server().of(peers.at(each.firstLine(), each.lastLine()));
            readings.add(reading);
        }
        return new Stopped(sessions, readings, speakers.where(), Purpose.DIALOGUE)
                .among(peers)
                .by(errors, text);
    }

    /** A text about another protocol, of which no step is one of sending mail. */
    private static Explained elsewhere(ClientError error, Excerpt text) {
        PastedSessions all = new PastedSessions(Purpose.DIALOGUE);
        SessionReading reading = new SessionReading(new PastedServer(new Whereabouts()), false);
        reading.facts().elsewhere(error.evidence().get(0));
        all.add(reading.replied(), Set.of(), true);
        return new Explained(all.observation(text.unread()), error.finding(""), List.of(Optional.empty()));
    }

    /** The lines of a refusal: what else looks like an error in them are its words. */
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

    private static Excerpt withoutLogins(Excerpt text) {
        return new Excerpt(LoginMask.over(text.lines(), text.whole()), text.whole(), text.unread());
    }

    /** With the replies that a client reports without their codes, and without entries of a log whose errors are known. */
    private static List<LogLine> quoting(List<LogLine> said, List<ClientError> errors) {
        Set<Integer> known = errors.stream().map(ClientError::line).collect(Collectors.toSet());
        List<LogLine> lines = new ArrayList<>(said);
        lines.removeIf(line -> line.kind() == LogLine.Kind.TROUBLE
                && known.contains(line.source().line())
                && Recipients.named(line.text()));
        errors.stream()
                .flatMap(each -> each.reply().stream())
                .forEach(reply -> lines.add(LogLine.quoted(about(reply), reply)));
        return lines;
    }

    /** The recipient's command or the one before it; none where the reply tells nothing of what was refused. */
    private static Optional<Stage> about(String reply) {
        Reply said = Reply.of(
                Integer.parseInt(reply.substring(0, 3)), reply.substring(3).strip());
        Optional<Stage> about = ReplyCatalogue.standard().about(said);
        boolean tells = about.isPresent() || said.code().value() == LOGIN_REQUIRED;
        return tells ? about.filter(Stage.RCPT_TO::equals).or(() -> Optional.of(Stage.MAIL_FROM)) : about;
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
     * One reply to a command, with nothing known around it.
     *
     * @throws IllegalArgumentException if it is no reply
     */
    public static Explained reply(Stage stage, String reply) {
        String masked = LoginMask.over(reply);
        boolean encrypted = true; // nothing says that it was not
        SessionReading reading = new SessionReading(new PastedServer(new Whereabouts()), encrypted);
        reading.expect(stage, LoneReply.command(stage, LoneReply.mailbox(masked)));
        List<String> lines = masked.strip().lines().map(String::strip).toList();
        int last = lines.size() - 1;
        for (int i = 0; i <= last; i++) {
            reading.server(i == last ? QuotedReply.complete(lines.get(i), "") : lines.get(i));
        }
        if (!reading.heard()) {
            throw new IllegalArgumentException("reply: not a complete SMTP reply, such as: 550 5.1.1 no such user");
        }
        PastedSessions all = new PastedSessions(Purpose.DIALOGUE);
        all.add(reading.replied(), Set.of(), true);
        return new Explained(all.observation(0), Optional.empty(), List.of(Optional.empty()));
    }
}
