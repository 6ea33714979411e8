/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.text.Printable;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something that happened between lines. The notation writes it as one word and, for some kinds, an argument. It is a record,
 * since the grammar has no further parts.
 *
 * @param kind     what happened
 * @param argument the protocol of {@link Kind#TLS}, the number of {@link Kind#WITHHELD} and {@link Kind#LEFT_OUT}, the header of
 *                 {@link Kind#PROXY_HEADER}, the words of {@link Kind#ROAD}; otherwise empty
 */
public record Event(Kind kind, String argument) {
    /** The kinds of events. A minor release may add a kind, so a {@code switch} needs a {@code default}. */
    public enum Kind {
        /** The connection does not lead directly to the server; the argument describes the road. */
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
        /** Octets that came before a valid greeting, which are not shown to whoever typed the name; the argument is their number. */
        WITHHELD("withheld", Argument.NUMBER),
        /** Octets that were left out here to keep the report small; the argument is their number. */
        LEFT_OUT("left-out", Argument.NUMBER),
        /** The peer closed the connection without the close_notify alert that ends TLS, so data may have been cut off. */
        TRUNCATED("truncated", Argument.NONE),
        /**
         * A header of the PROXY protocol was sent; its argument describes it: {@code v1} or {@code v2} with source and
         * destination, {@code v1 unknown}, {@code v2 local}, or {@code octets} in hexadecimal digits.
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

    /** The longest argument that consists of words, in characters. */
    private static final int MOST_WORDS = 400;

    /** The form of an event's argument. */
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

        /**
         * Whether a text is a single line that can be read back, without invisible characters and without blanks at its ends.
         */
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
     * @param argument the argument that the kind requires
     * @throws IllegalArgumentException if the argument does not fit the kind
     */
    public Event {
        Objects.requireNonNull(argument, "argument");
        if (!Objects.requireNonNull(kind, "kind").argument.fits(argument)) {
            throw new IllegalArgumentException("event " + kind.word() + " cannot have the argument given");
        }
    }

    /**
     * An event without an argument.
     *
     * @param kind what happened
     * @return the event
     */
    public static Event of(Kind kind) {
        return new Event(kind, "");
    }

    /**
     * The event that describes the road to a server.
     *
     * @param words such as {@code SOCKS5 proxy 192.0.2.1:1080}; characters that an event cannot contain are escaped, and long
     *     texts are cut
     * @return the event
     */
    public static Event road(String words) {
        Objects.requireNonNull(words, "words");
        String line = Printable.cut(Printable.clean(words).strip(), MOST_WORDS - 1, "\u2026");
        return new Event(Kind.ROAD, line.isEmpty() ? "unknown" : line);
    }

    /**
     * Reads an event as the notation writes it.
     *
     * @param text without the leading {@code * }
     * @return the event
     * @throws IllegalArgumentException if the text is not an event
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
