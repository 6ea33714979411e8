/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.clients.ClientError;
import io.github.smtpprobe.explain.clients.ClientErrors;
import io.github.smtpprobe.explain.lines.Excerpt;
import io.github.smtpprobe.explain.lines.ForeignLine;
import io.github.smtpprobe.explain.quotes.LoneReply;
import io.github.smtpprobe.explain.quotes.QuotedReply;
import io.github.smtpprobe.explain.secrets.LoginMask;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.smtp.ClientLine;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyParser;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a dialogue in order: each complete reply settles the oldest command that has none, since some programs send
 * several at once (RFC 2920).
 */
public final class DialogueReading {
    private static final Pattern MIDDLE = Pattern.compile("235|25[0-3]|354");

    private final DialogueFacts facts = new DialogueFacts();
    private final List<Entry> entries = new ArrayList<>();
    private final ReplyParser parser = new ReplyParser();
    private final LoginLines logins = new LoginLines();
    private final Pending pending = new Pending();
    private boolean encrypted;
    private boolean challenged;
    private boolean data;
    private boolean heard;
    /** Whether the server took leave by 421, after which it answers nothing. */
    private boolean closing;

    private String trouble = "";
    /** The refusal of a command that is no step of sending mail, such as VRFY. */
    private String aside = "";

    private Optional<OAuthError> error = Optional.empty();

    private DialogueReading(Stage first, String command) {
        pending.add(new Sent(first, command));
    }

    /** A whole dialogue, or the end of one. */
    public static Explained of(Excerpt pasted) {
        Excerpt text = withoutLogins(pasted.undressed());
        Speakers speakers = Speakers.in(text.lines());
        List<ClientError> errors = ClientErrors.all(pasted.lines());
        List<ForeignLine> lines = news(quoting(speakers.lines(), errors, text.lines()));
        if (errors.isEmpty() && lines.stream().noneMatch(line -> line.kind() != ForeignLine.Kind.CLIENT)) {
            throw new IllegalArgumentException("text: no reply of a server is in it");
        }
        DialogueReading reading = new DialogueReading(LoneReply.stage(lines), "");
        reading.facts.asked(speakers.where());
        reading.encrypted = speakers.where().implicitTls();
        if (!text.whole() || behindGreeting(lines)) {
            reading.pending.clear();
        }
        lines.forEach(reading::take);
        Optional<ClientError> told = reading.told(errors, text.lines());
        Observation seen = reading.observation(text.unread());
        return new Explained(seen, told.flatMap(each -> each.finding(reading.facts.host())));
    }

    private static Excerpt withoutLogins(Excerpt text) {
        return new Excerpt(LoginMask.over(text.lines(), text.whole()), text.whole(), text.unread());
    }

    /** With the replies that a client reports without their codes. */
    private static List<ForeignLine> quoting(List<ForeignLine> said, List<ClientError> errors, List<String> masked) {
        List<ForeignLine> lines = new ArrayList<>(said);
        if (!errors.isEmpty()) {
            lines.removeIf(DialogueReading::otherSuccess);
        }
        errors.stream()
                .map(each -> each.withoutLogins(masked))
                .flatMap(each -> each.reply().stream())
                .forEach(reply -> lines.add(ForeignLine.quoted(Stage.MAIL_FROM, reply)));
        return lines;
    }

    /** A log's success of one message is none of the message that an error is about. */
    private static boolean otherSuccess(ForeignLine line) {
        return line.kind() == ForeignLine.Kind.QUOTED && line.text().startsWith("2");
    }

    /** No greeting begins with a code that answers EHLO, AUTH or DATA. */
    private static boolean behindGreeting(List<ForeignLine> lines) {
        return !lines.isEmpty()
                && (lines.get(0).kind() == ForeignLine.Kind.CLIENT
                        || MIDDLE.matcher(lines.get(0).text()).lookingAt());
    }

    /** Quoted replies count where the dialogue has not shown them, and after it. */
    private static List<ForeignLine> news(List<ForeignLine> lines) {
        Set<String> shown = new HashSet<>();
        lines.stream()
                .filter(line -> line.kind() == ForeignLine.Kind.SERVER)
                .forEach(line -> shown.add(words(line.text())));
        List<ForeignLine> said = new ArrayList<>();
        List<ForeignLine> quoted = new ArrayList<>();
        for (ForeignLine line : lines) {
            boolean quotes = line.kind() == ForeignLine.Kind.QUOTED;
            boolean again = quotes && !shown.add(words(line.text().split("\n", 2)[0]));
            boolean early = quotes && said.isEmpty();
            if (!again) {
                (early ? quoted : said).add(line);
            }
        }
        said.addAll(quoted);
        return said;
    }

