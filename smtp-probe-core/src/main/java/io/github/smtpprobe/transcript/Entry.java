/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.kept.KeptFault;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of a transcript, or an event. Its octets are those on the wire, with secrets masked. Two entries are equal if their
 * direction, encryption, octets and event are; their times are not compared. Immutable.
 */
public final class Entry {
    /** Who spoke. */
    public enum Direction {
        /** The probe. */
        CLIENT("client"),
        /** The server. */
        SERVER("server"),
        /** Nobody: an event. */
        EVENT("event");

        private final String token;

        Direction(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code client}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code client}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Direction> ofToken(String token) {
            return Tokens.find(values(), Direction::token, token);
        }
    }

    private final Direction direction;
    private final boolean encrypted;
    private final byte[] octets;
    private final boolean masked;
    private final Optional<Event> event;
    private final Duration at;

    private Entry(
            Direction direction, boolean encrypted, byte[] octets, boolean masked, Optional<Event> event, Duration at) {
        this.masked = masked;
        this.direction = direction;
        this.encrypted = encrypted;
        this.octets = octets;
        this.event = event;
        this.at = Objects.requireNonNull(at, "at");
    }

    /**
     * A line that the probe sent.
     *
     * @param octets    the line with its line end and with secrets masked; copied
     * @param encrypted whether it was sent inside TLS
     * @param at        the time since the attempt began
     * @return the entry
     */
    public static Entry client(byte[] octets, boolean encrypted, Duration at) {
        return new Entry(Direction.CLIENT, encrypted, copied(octets), true, Optional.empty(), at);
    }

    /**
     * A line that the server sent.
     *
     * @param octets    the line with its line end, if any, and with secrets masked; copied
     * @param encrypted whether it came inside TLS
     * @param masked    whether a {@code [redacted]} in it is our mask; if the server wrote it, it is escaped
     * @param at        the time since the attempt began
     * @return the entry
     */
    public static Entry server(byte[] octets, boolean encrypted, boolean masked, Duration at) {
        return new Entry(Direction.SERVER, encrypted, copied(octets), masked, Optional.empty(), at);
    }

    /**
     * An event.
     *
     * @param event what happened
     * @param at    the time since the attempt began
     * @return the entry
     */
    public static Entry event(Event event, Duration at) {
        Objects.requireNonNull(event, "event");
        return new Entry(Direction.EVENT, false, new byte[0], false, Optional.of(event), at);
    }

    private static byte[] copied(byte[] octets) {
        return Objects.requireNonNull(octets, "octets").clone();
    }

    /**
     * Reads an entry of a stored report.
     *
     * @param map a map as {@link #asMap()} returned it and a JSON library read it back
     * @return the same entry
     * @throws IllegalArgumentException if this release cannot read it; the message says where, and repeats no value
     */
    public static Entry fromMap(Map<String, ?> map) {
        KeptNode kept = KeptNode.of(Objects.requireNonNull(map, "map"));
        Duration at = KeptNode.required("atMs", kept.millis("atMs"));
        String line = KeptNode.required("line", kept.text("line"));
        Entry read;
        try {
            read = Notation.parse(line);
        } catch (IllegalArgumentException none) {
            throw new KeptFault("line", "is no line of a dialogue that this release knows", false);
        }
        return new Entry(read.direction, read.encrypted, read.octets, read.masked, read.event, at);
    }

    /** {@return who spoke} */
    public Direction direction() {
        return direction;
    }

    /** {@return whether the line was inside TLS; false for events} */
    public boolean encrypted() {
        return encrypted;
    }

    /** {@return a copy of the octets, line end included; empty for events} */
    public byte[] octets() {
        return octets.clone();
    }

    /** {@return how many octets it has, line end included; 0 for events} */
    public int length() {
        return octets.length;
    }

    /** {@return whether a {@code [redacted]} in the line stands for one of our secrets} */
    public boolean masked() {
        return masked;
    }

    /** {@return the event, if the entry is one} */
    public Optional<Event> event() {
        return event;
    }

    /** {@return the time since the attempt began} */
    public Duration at() {
        return at;
    }

    /** {@return the line as text that is safe to show, without its line end; for an event, its words} */
    public String text() {
        return event.map(Event::toString)
                .orElseGet(() -> Printable.decode(Arrays.copyOf(octets, octets.length - endLength())));
    }

    private int endLength() {
        int n = octets.length;
        if (n == 0 || octets[n - 1] != '\n') {
            return 0;
        }
        return n > 1 && octets[n - 2] == '\r' ? 2 : 1;
    }

    /** {@return the entry as strings, numbers and booleans, as in a report's map, with the line in the dialogue notation} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("direction", direction.token())
                .put("encrypted", encrypted)
                .put("atMs", Node.millis(at))
                .put("line", toString())
                .map();
    }

    /** {@return the entry in the dialogue notation, on one line} */
    @Override
    public String toString() {
        return Notation.print(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry that
                && direction == that.direction
                && encrypted == that.encrypted
                && Arrays.equals(octets, that.octets)
                && event.equals(that.event);
    }

    @Override
    public int hashCode() {
        return Objects.hash(direction, encrypted, Arrays.hashCode(octets), event);
    }
}
