/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.dialogue;

import io.github.smtpprobe.explain.lines.LogLine;
import io.github.smtpprobe.explain.lines.LogLine.Kind;
import io.github.smtpprobe.explain.lines.LogLine.Source;
import io.github.smtpprobe.explain.lines.MailSigns;
import io.github.smtpprobe.explain.lines.Mark;
import io.github.smtpprobe.explain.lines.Marks;
import io.github.smtpprobe.explain.lines.Marks.Said;
import io.github.smtpprobe.explain.lines.Pieces;
import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.explain.lines.Whereabouts;
import io.github.smtpprobe.explain.quotes.CommandField;
import io.github.smtpprobe.explain.quotes.Frames;
import io.github.smtpprobe.explain.quotes.Prose;
import io.github.smtpprobe.explain.quotes.Recipients;
import io.github.smtpprobe.explain.servers.LogSide;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Determines who says what in a pasted text: the lines of the dialogue, and what programs say about it, in order. */
final class Speakers {
    /** A label on a line of its own, for the lines after it. */
    private static final Pattern LABEL = Pattern.compile("^\\W{0,9}(?:SERVER|CLIENT)(?!\\w)\\W?\\d{0,9}\\W{0,3}$");

    /** The first octets of the PROXY protocol as programs print them, and its form in words. */
    private static final Pattern PROXY = Pattern.compile("QUIT\\\\n!|QUIT\n!|PROXY (?:TCP[46]|UNKNOWN) ");

    /** A field of a mail's header, or a line that looks like one. */
    private static final Pattern FIELD =
            Pattern.compile("^\\s{0,9}[A-Z][A-Za-z-]{1,30}(?: [a-z]{1,20}){0,3}(?: \\([^)]{1,30}\\))?: \\S");

    /** How many lines before and after a keyword belong to the same list. */
    private static final int AROUND = 3;

    /** An EHLO keyword that is not a command, alone on its line. */
    private static final Pattern OFFERED = Pattern.compile("\\s{0,9}(?:SIZE(?:"
            + " \\d{1,12})?|PIPELINING|8BITMIME|BINARYMIME|CHUNKING|DSN|ENHANCEDSTATUSCODES|SMTPUTF8|AUTH=[A-Z0-9"
            + " -]{4,300}|MAILCOMPRESS)\\W{0,4}");

    /** The same among others on one line. */
    private static final Pattern QUOTED = Pattern.compile(
            "['\"](?:SIZE(?: \\d{1,12})?|PIPELINING|8BITMIME|CHUNKING|DSN|ENHANCEDSTATUSCODES|SMTPUTF8)['\"]");

    /** What a terminal says about its connection, also after a mark that somebody put before everything received. */
    private static final Pattern TERMINAL = Pattern.compile(
            "(?:Trying \\S{1,255}|Connected to \\S{1,255}|Escape character is .{1,9}|Connection closed by foreign host\\.?|Connection to"
                    + " \\S{1,255} closed.{0,40})");

    private final List<LogLine> lines = new ArrayList<>();
    private final Marks marks;
    private final MailSigns signs;
    private final List<String> text;
    private final int lastDot;
    private List<String> grown = List.of();
    /** The code of a quoted reply that continues on the next line. */
    private Optional<String> quoting = Optional.empty();

    private final Whereabouts where = new Whereabouts();
    private final Recipients recipients = new Recipients();
    private int current;
    private boolean heard;
    private boolean unfinished;
    private boolean challenged;
    private boolean data;
    /** The numbers of lines that belong to messages. */
    private final Set<Integer> message = new HashSet<>();

    private Speakers(List<String> undressed) {
        text = undressed;
        marks = Marks.in(undressed);
        signs = MailSigns.in(undressed);
        lastDot = undressed.lastIndexOf(".");
    }

    static Speakers in(List<String> undressed) {
        Speakers speakers = new Speakers(undressed);
        for (int i = 0; i < undressed.size(); i++) {
            speakers.line(i);
        }
        return speakers;
    }

    /** The dialogue, and events. */
    List<LogLine> lines() {
        return lines;
    }

    /** The numbers of lines that belong to messages, which were not written by a program that sends mail. */
    Set<Integer> message() {
        return message;
    }

    /** The host and port, as far as the text names them. */
    Whereabouts where() {
        return where;
    }

    private void line(int at) {
        current = at;
        String line = text.get(at);
        String more = quoting.isPresent() ? Pieces.goesOn(text.get(at - 1), line) : "";
        if (quoting.isPresent() && Pieces.coded(more, 0, quoting.get())) {
            lines.set(lines.size() - 1, lines.get(lines.size() - 1).and(more));
            return;
        }
        quoting = Optional.empty();
        Optional<Said> said = said(at).filter(each -> !each.server()
                || (signs.reply(each.text())
                        && (signs.any() || !Prose.counts(each.text()))
                        && !TERMINAL.matcher(each.text().strip()).matches()));
        if (said.isPresent()) {
            say(said.get(), at);
            return;
        }
        String bare = line.strip();
        if (data && at < lastDot && !bare.equals(".")) {
            message.add(at);
            return;
        }
        if (bare.equals(".") || (challenged && Utterance.base64(bare))) {
            client(false, bare);
        } else if (!LABEL.matcher(bare).matches()) {
            prose(bare, at);
        }
    }