    /** One reply at a stage, with nothing known around it. */
    public static Observation of(Stage stage, String reply) {
        DialogueReading reading = new DialogueReading(stage, LoneReply.command(stage, reply));
        reading.encrypted = true; // nothing says that it was not
        List<String> lines = reply.strip().lines().map(String::strip).toList();
        int last = lines.size() - 1;
        for (int i = 0; i <= last; i++) {
            reading.server(i == last ? QuotedReply.complete(lines.get(i), "") : lines.get(i));
        }
        if (!reading.heard) {
            throw new IllegalArgumentException("reply: not a complete SMTP reply, such as: 550 5.1.1 no such user");
        }
        return reading.observation(0);
    }

    /** A command that waits in the end may have got any reply: that is no success. */
    private Observation observation(int unread) {
        Stage waits = pending.isEmpty() ? null : pending.peek().stage();
        boolean asked = waits != null && waits != Stage.GREETING && waits != Stage.RSET && waits != Stage.QUIT;
        if (asked && !facts.refused() && !closing) {
            settle(Outcome.failed(Reason.REPLY_NOT_SHOWN, "the dialogue ends before the reply"));
        }
        facts.complete(heard, trouble, aside);
        if (unread > 0) {
            entries.add(0, Entry.event(new Event(Event.Kind.LEFT_OUT, Integer.toString(unread)), Duration.ZERO));
        }
        return facts.observation(Transcript.of(entries), encrypted, unread);
    }

    /** The client's error that ends the dialogue: a refusal says more, and so does what the server said after the error. */
    private Optional<ClientError> told(List<ClientError> errors, List<String> masked) {
        Optional<ClientError> news = errors.stream()
                .filter(each -> !facts.refused() && each.reply().isEmpty())
                .filter(each -> !(heard && each.early()) && !(facts.ended() && each.parting()))
                .findFirst()
                .map(each -> each.withoutLogins(masked));
        return news.filter(each -> !explained(each));
    }

    /** Whether what the dialogue shows says more of it than the client does; else the step ends as the client says. */
    private boolean explained(ClientError error) {
        Stage waits = !heard || pending.isEmpty() ? null : pending.peek().stage();
        Optional<Reason> broken = facts.broken(error);
        boolean login = error.symptom().equals("no-auth") || error.symptom().equals("no-mechanism");
        if (waits != null && error.outcome().isPresent()) {
            over(error.outcome().get());
        } else if (broken.isPresent()) {
            facts.tlsFailed(broken.get(), error.evidence().get(0));
        } else if (login && facts.offersNoLogin()) {
            facts.notLoggedIn(SkipReason.NOT_OFFERED);
        } else {
            pending.clear();
            facts.told(error.stage().or(() -> Optional.ofNullable(waits)), error, encrypted);
            return false;
        }
        return true;
    }

    private void take(ForeignLine line) {
        encrypted |= line.encrypted();
        switch (line.kind()) {
            case SERVER -> server(line.text());
            case CLIENT -> client(line.text());
            case QUOTED -> quoted(line.stage().orElseThrow(), line.text());
            case TLS -> encrypted = true;
            case TLS_FAILED -> facts.tlsFailed(Reason.TLS_HANDSHAKE, line.text());
            case LOGGED_IN -> loggedIn();
            case CLOSED ->
                over(Outcome.failed(Reason.CONNECTION_CLOSED, "the server closed the connection without a reply"));
            case TIMEOUT -> over(Outcome.failed(Reason.REPLY_TIMEOUT, "no complete reply came in time"));
            case PROXY_HEADER -> sent(line.text());
            case TROUBLE -> trouble = trouble.isEmpty() ? line.text() : trouble;
        }
    }

    private void client(String text) {
        boolean dot = text.equals(".");
        boolean message = data && !dot;
        data = message;
        if (!message && logins.response(text, pending.login(), challenged)) {
            sent(ClientLine.MASK);
            return;
        }
        sent(text);
        if (!message && !dot) {
            pending.add(Sent.of(text));
        }
    }

    private void sent(String text) {
        entries.add(Entry.client(octets(text), encrypted, Duration.ZERO));
    }

