/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import io.github.smtpprobe.smtp.Stage;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of a dialogue, whatever program printed it.
 *
 * @param kind      who speaks, or what happened
 * @param encrypted whether the program says that this was inside TLS
 * @param text      the text without the program's own marks
 * @param stage     for a quoted reply, what it answered, if the line says so
 * @param source    what else the line says about a quoted reply
 */
public record LogLine(Kind kind, boolean encrypted, String text, Optional<Stage> stage, Source source) {
    public enum Kind {
        SERVER,
        CLIENT,
        /** A reply in an error message or a log, after the fact. */
        QUOTED,
        /** A report says that mail was delivered or can be, and quotes no reply. */
        DELIVERED,
        TLS,
        TLS_FAILED,
        LOGGED_IN,
        CLOSED,
        TIMEOUT,
        /** Whoever pasted the text left lines out. */
        LEFT_OUT,
        /** Octets of a load balancer before a command. */
        PROXY_HEADER,
        /** A program reports an error in words that nobody knows. */
        TROUBLE
    }

    /**
     * What a line of a log says beside the reply that it quotes.
     *
     * @param where     whose reply it is
     * @param sender    from whom the mail was; empty if it does not say so
     * @param recipient for whom the mail was; empty if it does not say so
     * @param mail      the id that the mail has in a queue; empty if it does not say so
     * @param line      its number in the text
     */
    public record Source(Whereabouts where, String sender, String recipient, String mail, int line) {
        /** Whose mail it is, in small letters: the same recipient may be that of several mails. */
        public String about() {
            return recipient.isEmpty() || mail.isEmpty()
                    ? recipient.toLowerCase(Locale.ROOT)
                    : recipient.toLowerCase(Locale.ROOT) + MAIL + mail;
        }
    }

    /** Stands between a recipient and the id of a mail. */
    public static final String MAIL = " in ";

    private static Source nothing() {
        return new Source(new Whereabouts(), "", "", "", 0);
    }

    public static LogLine server(boolean encrypted, String text) {
        return new LogLine(Kind.SERVER, encrypted, text, Optional.empty(), nothing());
    }

    public static LogLine client(boolean encrypted, String text) {
        return new LogLine(Kind.CLIENT, encrypted, text, Optional.empty(), nothing());
    }

    public static LogLine quoted(Stage stage, String reply) {
        return quoted(Optional.of(stage), reply);
    }

    public static LogLine quoted(Optional<Stage> stage, String reply) {
        return new LogLine(Kind.QUOTED, false, reply, stage, nothing());
    }

    public static LogLine delivered(Stage stage, String text) {
        return new LogLine(Kind.DELIVERED, false, text, Optional.of(stage), nothing());
    }

    public static LogLine event(Kind kind, String text) {
        return new LogLine(kind, false, text, Optional.empty(), nothing());
    }

    /** Whether it stands in a report or a log, and nobody said it in the dialogue. */
    public boolean reported() {
        return kind == Kind.QUOTED || kind == Kind.DELIVERED;
    }

    /** Whether it is a line of a reply that goes on. */
    public boolean unfinished() {
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return last.length() > 3 && last.charAt(3) == '-';
    }

    /** The same with one more line. */
    public LogLine and(String more) {
        return new LogLine(kind, encrypted, text + "\n" + more, stage, source);
    }

    /** The same with other words. */
    public LogLine with(String words) {
        return new LogLine(kind, encrypted, words, stage, source);
    }

    /** The same with what the line says beside it. */
    public LogLine from(Source other) {
        return new LogLine(kind, encrypted, text, stage, other);
    }

    /** The same as the answer to a command. */
    public LogLine at(Optional<Stage> other) {
        return new LogLine(kind, encrypted, text, other, source);
    }
}