    private void prose(String line, int at) {
        Optional<LogLine> read = Prose.in(at == 0 ? "" : text.get(at - 1), line, Pieces.goesOn(line, next(at)))
                .filter(each -> each.kind() != Kind.QUOTED
                        || (signs.reply(each.text()) && (signs.any() || !Prose.doubtful(line, each.text()))));
        if (LogSide.of(line) != LogSide.RECEIVED) { // which names a client
            where.read(line, read.filter(each -> each.kind() == Kind.QUOTED).isPresent());
        }
        String recipient = recipients.of(line);
        read.map(each -> each.reported() ? reported(each, line, at, recipient) : each)
                .ifPresent(this::add);
        quoting = read.filter(each -> each.kind() == Kind.QUOTED && each.unfinished())
                .map(each -> each.text().substring(0, 3));
    }

    private LogLine reported(LogLine reply, String line, int at, String recipient) {
        Whereabouts own = new Whereabouts();
        if (LogSide.of(line) != LogSide.RECEIVED) {
            own.read(line, true);
        }
        return reply.at(reply.stage().or(() -> Frames.stage(text, at)).or(() -> CommandField.beside(text, at)))
                .from(new Source(own, Recipients.sender(line), recipient, Recipients.mail(line), at));
    }

    private String next(int at) {
        return at + 1 < text.size() ? text.get(at + 1) : "";
    }

    /** The utterance in a line. If both sides have the same mark, or none, the content decides; otherwise the mark does. */
    private Optional<Said> said(int at) {
        String line = text.get(at);
        Optional<Said> message = data ? marks.client(line) : Optional.empty();
        Optional<Said> marked = message.or(() -> marks.of(line));
        Optional<Utterance> begins = Utterance.in(line);
        if (marked.isPresent()) {
            return marked.map(
                    said -> begins.map(found -> continued(said, found, line)).orElse(said));
        }
        return begins.flatMap(found -> {
            Mark mark = Mark.of(line.substring(0, found.start()));
            boolean written = mark.none() && ((data && at < lastDot) || (!found.server() && (field(at) || listed(at))));
            return !Marks.cell(line, found) && marks.marks(mark, found.server()) && !written
                    ? Optional.of(new Said(mark, found.server(), mark.joined() + found.text(line)))
                    : Optional.empty();
        });
    }

    /** Whether a line that looks like a command is among the fields of a mail, or of a report about one. */
    private boolean field(int at) {
        String before = at == 0 ? "" : text.get(at - 1);
        return text.get(at).indexOf('<') < 0
                && List.of(before, next(at)).stream()
                        .anyMatch(line ->
                                FIELD.matcher(line).find() && Utterance.in(line).isEmpty());
    }

    /** Whether a line that looks like a command is in a list of extensions without codes. */
    private boolean listed(int at) {
        int from = Math.max(0, at - AROUND);
        return QUOTED.matcher(text.get(at)).find()
                || text.subList(from, Math.min(text.size(), at + AROUND + 1)).stream()
                        .anyMatch(line -> OFFERED.matcher(line).matches());
    }

    /** An utterance without an id that is joined to it. */
    private static Said continued(Said said, Utterance found, String line) {
        boolean own = Mark.of(line.substring(0, found.start())).equals(said.mark());
        return own ? new Said(said.mark(), said.server(), said.mark().joined() + found.text(line)) : said;
    }

    private void say(Said said, int at) {
        boolean encrypted = said.mark().encrypted();
        where.read(text.get(at).substring(0, text.get(at).length() - said.text().length()), false);
        List<String> pieces =
                Pieces.of(said.mark().unquoted(said.text()), said.mark().joined());
        if (PROXY.matcher(said.text()).find()) {
            add(LogLine.event(Kind.PROXY_HEADER, said.text()));
        }
        if (!said.server()) {
            pieces.forEach(piece -> client(encrypted, piece));
            return;
        }
        List<String> replies = Pieces.replies(pieces, next(at));
        if (!heard && !Utterance.reply(replies.get(0)) && !marks.certain(said.mark())) {
            return;
        }
        if (replies.size() > grown.size() && replies.subList(0, grown.size()).equals(grown)) {
            replies.subList(grown.size(), replies.size()).forEach(piece -> server(encrypted, piece));
        } else {
            replies.forEach(piece -> server(encrypted, piece));
        }
        grown = replies;
    }

    private void client(boolean encrypted, String said) {
        grown = List.of();
        add(LogLine.client(encrypted, said));
        data &= !said.equals(".");
        if (data) {
            message.add(current);
        }
    }

    /**
     * Adds a server's line. Some programs print more about a reply after the same mark; a line that is not a reply counts only
     * if there has been none.
     */
    private void server(boolean encrypted, String said) {
        if (!Utterance.reply(said) && heard && !unfinished) {
            return;
        }
        heard = true;
        LogLine line = LogLine.server(encrypted, said);
        unfinished = line.unfinished();
        add(line);
        challenged = said.startsWith("334");
        data = said.startsWith("354");
    }

    private void add(LogLine line) {
        lines.add(line.reported() ? line : line.from(new Source(line.source().where(), "", "", "", current)));
    }
}
