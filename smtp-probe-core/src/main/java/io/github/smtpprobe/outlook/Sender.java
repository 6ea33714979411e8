/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.OwnId;
import io.github.smtpprobe.text.Printable;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A kind of sending mail server, that is a mail program or a provider in a certain configuration, and what it does in each
 * {@link Condition}. Immutable; thread-safe if an application's rule is.
 */
public final class Sender {
    private static final int LONGEST_NAME = 200;

    private final Builder given;

    private Sender(Builder given) {
        this.given = given;
    }

    /**
     * Begins a sender of the application's own.
     *
     * @param token an id of two to four parts separated by dots, beginning with a name of your own, such as {@code acme.gateway}
     * @param name  a name for people, such as {@code the gateway of Acme}, cut after 200 characters
     * @return a builder for a sender without DANE and MTA-STS, of which nothing else is known
     * @throws IllegalArgumentException if the token has another form, or begins as ids of the library do
     */
    public static Builder builder(String token, String name) {
        return new Builder(OwnId.checked(token, "token"), name);
    }

    /** Begins one of the library's own senders. */
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

    /** {@return whether it uses DANE (RFC 7672)} */
    public boolean dane() {
        return given.dane;
    }

    /** {@return whether it follows MTA-STS policies (RFC 8461)} */
    public boolean mtaSts() {
        return given.mtaSts;
    }

    /** {@return whether it can send over IPv6} */
    public Ability ipv6() {
        return given.ipv6;
    }

    /** {@return the documents that say what it does; empty if there are none} */
    public String source() {
        return given.source;
    }

    /** {@return when those documents were read} */
    public Optional<YearMonth> read() {
        return given.read;
    }

    /** What it does in a condition, if that is known. */
    Optional<Way> way(Condition condition) {
        return Optional.ofNullable(given.ways.get(condition));
    }

    Optional<Rule> rule() {
        return given.rule;
    }

    /**
     * The same sender, with or without IPv6.
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

    /** A rule that computes what an application's own sender does. If it throws or returns null, the prospect is not known. */
    @FunctionalInterface
    public interface Rule {
        /**
         * Predicts what becomes of mail for one exchanger.
         *
         * @param domain what is known of the domain
         * @param host   what is known about the exchanger, without its {@linkplain HostState#others() others}, for each of which
         *     the rule is called separately
         * @return the forecast; if its {@link Forecast#source()} is empty, that of the sender is used
         */
        Forecast forecast(DomainState domain, HostState host);
    }

    /** Builds a {@link Sender}. Not thread-safe; may be used again after {@link #build()}. */
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
         * Copies the behaviour of another sender, with its sources, and discards what was set before.
         *
         * @param other such as one of {@link Senders#standard()}
         * @return this builder
         */
        public Builder like(Sender other) {
            take(Objects.requireNonNull(other, "other").given);
            return this;
        }

        /**
         * Sets whether it uses DANE.
         *
         * @param dane whether it does
         * @return this builder
         */
        public Builder dane(boolean dane) {
            this.dane = dane;
            return this;
        }

        /**
         * Sets whether it follows MTA-STS policies.
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
         * Sets the documents that say what it does.
         *
         * @param source titles of documents, cut after 200 characters
         * @param read   when they were read
         * @return this builder
         */
        public Builder source(String source, YearMonth read) {
            this.source = text(source, "source");
            this.read = Optional.of(Objects.requireNonNull(read, "read"));
            return this;
        }

        /**
         * Sets what it does in a condition.
         *
         * @param condition the condition
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
         * Sets a rule, which replaces everything that was set for individual conditions.
         *
         * @param rule must be thread-safe, and fast, since it is called for each exchanger and each of its
         *     {@linkplain HostState#others() others}
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
