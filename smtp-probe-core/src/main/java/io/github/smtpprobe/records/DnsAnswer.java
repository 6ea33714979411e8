/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.kept.KeptNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The answer to a DNS question: what was learned, how far it is proven, and for how long it is valid. Immutable and thread-safe.
 * Answers with the same content are equal; {@link #took()}, {@link #asked()} and {@link #queries()} are not compared.
 */
public final class DnsAnswer {
    private final Builder given;

    private DnsAnswer(Builder given) {
        this.given = given;
    }

    /**
     * Begins an answer.
     *
     * @param question the question
     * @param security how far the answer is proven
     * @return a builder
     */
    public static Builder to(Question question, Security security) {
        return new Builder(Objects.requireNonNull(question, "question"), Objects.requireNonNull(security, "security"));
    }

    /**
     * Reads what {@link #asMap()} wrote.
     *
     * @param map a map as a JSON library read it
     * @return the answer
     * @throws IllegalArgumentException if the map is not an answer
     */
    public static DnsAnswer fromMap(Map<String, ?> map) {
        return KeptAnswer.read(KeptNode.of(Objects.requireNonNull(map, "map")));
    }

    /** {@return this answer as a plain map, for any JSON library} */
    public Map<String, Object> asMap() {
        return KeptAnswer.write(this);
    }

    /** {@return a builder with all the values of this answer} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return what was asked} */
    public Question question() {
        return given.question;
    }

    /** {@return how far the answer is proven; for a chain of aliases, that of its weakest link} */
    public Security security() {
        return given.security;
    }

    /**
     * What was learned. It is {@link DnsResult#NONE} if nothing was learned: for every answer that is {@link Security#BOGUS},
     * {@link Security#FAILED} or {@link Security#NOT_ASKED}, and for one that is {@link Security#NOT_TESTED} because no answer
     * came.
     *
     * @return what was learned
     */
    public DnsResult result() {
        return given.result;
    }

    /** {@return whether anything was learned, so that the result is not {@link DnsResult#NONE}} */
    public boolean answered() {
        return given.result != DnsResult.NONE;
    }

    /** {@return the records of the requested type, at the end of all aliases; empty unless the result is {@link DnsResult#RECORDS}} */
    public List<DnsRecord> records() {
        return given.records;
    }

    /** {@return the aliases that were followed, in order, each with its own state, even if they led to trouble} */
    public List<Alias> aliases() {
        return given.aliases;
    }

    /** {@return the name at the end of all aliases; the name of the question if there are none} */
    public String finalName() {
        return given.finalName.isEmpty() ? given.question.name() : given.finalName;
    }

    /**
     * {@return how long the answer may be cached: the smallest TTL of the chain or, without records, the time in the SOA record
     * (RFC 2308 §5)}
     */
    public Optional<Duration> ttl() {
        return given.ttl;
    }

    /**
     * {@return the earliest expiration of all signatures that this answer rests on, including those of keys and delegations;
     * empty if there are none}
     */
    public Optional<Instant> signedUntil() {
        return given.signedUntil;
    }

    /** {@return the latest inception of all signatures that this answer rests on; empty if there are none} */
    public Optional<Instant> signedFrom() {
        return given.signedFrom;
    }

    /** {@return the algorithm numbers of these signatures, in ascending order without repetition (RFC 8624 §3.1)} */
    public List<Integer> algorithms() {
        return given.algorithms;
    }

    /** {@return the digest numbers of the DS records on the way, in ascending order without repetition (RFC 8624 §3.3)} */
    public List<Integer> digests() {
        return given.digests;
    }

    /**
     * {@return the highest iteration count in NSEC3 records that were seen; empty if there were none. More than 0 is wrong (RFC
     * 9276 §3.1)}
     */
    public OptionalInt nsec3Iterations() {
        return given.nsec3Iterations;
    }

    /**
     * The zones that the proof leads through, each with what was seen of its own signatures; {@link #algorithms()},
     * {@link #digests()}, {@link #nsec3Iterations()} and {@link #signedUntil()} cover all of them together.
     *
     * @return the zones in the order in which they were seen, usually beginning with that of the anchor; empty if signatures were
     *     not examined
     */
    public List<ZoneSigning> zones() {
        return given.zones;
    }

    /** {@return the zone that the answer comes from, or that has the trouble, if known; an empty text for the root} */
    public Optional<String> zone() {
        return given.zone;
    }

    /** {@return the name server that answered, such as {@code 192.0.2.53:53}; empty if none did or it is not known} */
    public String server() {
        return given.server;
    }

    /** {@return when the question was asked} */
    public Optional<Instant> asked() {
        return given.asked;
    }

    /** {@return how long it took; zero if the answer was already known} */
    public Duration took() {
        return given.took;
    }

    /** {@return how many questions were sent to name servers for it, including those for the proof; 0 if the answer was already known} */
    public int queries() {
        return given.queries;
    }

    /**
     * {@return why nothing was learned, or why the answer is not proven further, such as {@link Trouble#ALGORITHM} for an
     * insecure answer}
     */
    public Optional<Trouble> trouble() {
        return given.trouble;
    }

    /** {@return more about the trouble, in words that are safe to show; may be empty} */
    public String detail() {
        return given.detail;
    }

    /** {@return the resolver's AD bit (RFC 4035 §3.2.3), which is shown but never trusted} */
    public Optional<Boolean> resolverSaysSecure() {
        return given.resolverSaysSecure;
    }

    private List<Object> parts() {
        return List.of(
                given.question,
                given.security,
                given.result,
                given.records,
                given.aliases,
                finalName(),
                given.ttl,
                given.signedUntil,
                given.signedFrom,
                given.algorithms,
                given.digests,
                given.nsec3Iterations,
                given.zones,
                given.zone,
                given.server,
                given.trouble,
                given.detail,
                given.resolverSaysSecure);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DnsAnswer that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return question, security, result and trouble} */
    @Override
    public String toString() {
        return given.question + ": " + given.security.token() + " " + given.result.token() + " " + given.records
                + given.trouble.map(why -> " " + why.token()).orElse("");
    }

    /** Builds a {@link DnsAnswer}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private static final int LONGEST = 300;

        private final Question question;
        private Security security;
        private DnsResult result = DnsResult.NONE;
        private List<DnsRecord> records = List.of();
        private List<Alias> aliases = List.of();
        private String finalName = "";
        private Optional<Duration> ttl = Optional.empty();
        private Optional<Instant> signedUntil = Optional.empty();
        private Optional<Instant> signedFrom = Optional.empty();
        private List<Integer> algorithms = List.of();
        private List<Integer> digests = List.of();
        private OptionalInt nsec3Iterations = OptionalInt.empty();
        private List<ZoneSigning> zones = List.of();
        private Optional<String> zone = Optional.empty();
        private String server = "";
        private Optional<Instant> asked = Optional.empty();
        private Duration took = Duration.ZERO;
        private int queries = 0;
        private Optional<Trouble> trouble = Optional.empty();
        private String detail = "";
        private Optional<Boolean> resolverSaysSecure = Optional.empty();

        private Builder(Question question, Security security) {
            this.question = question;
            this.security = security;
        }

        private Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        /**
         * Sets how far the answer is proven.
         *
         * @param state the state of the answer
         * @return this builder
         */
        public Builder security(Security state) {
            security = Objects.requireNonNull(state, "state");
            return this;
        }

        /**
         * Sets what was learned, if it was not records.
         *
         * @param what any result but {@link DnsResult#RECORDS}
         * @return this builder
         * @throws IllegalArgumentException if it is {@link DnsResult#RECORDS}, which needs records
         */
        public Builder result(DnsResult what) {
            if (Objects.requireNonNull(what, "what") == DnsResult.RECORDS) {
                throw new IllegalArgumentException("what: must not be RECORDS, which is set by records(...)");
            }
            result = what;
            records = List.of();
            return this;
        }

        /**
         * Sets the records that were found.
         *
         * @param found records of the requested type; if empty, the result is {@link DnsResult#NO_RECORDS}
         * @return this builder
         */
        public Builder records(List<DnsRecord> found) {
            records = Arguments.copy(found, "found");
            result = records.isEmpty() ? DnsResult.NO_RECORDS : DnsResult.RECORDS;
            return this;
        }

        /**
         * Sets the aliases that were followed.
         *
         * @param followed in order
         * @return this builder
         */
        public Builder aliases(List<Alias> followed) {
            aliases = Arguments.copy(followed, "followed");
            return this;
        }

        /**
         * Sets the name at the end of all aliases.
         *
         * @param value the name
         * @return this builder
         */
        public Builder finalName(String value) {
            finalName = WireName.safe(Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Sets how long the answer may be cached.
         *
         * @param value not negative; limited to 2,147,483,647 seconds (RFC 2181 §8)
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder ttl(Duration value) {
            ttl = Optional.of(Bounds.ttl(value, "value"));
            return this;
        }

        /**
         * Sets the earliest expiration of the signatures.
         *
         * @param value the moment
         * @return this builder
         */
        public Builder signedUntil(Instant value) {
            signedUntil = Optional.of(Bounds.instant(value));
            return this;
        }

        /**
         * Sets the latest inception of the signatures.
         *
         * @param value the moment
         * @return this builder
         */
        public Builder signedFrom(Instant value) {
            signedFrom = Optional.of(Bounds.instant(value));
            return this;
        }

        /**
         * Sets the algorithms of the signatures.
         *
         * @param value their numbers
         * @return this builder
         */
        public Builder algorithms(List<Integer> value) {
            algorithms = Bounds.numbers(value, "value");
            return this;
        }

        /**
         * Sets the digests of the DS records.
         *
         * @param value their numbers
         * @return this builder
         */
        public Builder digests(List<Integer> value) {
            digests = Bounds.numbers(value, "value");
            return this;
        }

        /**
         * Sets the highest NSEC3 iteration count.
         *
         * @param value not negative
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder nsec3Iterations(int value) {
            nsec3Iterations = OptionalInt.of(Arguments.notNegative(value, "value"));
            return this;
        }

        /**
         * Sets how each zone on the way is signed.
         *
         * @param value the zones in order
         * @return this builder
         */
        public Builder zones(List<ZoneSigning> value) {
            zones = Arguments.copy(value, "value");
            return this;
        }

        /**
         * Sets the zone.
         *
         * @param value its name without a final dot
         * @return this builder
         */
        public Builder zone(String value) {
            zone = Optional.of(WireName.safe(Objects.requireNonNull(value, "value")));
            return this;
        }

        /**
         * Sets the name server that answered.
         *
         * @param value address and port; made safe to show
         * @return this builder
         */
        public Builder server(String value) {
            server = Printable.cut(Printable.clean(Objects.requireNonNull(value, "value")), LONGEST, "\u2026");
            return this;
        }

        /**
         * Sets when the question was asked.
         *
         * @param value the moment
         * @return this builder
         */
        public Builder asked(Instant value) {
            asked = Optional.of(Bounds.instant(value));
            return this;
        }

        /**
         * Sets how long it took.
         *
         * @param value not negative
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder took(Duration value) {
            took = Bounds.took(value);
            return this;
        }

        /**
         * Sets how many questions were sent.
         *
         * @param value not negative
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder queries(int value) {
            queries = Arguments.notNegative(value, "value");
            return this;
        }

        /**
         * Sets what went wrong.
         *
         * @param value why
         * @return this builder
         */
        public Builder trouble(Trouble value) {
            trouble = Optional.of(Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Sets details of the trouble.
         *
         * @param value in words; made safe to show and cut after 300 characters
         * @return this builder
         */
        public Builder detail(String value) {
            detail = Printable.cut(Printable.clean(Objects.requireNonNull(value, "value")), LONGEST, "\u2026");
            return this;
        }

        /**
         * Sets the resolver's AD bit.
         *
         * @param value the AD bit
         * @return this builder
         */
        public Builder resolverSaysSecure(boolean value) {
            resolverSaysSecure = Optional.of(value);
            return this;
        }

        /**
         * Makes the answer.
         *
         * @return the answer
         * @throws IllegalStateException if the state and the result contradict each other
         */
        public DnsAnswer build() {
            boolean possible = security == Security.NOT_TESTED || security.learned() == (result != DnsResult.NONE);
            if (!possible) {
                throw new IllegalStateException("result: " + result.token() + " cannot be " + security.token());
            }
            return new DnsAnswer(copy());
        }
    }
}
