/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.records;

import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.KeptNode;
import io.github.smtpprobe.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of a question of DNS, how far it is proven, and for how long. Immutable and thread-safe; two with the same content are equal,
 * whatever they cost: {@link #took()}, {@link #asked()} and {@link #queries()} are left out.
 */
public final class DnsAnswer {
    private final Builder given;

    private DnsAnswer(Builder given) {
        this.given = given;
    }

    /**
     * Begins an answer.
     *
     * @param question that was asked
     * @param security how far the answer is proven
     * @return a builder for it
     */
    public static Builder to(Question question, Security security) {
        return new Builder(Objects.requireNonNull(question, "question"), Objects.requireNonNull(security, "security"));
    }

    /**
     * Reads what {@link #asMap()} wrote.
     *
     * @param map as a JSON library gives it
     * @return the answer
     * @throws IllegalArgumentException if it is none
     */
    public static DnsAnswer fromMap(Map<String, ?> map) {
        return KeptAnswer.read(KeptNode.of(Objects.requireNonNull(map, "map")));
    }

    /** {@return this answer for any JSON library} */
    public Map<String, Object> asMap() {
        return KeptAnswer.write(this);
    }

    /** {@return the same answer, as a builder that can change it} */
    public Builder toBuilder() {
        return given.copy();
    }

    /** {@return what was asked} */
    public Question question() {
        return given.question;
    }

    /** {@return how far the answer is proven; of a chain of aliases the least of its links} */
    public Security security() {
        return given.security;
    }

    /**
     * What was learned: {@link DnsResult#NONE} where nothing was, that is of each answer that is {@link Security#BOGUS}, {@link
     * Security#FAILED} or {@link Security#NOT_ASKED}, and of those that are {@link Security#NOT_TESTED} without an answer.
     *
     * @return what was learned
     */
    public DnsResult result() {
        return given.result;
    }

    /** {@return whether a name server has answered: the result is other than {@link DnsResult#NONE}} */
    public boolean answered() {
        return given.result != DnsResult.NONE;
    }

    /** {@return the records of the type that was asked for, at the end of all aliases; empty unless the result is {@link DnsResult#RECORDS}} */
    public List<DnsRecord> records() {
        return given.records;
    }

    /** {@return the aliases that were followed, in order, each with its own state; also those that led to trouble} */
    public List<Alias> aliases() {
        return given.aliases;
    }

    /** {@return the name at the end of all aliases; the name of the question where there are none} */
    public String finalName() {
        return given.finalName.isEmpty() ? given.question.name() : given.finalName;
    }

    /** {@return how long this may be kept: the least TTL of the chain; without records as the SOA record has it (RFC 2308 §5)} */
    public Optional<Duration> ttl() {
        return given.ttl;
    }

    /** {@return the least end of all signatures that this answer rests on, keys and delegations included; empty if there are none} */
    public Optional<Instant> signedUntil() {
        return given.signedUntil;
    }

    /** {@return the latest beginning of all signatures that this answer rests on; empty if there are none} */
    public Optional<Instant> signedFrom() {
        return given.signedFrom;
    }

    /** {@return the numbers of the algorithms of these signatures, without repetition, ascending (RFC 8624 §3.1)} */
    public List<Integer> algorithms() {
        return given.algorithms;
    }

    /** {@return the numbers of the digests of the DS records on the way, without repetition, ascending (RFC 8624 §3.3)} */
    public List<Integer> digests() {
        return given.digests;
    }

    /** {@return the most iterations of NSEC3 records that were seen; empty if there were none. More than 0 is wrong (RFC 9276 §3.1)} */
    public OptionalInt nsec3Iterations() {
        return given.nsec3Iterations;
    }

    /**
     * The zones that the proof leads through, each with what was seen of its own signatures; {@link #algorithms()}, {@link #digests()}, {@link
     * #nsec3Iterations()} and {@link #signedUntil()} are of all of them together.
     *
     * @return the zones in the order in which they were seen, mostly from the anchor on; empty where nobody looked
     */
    public List<ZoneSigning> zones() {
        return given.zones;
    }

    /** {@return the zone that the answer comes from, or that has the trouble, where that is known; empty text for the root} */
    public Optional<String> zone() {
        return given.zone;
    }

    /** {@return who answered, such as {@code 192.0.2.53:53}; empty if nobody did or it is not known} */
    public String server() {
        return given.server;
    }

    /** {@return when the question was put} */
    public Optional<Instant> asked() {
        return given.asked;
    }

    /** {@return how long it took; zero for what was known already} */
    public Duration took() {
        return given.took;
    }

    /** {@return how many questions were put to name servers for it, those for the proof included; 0 for what was known already} */
    public int queries() {
        return given.queries;
    }

    /** {@return why nothing was learned, or why a learned answer is no better: {@link Trouble#ALGORITHM} of an insecure one} */
    public Optional<Trouble> trouble() {
        return given.trouble;
    }

    /** {@return more about the trouble, in words; may be empty, safe to show} */
    public String detail() {
        return given.detail;
    }

    /** {@return what the resolver itself says of the answer in its AD bit (RFC 4035 §3.2.3); shown, and never trusted} */
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

    /** Makes an answer. Not thread-safe; may be used again. */
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
         * Says how far it is proven.
         *
         * @param state of the answer
         * @return this builder
         */
        public Builder security(Security state) {
            security = Objects.requireNonNull(state, "state");
            return this;
        }

        /**
         * Says what was learned, without records.
         *
         * @param what not {@link DnsResult#RECORDS}
         * @return this builder
         * @throws IllegalArgumentException if it is, since then records are needed
         */
        public Builder result(DnsResult what) {
            if (Objects.requireNonNull(what, "what") == DnsResult.RECORDS) {
                throw new IllegalArgumentException("what: RECORDS needs records");
            }
            result = what;
            records = List.of();
            return this;
        }

        /**
         * Gives the records that were found.
         *
         * @param found of the type that was asked for; none means {@link DnsResult#NO_RECORDS}
         * @return this builder
         */
        public Builder records(List<DnsRecord> found) {
            records = Arguments.copy(found, "found");
            result = records.isEmpty() ? DnsResult.NO_RECORDS : DnsResult.RECORDS;
            return this;
        }

        /**
         * Gives the aliases that were followed.
         *
         * @param followed in order
         * @return this builder
         */
        public Builder aliases(List<Alias> followed) {
            aliases = Arguments.copy(followed, "followed");
            return this;
        }

        /**
         * Names the end of the chain.
         *
         * @param value at the end of all aliases
         * @return this builder
         */
        public Builder finalName(String value) {
            finalName = WireName.safe(Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Says how long the answer may be kept.
         *
         * @param value not negative; what is longer than 2,147,483,647 seconds is cut (RFC 2181 §8)
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder ttl(Duration value) {
            ttl = Optional.of(Bounds.ttl(value, "value"));
            return this;
        }

        /**
         * Says when the first of the signatures ends.
         *
         * @param value the least
         * @return this builder
         */
        public Builder signedUntil(Instant value) {
            signedUntil = Optional.of(Bounds.instant(value));
            return this;
        }

        /**
         * Says when the last of the signatures began.
         *
         * @param value the latest
         * @return this builder
         */
        public Builder signedFrom(Instant value) {
            signedFrom = Optional.of(Bounds.instant(value));
            return this;
        }

        /**
         * Says which algorithms signed.
         *
         * @param value their numbers
         * @return this builder
         */
        public Builder algorithms(List<Integer> value) {
            algorithms = Bounds.numbers(value, "value");
            return this;
        }

        /**
         * Says which digests delegations have.
         *
         * @param value their numbers
         * @return this builder
         */
        public Builder digests(List<Integer> value) {
            digests = Bounds.numbers(value, "value");
            return this;
        }

        /**
         * Says how often names are hashed.
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
         * Says how each zone on the way is signed.
         *
         * @param value in their order
         * @return this builder
         */
        public Builder zones(List<ZoneSigning> value) {
            zones = Arguments.copy(value, "value");
            return this;
        }

        /**
         * Names the zone.
         *
         * @param value without a last dot
         * @return this builder
         */
        public Builder zone(String value) {
            zone = Optional.of(WireName.safe(Objects.requireNonNull(value, "value")));
            return this;
        }

        /**
         * Says who answered.
         *
         * @param value address and port; made safe to show
         * @return this builder
         */
        public Builder server(String value) {
            server = Printable.cut(Printable.clean(Objects.requireNonNull(value, "value")), LONGEST, "\u2026");
            return this;
        }

        /**
         * Says when the question was put.
         *
         * @param value the moment
         * @return this builder
         */
        public Builder asked(Instant value) {
            asked = Optional.of(Bounds.instant(value));
            return this;
        }

        /**
         * Says how long it took.
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
         * Says what it cost.
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
         * Says what went wrong.
         *
         * @param value why
         * @return this builder
         */
        public Builder trouble(Trouble value) {
            trouble = Optional.of(Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Says more about it.
         *
         * @param value in words; made safe to show and cut after 300 characters
         * @return this builder
         */
        public Builder detail(String value) {
            detail = Printable.cut(Printable.clean(Objects.requireNonNull(value, "value")), LONGEST, "\u2026");
            return this;
        }

        /**
         * Says what the resolver says.
         *
         * @param value its AD bit
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
         * @throws IllegalStateException if something was learned by a state that learns nothing, or nothing by one that does
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
