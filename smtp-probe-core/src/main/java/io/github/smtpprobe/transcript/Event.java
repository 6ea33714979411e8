/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.text.Printable;
import java.util.regex.Pattern;

/**
 * Something that happened between lines, as the notation writes it: a word of its own, and for some kinds an argument.
 * A record: the grammar of the notation has no more.
 *
 * @param kind     what happened
 * @param argument the protocol of {@link Kind#TLS}, the number of {@link Kind#WITHHELD} and {@link Kind#LEFT_OUT},
 *                 the header of {@link Kind#PROXY_HEADER}, the words of {@link Kind#ROAD}; else empty
 */
public record Event(Kind kind, String argument) {
    /** What can happen. A minor release may add a kind, so a {@code switch} over them needs a {@code default}. */
    public enum Kind {
        /** The way to the server is not a connection straight to it; its argument says in words what it is. */
        ROAD("road", Argument.WORDS),
        /** A TLS handshake was completed; its argument is the protocol. */
        TLS("tls", Argument.PROTOCOL),
        /** A TLS handshake failed. */
        TLS_FAILED("tls-failed", Argument.NONE),
        /** Nothing came in time. */
        TIMEOUT("timeout", Argument.NONE),
        /** The peer closed the connection. */
        CLOSED("closed", Argument.NONE),
        /** The peer reset the connection. */
        RESET("reset", Argument.NONE),
        /** The probe was cancelled. */
        CANCELLED("cancelled", Argument.NONE),
        /** A bound on size was reached; the rest was not read. */
        LIMIT("limit", Argument.NONE),
        /** So many octets came before a valid greeting, and are not shown to whoever typed the name. */
        WITHHELD("withheld", Argument.NUMBER),
        /** So many octets stood here, and are left out because the probe's budget was used up. */
        LEFT_OUT("left-out", Argument.NUMBER),
        /** The peer closed the connection without close_notify, the end of TLS: what was under way may be cut off. */
        TRUNCATED("truncated", Argument.NONE),
        /**
         * A header of the PROXY protocol was sent; its argument is which: {@code v1} or {@code v2} with source and destination,
         * {@code v1 unknown}, {@code v2 local}, or {@code octets} in hexadecimal digits.
         */
        PROXY_HEADER("proxy-header", Argument.PROXY_HEADER);

        private final String token;
        private final Argument argument;

        Kind(String token, Argument argument) {
            this.token = token;
            this.argument = argument;
        }

        /** {@return the word of the notation, such as {@code tls-failed}} */
        public String word() {
            return token;
        }
    }

    /** Characters of an argument in words. */
    private static final int MOST_WORDS = 400;

    /** What an event's argument is made of. */
    private enum Argument {
        NONE,
        NUMBER,
        PROTOCOL,
        PROXY_HEADER,
        WORDS;

        private static final String END = "(?:[0-9.]{7,15}|\\[[0-9a-f:.]{2,45}\\]):[0-9]{1,5}";
        private static final Pattern HEADER = Pattern.compile("v1 unknown|v2 local(?: crc32c)?|v1 " + END + " " + END
                + "|v2 " + END + " " + END + "(?: crc32c)?|octets (?:[0-9a-f]{2}){1,536}");

        boolean fits(String text) {
            if (this == PROXY_HEADER) {
                return HEADER.matcher(text).matches();
            }
            if (this == WORDS) {
                return words(text);
            }
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (!Ascii.digit(c) && !(this == PROTOCOL && (Ascii.letter(c) || c == '.'))) {
                    return false;
                }
            }
            return text.isEmpty() == (this == NONE);
        }

        /** One line that reads back as it is written: nothing invisible, and no blank at its ends. */
        private static boolean words(String text) {
            return !text.isEmpty()
                    && text.length() <= MOST_WORDS
                    && Printable.visible(text)
                    && text.strip().length() == text.length();
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
        if (!kind.argument.fits(argument)) {
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
     * The event that says how a server is reached.
     *
     * @param words such as {@code SOCKS5 proxy 192.0.2.1:1080}; what cannot stand in an event is written out, and what is too long is cut
     * @return the event
     */
    public static Event road(String words) {
        String line = Printable.cut(Printable.clean(words).strip(), MOST_WORDS - 1, "\u2026");
        return new Event(Kind.ROAD, line.isEmpty() ? "unknown" : line);
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
