/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The details of a SCRAM exchange (RFC 5802). They contain nothing of the password. Immutable. */
public final class ScramDetails {
    /** How far the exchange got. */
    public enum State {
        /** It ended before the server's signature arrived. */
        UNFINISHED("unfinished"),
        /** The server's signature is correct: it knows the password, or what is derived from it. */
        SERVER_PROVEN("server-proven"),
        /** The server's signature is wrong: it does not know the password. */
        SERVER_NOT_PROVEN("server-not-proven"),
        /** The server refused in a SCRAM message; its reply follows. */
        SERVER_REFUSED("server-refused"),
        /** The server asks for more iterations of the hash than this client is willing or has time to compute. */
        TOO_MANY_ITERATIONS("too-many-iterations"),
        /** The user name or password is empty, or contains characters that SASLprep (RFC 4013) does not allow. */
        CREDENTIALS_UNFIT("credentials-unfit");

        private final String token;

        State(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code server-proven}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code server-proven}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<State> ofToken(String token) {
            return Tokens.find(values(), State::token, token);
        }
    }

    private final State state;
    private final OptionalLong iterations;
    private final Optional<String> channelBinding;
    private final Optional<String> serverError;

    private ScramDetails(Builder given) {
        this.state = given.state;
        this.iterations = given.iterations;
        this.channelBinding = given.channelBinding;
        this.serverError = given.serverError;
    }

    /** {@return a builder for the details of an unfinished exchange} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how far it got} */
    public State state() {
        return state;
    }

    /** {@return the number of hash iterations that the server asks for, if it said so; RFC 7677 §4 requires at least 4096} */
    public OptionalLong iterations() {
        return iterations;
    }

    /** {@return the channel binding type that was used, such as {@code tls-exporter} (RFC 9266)} */
    public Optional<String> channelBinding() {
        return channelBinding;
    }

    /** {@return the error in the server's message, as defined in RFC 5802 §7; {@code other-error} if it is not one of those} */
    public Optional<String> serverError() {
        return serverError;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScramDetails that
                && state == that.state
                && iterations.equals(that.iterations)
                && channelBinding.equals(that.channelBinding)
                && serverError.equals(that.serverError);
    }

    @Override
    public int hashCode() {
        return Objects.hash(state, iterations, channelBinding, serverError);
    }

    /** {@return all details on one line} */
    @Override
    public String toString() {
        return state.token()
                + (iterations.isPresent() ? ", " + iterations.getAsLong() + " iterations" : "")
                + channelBinding.map(type -> ", bound by " + type).orElse("")
                + serverError.map(error -> ", " + error).orElse("");
    }

    /** Builds {@link ScramDetails}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {
        private State state = State.UNFINISHED;
        private OptionalLong iterations = OptionalLong.empty();
        private Optional<String> channelBinding = Optional.empty();
        private Optional<String> serverError = Optional.empty();

        private Builder() {}

        /**
         * Sets how far the exchange came.
         *
         * @param state the state; unfinished if not set
         * @return this builder
         */
        public Builder state(State state) {
            this.state = Objects.requireNonNull(state, "state");
            return this;
        }

        /**
         * Sets the number of hash iterations.
         *
         * @param iterations the number that the server asks for
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder iterations(long iterations) {
            if (iterations < 0) {
                throw new IllegalArgumentException("iterations: is negative");
            }
            this.iterations = OptionalLong.of(iterations);
            return this;
        }

        /**
         * Sets the channel binding type that was used.
         *
         * @param type the type
         * @return this builder
         */
        public Builder channelBinding(String type) {
            this.channelBinding = Optional.of(Objects.requireNonNull(type, "type"));
            return this;
        }

        /**
         * Sets the error in the server's message.
         *
         * @param error an error as defined in RFC 5802 §7
         * @return this builder
         */
        public Builder serverError(String error) {
            this.serverError = Optional.of(Objects.requireNonNull(error, "error"));
            return this;
        }

        /** {@return the details} */
        public ScramDetails build() {
            return new ScramDetails(this);
        }
    }
}
