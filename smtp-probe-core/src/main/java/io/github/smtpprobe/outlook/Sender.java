/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.text.OwnId;
import io.github.smtpprobe.text.Printable;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A kind of mail server that sends, as a software or a provider is configured, and what it does in each {@link Condition}. Immutable, and
 * thread-safe as long as the rule of an application is.
 */
public final class Sender {
    private static final int LONGEST_NAME = 200;

    private final Builder given;

    private Sender(Builder given) {
        this.given = given;
    }

    /**
     * Begins a sender of an application.
     *
     * @param token an id of two to four words with dots between them, the first a name of your own, such as {@code acme.gateway}
     * @param name  for people, such as {@code the gateway of Acme}; at most 200 characters are kept
     * @return a builder for one that does neither DANE nor MTA-STS, of whose IPv6 nothing is known, and that nobody has said
     *         anything about
     * @throws IllegalArgumentException if the token has another form, or begins as those of the library do
     */
    public static Builder builder(String token, String name) {
        return new Builder(OwnId.checked(token, "token"), name);
    }

    /** One of the library's. */
    static Builder standard(String token, String name) {
        return new Builder(token, name);
    }

    /** {@return its stable token, such as {@code gmail}} */
    public String token() {
        return given.token;
    }

    /** {@return its name for people, such as {@code Gmail}} */
    public String name() {
        return given.name;
    }

    /** {@return whether it acts by TLSA records (RFC 7672)} */
    public boolean dane() {
        return given.dane;
    }

    /** {@return whether it acts by the policies of MTA-STS (RFC 8461)} */
    public boolean mtaSts() {
        return given.mtaSts;
    }

    /** {@return whether it can send over IPv6} */
    public Ability ipv6() {
        return given.ipv6;
    }

    /** {@return the documents that say what it does; empty where there is none} */
    public String source() {
        return given.source;
    }

    /** {@return when they were read} */
    public Optional<YearMonth> read() {
        return given.read;
    }

    /** What it does, if somebody has said so. */
    Optional<Way> way(Condition condition) {
        return Optional.ofNullable(given.ways.get(condition));
    }

    Optional<Rule> rule() {
        return given.rule;
    }

    /**
     * Makes the same sender where it is known whether it has IPv6.
     *
     * @param ipv6 whether it can send over IPv6
     * @return a sender with the same token
     */
    public Sender withIpv6(Ability ipv6) {
        return new Builder(given).ipv6(ipv6).build();
    }

    @Override
    public String toString() {
        return given.token;
    }

    /** What a sender of an application does, computed by it. Where it throws, or returns null, the prospect is not known. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Foretells what becomes of mail for one exchanger.
         *
         * @param domain what is known of the domain
         * @param host   what is known of the exchanger, without its {@linkplain HostState#others() others}, each of which is asked for alone
         * @return what becomes of it; it may leave {@link Forecast#source()} empty, where that of the sender is taken
         */
        Forecast forecast(DomainState domain, HostState host);
    }

    /** Collects a {@link Sender}; it may be used again, and is not thread-safe. */
    public static final class Builder {
        private final String token;
        private final String name;
        private boolean dane;
        private boolean mtaSts;
        private Ability ipv6 = Ability.NOT_KNOWN;
        private String source = "";
        private Optional<YearMonth> read = Optional.empty();
        private Optional<Rule> rule = Optional.empty();
        private final Map<Condition, Way> ways = new EnumMap<>(Condition.class);

        private Builder(String token, String name) {
            this.token = token;
            this.name = text(name, "name");
        }

        private Builder(Builder other) {
            this.token = other.token;
            this.name = other.name;
            take(other);
        }

        private void take(Builder other) {
            dane = other.dane;
            mtaSts = other.mtaSts;
            ipv6 = other.ipv6;
            source = other.source;
            read = other.read;
            rule = other.rule;
            ways.clear();
            ways.putAll(other.ways);
        }

        private static String text(String given, String name) {
            return Printable.clean(Printable.cut(Objects.requireNonNull(given, name), LONGEST_NAME, "\u2026"));
        }

        /**
         * Takes all ways of another sender, with its sources; what was set before is lost.
         *
         * @param other such as one of {@link Senders#standard()}
         * @return this builder
         */
        public Builder like(Sender other) {
            take(Objects.requireNonNull(other, "other").given);
            return this;
        }

        /**
         * Sets whether it acts by TLSA records.
         *
         * @param dane whether it does
         * @return this builder
         */
        public Builder dane(boolean dane) {
            this.dane = dane;
            return this;
        }

        /**
         * Sets whether it acts by the policies of MTA-STS.
         *
         * @param mtaSts whether it does
         * @return this builder
         */
        public Builder mtaSts(boolean mtaSts) {
            this.mtaSts = mtaSts;
            return this;
        }

        /**
         * Sets whether it can send over IPv6.
         *
         * @param ipv6 whether it can
         * @return this builder
         */
        public Builder ipv6(Ability ipv6) {
            this.ipv6 = Objects.requireNonNull(ipv6, "ipv6");
            return this;
        }

        /**
         * Sets where its ways are known from.
         *
         * @param source titles of documents; at most 200 characters are kept
         * @param read   when they were read
         * @return this builder
         */
        public Builder source(String source, YearMonth read) {
            this.source = text(source, "source");
            this.read = Optional.of(Objects.requireNonNull(read, "read"));
            return this;
        }

        /**
         * Says what it does in a condition.
         *
         * @param condition in which
         * @param prospect  what becomes of the message
         * @param why       one full sentence
         * @return this builder
         */
        public Builder way(Condition condition, Prospect prospect, String why) {
            Objects.requireNonNull(condition, "condition");
            return way(condition, Way.of(prospect, why));
        }

        Builder way(Condition condition, Way way) {
            ways.put(condition, way);
            return this;
        }

        /**
         * Sets a rule, which is asked in the place of all ways.
         *
         * @param rule thread-safe, and fast: it is asked for each exchanger and each of its {@linkplain HostState#others() others}
         * @return this builder
         */
        public Builder rule(Rule rule) {
            this.rule = Optional.of(Objects.requireNonNull(rule, "rule"));
            return this;
        }

        /** {@return the sender} */
        public Sender build() {
            return new Sender(new Builder(this));
        }
    }
}
