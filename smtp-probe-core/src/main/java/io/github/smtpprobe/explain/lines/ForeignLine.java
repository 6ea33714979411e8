/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import io.github.smtpprobe.smtp.Stage;
import java.util.Optional;

/**
 * A line of a dialogue, whatever program printed it.
 *
 * @param kind      who, or what happened
 * @param encrypted whether the program said that it was under TLS
 * @param text      without the program's own marks
 * @param stage     of a quoted reply, what it answered
 */
public record ForeignLine(Kind kind, boolean encrypted, String text, Optional<Stage> stage) {
    public enum Kind {
        SERVER,
        CLIENT,
        /** A reply in an error message, after the fact. */
        QUOTED,
        TLS,
        TLS_FAILED,
        LOGGED_IN,
        CLOSED,
        TIMEOUT,
        /** Octets of a load balancer before a command. */
        PROXY_HEADER,
        /** A program reports an error in words that nobody knows. */
        TROUBLE
    }

    public static ForeignLine server(boolean encrypted, String text) {
        return new ForeignLine(Kind.SERVER, encrypted, text, Optional.empty());
    }

    public static ForeignLine client(boolean encrypted, String text) {
        return new ForeignLine(Kind.CLIENT, encrypted, text, Optional.empty());
    }

    public static ForeignLine quoted(Stage stage, String reply) {
        return new ForeignLine(Kind.QUOTED, false, reply, Optional.of(stage));
    }

    public static ForeignLine event(Kind kind, String text) {
        return new ForeignLine(kind, false, text, Optional.empty());
    }

    /** Whether it is a line of a reply that goes on. */
    public boolean unfinished() {
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return last.length() > 3 && last.charAt(3) == '-';
    }

    /** The same with one more line. */
    public ForeignLine and(String more) {
        return new ForeignLine(kind, encrypted, text + "\n" + more, stage);
    }
}
