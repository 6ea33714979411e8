/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.explain.bounces.Bounce;
import io.github.smtpprobe.explain.clients.BounceErrors;
import io.github.smtpprobe.explain.clients.ClientError;
import io.github.smtpprobe.explain.lines.Excerpt;
import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.lines.LogLine.Kind;
import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the lines of a delivery report into facts for the checks: the replies that it quotes, otherwise its words. They are
 * about recipients unless the report says otherwise.
 */
final class PastedBounce {
    /** Replies of a relay to a login. */
    private static final Pattern LOGIN = Pattern.compile("(?:53\\d|454|432)[ -]");

    /** Codes about the sender's address (RFC 3463 §3.2). */
    private static final Pattern SENDER = Pattern.compile("[45]\\d\\d[ -][45]\\.1\\.[78](?!\\w)");

    private static final Pattern UNTIL =
            Pattern.compile("\\s{0,9}will-retry-until ?: ?([^\\n]{6,60})", Pattern.CASE_INSENSITIVE);

    private static final Pattern REFUSAL = Pattern.compile("[45]\\d\\d[ -]");

    private PastedBounce() {}

    /**
     * Reads a report.
     *
     * @param text the part that is the report, without logins
     */
    static Explained of(Excerpt text) {
        Bounce bounce = Bounce.of(text.lines());
        Speakers speakers = Speakers.in(bounce.lines());
        List<ClientError> errors = errors(bounce, PastedText.refusals(speakers.lines()));
        boolean told = BounceErrors.cause(errors.get(0));
        List<Session> sessions = Sessions.of(said(speakers.lines(), told));
        List<SessionReading> readings = new ArrayList<>();
        for (Session each : sessions) {
            readings.add(
                    PastedText.read(each, each.where().orElse(speakers.where()), false, Optional.of(Stage.RCPT_TO)));
            text.time().check();
        }
        Purpose purpose = bounce.delayed() ? Purpose.DELAYED_DELIVERY : Purpose.FAILED_DELIVERY;
        Explained explained = new Stopped(sessions, readings, speakers.where(), purpose).by(errors, text);
        return bounce.delayed() ? explained.trying(until(bounce.lines())) : explained;
    }

    /** Until when, according to the report, delivery will be tried (RFC 3464 §2.3.9). */
    private static String until(List<String> lines) {
        return lines.stream()
                .map(UNTIL::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .map(found -> " until " + Printable.clean(found.group(1).strip()))
                .orElse("");
    }

    /** Errors in lines other than those that quote a refusal. */
    private static List<ClientError> errors(Bounce bounce, Set<Integer> quotes) {
        List<BounceErrors.Words> words = bounce.statements().stream()
                .filter(each -> !quotes.contains(each.line()))
                .map(each -> new BounceErrors.Words(each.words(), each.line(), each.named()))
                .toList();
        return BounceErrors.in(bounce.lines(), words, bounce.delayed()).stream()
                .filter(each -> each.silent() || !quotes.contains(each.line()))
                .toList();
    }

    /**
     * The replies. Words without a code mean what they mean elsewhere.
     *
     * @param told whether such words name a cause; a reply then counts only if it names one, too
     */
    private static List<LogLine> said(List<LogLine> lines, boolean told) {
        boolean causes = lines.stream().anyMatch(PastedBounce::cause);
        return lines.stream()
                .filter(line -> !refusal(line) || cause(line) || !(causes ? ofAll(line) : told))
                .filter(line ->
                        line.kind() != Kind.TROUBLE && !(line.kind() == Kind.SERVER && !Utterance.reply(line.text())))
                .map(PastedBounce::placed)
                .toList();
    }

    /** Whether a line names no recipient, as when a mailer reports a reply that it got. */
    private static boolean ofAll(LogLine line) {
        return line.source().recipient().isEmpty()
                && line.text().indexOf('@') < 0
                && line.stage().isEmpty();
    }

    private static boolean refusal(LogLine line) {
        boolean said = line.kind() == Kind.QUOTED || line.kind() == Kind.SERVER;
        return said && REFUSAL.matcher(line.text()).lookingAt();
    }

    /** Whether a line is a refusal that says why. */
    private static boolean cause(LogLine line) {
        if (!refusal(line) || line.stage().filter(each -> each != Stage.RCPT_TO).isPresent()) {
            return refusal(line);
        }
        Stage stage = line.stage().orElse(Stage.RCPT_TO);
        int code = Integer.parseInt(line.text().substring(0, 3));
        ReplyCatalogue catalogue = ReplyCatalogue.standard();
        String meaning = catalogue
                .explain(stage, Reply.of(code, line.text().substring(4)))
                .id();
        return !meaning.equals(catalogue.explain(stage, Reply.of(code, "")).id());
    }

    /**
     * A reply without its step if that is only due to words such as "authentication" nearby, which do not make it the answer to
     * a login.
     */
    private static LogLine placed(LogLine line) {
        if (line.stage().isEmpty() && SENDER.matcher(line.text()).lookingAt()) {
            return line.at(Optional.of(Stage.MAIL_FROM));
        }
        boolean login = line.stage().filter(Stage.AUTH::equals).isPresent();
        return login && !LOGIN.matcher(line.text()).lookingAt() ? line.at(Optional.empty()) : line;
    }
}
