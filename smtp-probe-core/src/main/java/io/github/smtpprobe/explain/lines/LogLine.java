/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import io.github.smtpprobe.smtp.Stage;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of a dialogue, whatever program printed it.
 *
 * @param kind      who speaks, or what happened
 * @param encrypted whether the program says that it was inside TLS
 * @param text      the text without the program's own marks
 * @param stage     for a quoted reply, the step that it answered, if the line says so
 * @param source    what else the line says about a quoted reply
 */
public record LogLine(Kind kind, boolean encrypted, String text, Optional<Stage> stage, Source source) {
    public enum Kind {
        SERVER,
        CLIENT,
        /** A reply in an error message or a log, quoted afterwards. */
        QUOTED,
        /** A report says that mail was delivered or can be delivered, without quoting a reply. */
        DELIVERED,
        TLS,
        TLS_FAILED,
        LOGGED_IN,
        CLOSED,
        TIMEOUT,
        /** The person who pasted the text left lines out. */
        LEFT_OUT,
        /** Octets of a load balancer before a command. */
        PROXY_HEADER,
        /** A program reports an error in unknown words. */
        TROUBLE
    }

    /**
     * What a log line says besides the reply that it quotes.
     *
     * @param where     the server that replied
     * @param sender    the sender of the mail; empty if the line does not say
     * @param recipient the recipient of the mail; empty if the line does not say
     * @param mail      the queue id of the mail; empty if the line does not say
     * @param line      its number in the text
     */
    public record Source(Whereabouts where, String sender, String recipient, String mail, int line) {
        /** The mail that it is about, in lower case: several mails may have the same recipient. */
        public String about() {
            return recipient.isEmpty() || mail.isEmpty()
                    ? recipient.toLowerCase(Locale.ROOT)
                    : recipient.toLowerCase(Locale.ROOT) + MAIL + mail;
        }
    }

    /** Separates a recipient and the id of a mail. */
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

    /** Whether it comes from a report or a log, and not from the dialogue. */
    public boolean reported() {
        return kind == Kind.QUOTED || kind == Kind.DELIVERED;
    }

    /** Whether it is a line of a reply that continues. */
    public boolean unfinished() {
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return last.length() > 3 && last.charAt(3) == '-';
    }

    /** The same line with one more line. */
    public LogLine and(String more) {
        return new LogLine(kind, encrypted, text + "\n" + more, stage, source);
    }

    /** The same line with another text. */
    public LogLine with(String words) {
        return new LogLine(kind, encrypted, words, stage, source);
    }

    /** The same line with what else it says. */
    public LogLine from(Source other) {
        return new LogLine(kind, encrypted, text, stage, other);
    }

    /** The same line as the answer to a command. */
    public LogLine at(Optional<Stage> other) {
        return new LogLine(kind, encrypted, text, other, source);
    }
}