    /** A reply in an error message: news only where the dialogue has not shown it. */
    private void quoted(Stage stage, String text) {
        Sent waits = pending.peek();
        if (waits == null || waits.stage() != stage) {
            pending.addFirst(new Sent(stage, LoneReply.command(stage, text)));
        }
        text.lines().forEach(this::server);
    }

    /** The code and what follows it, however the two are joined. */
    private static String words(String reply) {
        int code = Math.min(3, reply.length());
        return reply.substring(0, code) + " "
                + reply.substring(Math.min(4, reply.length())).strip();
    }

    private void server(String text) {
        if (entries.isEmpty()) {
            facts.connected();
        }
        byte[] line = octets(text);
        boolean shown = false;
        for (int i = 0; i < line.length; i++) {
            ReplyParser.Progress progress = parser.octet(line[i]);
            if (progress != ReplyParser.Progress.MORE && !shown) {
                byte[] clean = i == line.length - 1 ? parser.line() : line;
                boolean masked = !Arrays.equals(clean, line) || text.contains(ClientLine.MASK);
                entries.add(Entry.server(clean, encrypted, masked, Duration.ZERO));
                shown = true;
            }
            if (progress == ReplyParser.Progress.REPLY) {
                replied(parser.reply());
            } else if (progress == ReplyParser.Progress.VIOLATION) {
                settle(Outcome.failed(Reason.valueOf(parser.violation().name()), "what came is no SMTP reply"));
            }
        }
    }

    private void replied(Reply reply) {
        heard = true;
        closing = reply.code().value() == 421;
        Sent waits = pending.peek();
        Stage stage = waits == null ? null : waits.stage();
        challenged = stage == Stage.AUTH && reply.code().value() == 334;
        if (challenged) {
            challenge(reply.text());
            return;
        }
        boolean good = reply.code().value() / 100 == 2;
        if ((stage == Stage.GREETING && !reply.code().intermediate()) || (stage == Stage.EHLO && good)) {
            facts.named(reply.lines().get(0));
        }
        data = (waits == null || stage == Stage.DATA) && reply.code().value() == 354;
        if (data) {
            pending.poll();
            pending.addFirst(new Sent(Stage.END_OF_DATA, ""));
        } else if (stage == null && reply.code().value() >= 400) {
            refused(waits, reply);
        } else {
            settle(stage == null ? Outcome.done(reply) : Outcome.answered(stage, reply));
        }
    }

    /** A refusal of a command that the text does not show, or that no probe uses: it is no success, whatever it answers. */
    private void refused(@Nullable Sent command, Reply reply) {
        pending.poll();
        if (command != null) {
            aside = reply.toString();
        } else if (!facts.refused() && !closing) {
            Stage usual = LoneReply.usual(reply.toString());
            pending.addFirst(new Sent(usual, LoneReply.command(usual, reply.toString())));
            settle(Outcome.answered(usual, reply));
        }
    }

    private void challenge(String base64) {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64.strip());
            if (decoded.length > 0 && decoded[0] == '{') {
                error = Optional.of(OAuthError.of(decoded));
            }
        } catch (IllegalArgumentException prompt) {
            error = Optional.empty(); // a challenge that is not base64 is no OAuth error
        }
    }

    /** JavaMail says how a login went, and not in which words. */
    private void loggedIn() {
        Sent waits = pending.peek();
        if (waits != null && waits.stage() == Stage.AUTH) {
            settle(Outcome.done());
        }
    }

    /** Nothing more comes on this connection. */
    private void over(Outcome outcome) {
        settle(outcome);
        pending.clear();
    }

    /** The oldest command that waits, if one does, ends in a fact. */
    private void settle(Outcome outcome) {
        Sent waits = pending.poll();
        if (waits == null || waits.stage() == null) {
            return;
        }
        switch (waits.stage()) {
            case GREETING -> facts.greeting(outcome, opening());
            case AUTH -> facts.authentication(waits.command(), outcome, error);
            default -> facts.command(waits.stage(), waits.command(), outcome, encrypted);
        }
        encrypted |= waits.stage() == Stage.STARTTLS && outcome.succeeded();
    }

    /** What the server said first. */
    private String opening() {
        return entries.stream()
                .filter(entry -> entry.direction() == Entry.Direction.SERVER)
                .map(Entry::text)
                .limit(3)
                .collect(Collectors.joining("\n"));
    }

    private static byte[] octets(String line) {
        return (line + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
