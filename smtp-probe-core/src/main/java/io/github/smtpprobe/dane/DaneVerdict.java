/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.text.kept.Node;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The verdict of a host's TLSA records on the chain of certificates that it sent. Immutable and thread-safe; verdicts with the
 * same content are equal.
 */
public final class DaneVerdict {
    /** What the verdict means for an SMTP client (RFC 7672 §2.2). */
    public enum State {
        /** There are no records: TLS is opportunistic. */
        NONE("none"),
        /** There are records, but none is usable: TLS is mandatory, but not authenticated. */
        UNUSABLE("unusable"),
        /** A usable record authenticates the server. */
        MATCHES("matches"),
        /** There are usable records, but none authenticates the server: no mail is delivered. */
        MISMATCH("mismatch");

        private final String token;

        State(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code matches}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code matches}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<State> ofToken(String token) {
            return Tokens.find(values(), State::token, token);
        }
    }

    private final List<RecordVerdict> records;
    private final State state;
    private final Set<Trait> traits;

    DaneVerdict(List<RecordVerdict> records, Set<Trait> traits) {
        this.records = List.copyOf(records);
        this.state = state(records);
        EnumSet<Trait> copy = EnumSet.noneOf(Trait.class);
        copy.addAll(traits);
        this.traits = Collections.unmodifiableSet(copy);
    }

    private static State state(List<RecordVerdict> records) {
        if (records.isEmpty()) {
            return State.NONE;
        }
        if (records.stream().anyMatch(RecordVerdict::authenticates)) {
            return State.MATCHES;
        }
        return records.stream().anyMatch(each -> each.usability() == Usability.USABLE)
                ? State.MISMATCH
                : State.UNUSABLE;
    }

    /** {@return what the verdict means for an SMTP client} */
    public State state() {
        return state;
    }

    /** {@return one verdict for each record, in the order in which the records were given} */
    public List<RecordVerdict> records() {
        return records;
    }

    /** {@return the records that authenticate the server} */
    public List<RecordVerdict> authenticating() {
        return records.stream().filter(RecordVerdict::authenticates).toList();
    }

    /** {@return what else is worth mentioning, in the order of the enum} */
    public Set<Trait> traits() {
        return traits;
    }

    /**
     * Tells whether a trait applies.
     *
     * @param trait the trait
     * @return whether it is true of these records and this chain
     */
    public boolean has(Trait trait) {
        return traits.contains(Objects.requireNonNull(trait, "trait"));
    }

    /**
     * The stale records that {@link Trait#STALE_PARAMETERS} is about: the usable records with a combination of usage, selector
     * and matching type of which none would authenticate the server, while a record with another combination would.
     *
     * @return the stale records in order; empty if there are none
     */
    public List<TlsaRecord> stale() {
        return Parameters.stale(records);
    }

    /** {@return the verdict as a plain map, for any JSON library} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("state", state.token())
                .put("records", Node.list(records, RecordVerdict::asMap))
                .put("traits", Node.list(List.copyOf(traits), Trait::token))
                .map();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DaneVerdict that && records.equals(that.records) && traits.equals(that.traits);
    }

    @Override
    public int hashCode() {
        return records.hashCode();
    }

    /** {@return the state, and each record in short} */
    @Override
    public String toString() {
        return state.token() + " " + records;
    }
}
