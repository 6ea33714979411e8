/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import io.github.smtpprobe.text.Tokens;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** What an exchange of SCRAM showed (RFC 5802). It holds nothing of the password. Immutable. */
public final class ScramDetails {
    /** How far the exchange came. */
    public enum State {
        /** It ended before the server's signature was there. */
        UNFINISHED("unfinished"),
        /** The server's signature is right: it knows the password, or what was made of it. */
        SERVER_PROVEN("server-proven"),
        /** The server's signature is wrong: it does not know the password. */
        SERVER_NOT_PROVEN("server-not-proven"),
        /** The server refused in a message of SCRAM; its reply follows. */
        SERVER_REFUSED("server-refused"),
        /** The server asks for more iterations of the hash than this client computes, or than there was time for. */
        TOO_MANY_ITERATIONS("too-many-iterations"),
        /** User name or password is empty or has characters that SASLprep (RFC 4013) does not allow. */
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
         * Finds one by its token.
         *
         * @param token such as {@code server-proven}
         * @return the one with exactly this token; empty if this release knows none
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

    /** {@return a builder of details of an exchange that is unfinished} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how far it came} */
    public State state() {
        return state;
    }

    /** {@return how often the server has the password hashed, if it said so; RFC 7677 §4 asks for 4096 at least} */
    public OptionalLong iterations() {
        return iterations;
    }

    /** {@return the type of channel binding that the login was bound with, such as {@code tls-exporter} (RFC 9266)} */
    public Optional<String> channelBinding() {
        return channelBinding;
    }

    /** {@return the error in the server's message, one of those of RFC 5802 §7; {@code other-error} if it is none of them} */
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

    /** {@return all of it in one line} */
    @Override
    public String toString() {
        return state.token()
                + (iterations.isPresent() ? ", " + iterations.getAsLong() + " iterations" : "")
                + channelBinding.map(type -> ", bound by " + type).orElse("")
                + serverError.map(error -> ", " + error).orElse("");
    }

    /** Collects details. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder {
        private State state = State.UNFINISHED;
        private OptionalLong iterations = OptionalLong.empty();
        private Optional<String> channelBinding = Optional.empty();
        private Optional<String> serverError = Optional.empty();

        private Builder() {}

        /**
         * Sets how far the exchange came.
         *
         * @param state unfinished if it is not set
         * @return this builder
         */
        public Builder state(State state) {
            this.state = Objects.requireNonNull(state, "state");
            return this;
        }

        /**
         * Sets how often the password is hashed.
         *
         * @param iterations as the server says
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
         * Sets what the login was bound with.
         *
         * @param type of the channel binding
         * @return this builder
         */
        public Builder channelBinding(String type) {
            this.channelBinding = Optional.of(Objects.requireNonNull(type, "type"));
            return this;
        }

        /**
         * Sets what the server says is wrong.
         *
         * @param error one of those of RFC 5802 §7
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
