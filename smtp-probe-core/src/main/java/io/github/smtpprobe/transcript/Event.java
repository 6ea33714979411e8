/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import java.util.regex.Pattern;

/**
 * Something that happened between lines, as the notation writes it: a word of its own, and for some kinds an argument.
 * A record: the grammar of the notation has no more.
 *
 * @param kind     what happened
 * @param argument the protocol of {@link Kind#TLS}, the number of {@link Kind#WITHHELD} and {@link Kind#LEFT_OUT}; else empty
 */
public record Event(Kind kind, String argument) {
    /** What can happen. A minor release may add a kind, so a {@code switch} over them needs a {@code default}. */
    public enum Kind {
        /** A TLS handshake was completed; its argument is the protocol. */
        TLS("tls", "[A-Za-z0-9.]+"),
        /** A TLS handshake failed. */
        TLS_FAILED("tls-failed", ""),
        /** Nothing came in time. */
        TIMEOUT("timeout", ""),
        /** The peer closed the connection. */
        CLOSED("closed", ""),
        /** The peer reset the connection. */
        RESET("reset", ""),
        /** The probe was cancelled. */
        CANCELLED("cancelled", ""),
        /** A bound on size was reached; the rest was not read. */
        LIMIT("limit", ""),
        /** So many octets came before a valid greeting, and are not shown to whoever typed the name. */
        WITHHELD("withheld", "[0-9]+"),
        /** So many octets stood here, and are left out because the probe's budget was used up. */
        LEFT_OUT("left-out", "[0-9]+"),
        /** The peer closed the connection without close_notify, the end of TLS: what was under way may be cut off. */
        TRUNCATED("truncated", "");

        private final String token;
        private final Pattern argument;

        Kind(String token, String argument) {
            this.token = token;
            this.argument = Pattern.compile(argument);
        }

        /** {@return the word of the notation, such as {@code tls-failed}} */
        public String word() {
            return token;
        }
    }

    /**
     * Makes an event.
     *
     * @param kind     what happened
     * @param argument as its kind wants it
     * @throws IllegalArgumentException if the argument does not fit the kind
     */
    public Event {
        if (!kind.argument.matcher(argument).matches()) {
            throw new IllegalArgumentException("event " + kind.word() + " cannot have the argument given");
        }
    }

    /**
     * An event without argument.
     *
     * @param kind what happened
     * @return the event
     */
    public static Event of(Kind kind) {
        return new Event(kind, "");
    }

    /**
     * Reads an event as the notation writes it.
     *
     * @param text without the leading {@code * }
     * @return the event
     * @throws IllegalArgumentException if it is none
     */
    static Event parse(String text) {
        String[] words = text.split(" ", 2);
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(words[0])) {
                return new Event(kind, words.length > 1 ? words[1] : "");
            }
        }
        throw new IllegalArgumentException("no such event: " + words[0]);
    }

    @Override
    public String toString() {
        return argument.isEmpty() ? kind.word() : kind.word() + " " + argument;
    }
}
