/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a mechanism may know about the probe that it serves. Created by the session, or by a test of the mechanism; valid for one
 * exchange.
 */
public final class SaslContext {
    /** A private copy. */
    private final Builder given;

    private final Peer peer;

    private SaslContext(Builder given) {
        this.given = given;
        this.peer = new Peer(given);
    }

    /**
     * Begins a context.
     *
     * @param host        the host name that the caller gave, or the name of the mail exchanger
     * @param port        the TCP port
     * @param credentials the caller's credentials
     * @return a builder
     */
    public static Builder builder(String host, int port, Credentials credentials) {
        return new Builder(
                Objects.requireNonNull(host, "host"),
                Arguments.notNegative(port, "port"),
                Objects.requireNonNull(credentials, "credentials"));
    }

    /** The server at the other end. Immutable; compared by identity. */
    public static final class Peer {
        private final Builder given;

        private Peer(Builder given) {
            this.given = given;
        }

        /** {@return the host name that the caller gave, or the name of the mail exchanger} */
        public String host() {
            return given.host;
        }

        /** {@return the TCP port} */
        public int port() {
            return given.port;
        }

        /** {@return whether the connection is encrypted} */
        public boolean encrypted() {
            return given.encrypted;
        }

        /**
         * The channel binding types that this connection supports. In TLS 1.3 the first is {@code tls-exporter}, the default
         * there (RFC 9266 §3), if this Java can export it (25 and later); some servers with -PLUS mechanisms support no other.
         * Then follows {@code tls-server-end-point} (RFC 5929 §4), if it can be derived from the server's certificate. SMTP has
         * no way to ask which types a server supports, and a login is tried only once, so a mechanism should normally use the
         * first.
         *
         * @return the names of the types, the best first; empty without TLS
         */
        public List<String> channelBindings() {
            return List.copyOf(given.bindings.keySet());
        }

        /**
         * One channel binding (RFC 5056) of this connection.
         *
         * @param type such as {@code tls-exporter}
         * @return its data; empty if the connection does not support this type
         */
        public Optional<byte[]> channelBinding(String type) {
            return Optional.ofNullable(given.bindings.get(Objects.requireNonNull(type, "type")))
                    .map(byte[]::clone);
        }

        /**
         * {@return the mechanisms that the server offers on this layer, from which a mechanism can see whether a stronger variant
         * of it was withheld}
         */
        public List<String> offered() {
            return given.offered;
        }

        /** {@return host and port} */
        @Override
        public String toString() {
            return given.host + ":" + given.port + (given.encrypted ? " encrypted" : "");
        }
    }

    /** {@return the server at the other end} */
    public Peer peer() {
        return peer;
    }

    /** {@return the caller's credentials} */
    public Credentials credentials() {
        return given.credentials;
    }

    /** {@return the time that the probe has left now} */
    public Duration timeLeft() {
        return given.timeLeft.get();
    }

    /** {@return a source of unpredictable numbers} */
    public SecureRandom random() {
        return new SecureRandom();
    }

    /**
     * Keeps a secret out of transcript and report. Call it for every secret that the next response contains in any form; it is
     * then masked wherever the server repeats it.
     *
     * @param secret the secret that is about to be sent
     */
    public void keepSecret(Secret secret) {
        given.secrets.accept(Objects.requireNonNull(secret, "secret"));
    }

    /**
     * Reports the details of a SCRAM exchange so far. The last ones reported appear in the report.
     *
     * @param details the details so far
     */
    public void tell(ScramDetails details) {
        given.scram.accept(Objects.requireNonNull(details, "details"));
    }

    /** Builds a {@link SaslContext}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final String host;
        private final int port;
        private final Credentials credentials;
        private boolean encrypted;
        private Map<String, byte[]> bindings = Map.of();
        private Supplier<Duration> timeLeft = () -> Duration.ofSeconds(30);
        private Consumer<Secret> secrets = secret -> {};
        private List<String> offered = List.of();
        private Consumer<ScramDetails> scram = details -> {};

        private Builder(String host, int port, Credentials credentials) {
            this.host = host;
            this.port = port;
            this.credentials = credentials;
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }

        /**
         * Sets whether the connection is encrypted.
         *
         * @param encrypted false if not set
         * @return this builder
         */
        public Builder encrypted(boolean encrypted) {
            this.encrypted = encrypted;
            return this;
        }

        /**
         * Adds a channel binding. Add the best one first.
         *
         * @param type such as {@code tls-exporter} (RFC 9266) or {@code tls-server-end-point} (RFC 5929 §4)
         * @param data the data for this connection
         * @return this builder
         */
        public Builder channelBinding(String type, byte[] data) {
            Map<String, byte[]> more = new LinkedHashMap<>(bindings);
            more.put(
                    Objects.requireNonNull(type, "type"),
                    Objects.requireNonNull(data, "data").clone());
            this.bindings = more;
            return this;
        }

        /**
         * Sets how much time is left.
         *
         * @param timeLeft supplies the time left at the moment of the call; always 30 seconds if not set
         * @return this builder
         */
        public Builder timeLeft(Supplier<Duration> timeLeft) {
            this.timeLeft = Objects.requireNonNull(timeLeft, "timeLeft");
            return this;
        }

        /**
         * Sets a consumer for each secret that is about to be sent.
         *
         * @param secrets masks them; none if not set
         * @return this builder
         */
        public Builder secrets(Consumer<Secret> secrets) {
            this.secrets = Objects.requireNonNull(secrets, "secrets");
            return this;
        }

        /**
         * Sets what the server offers.
         *
         * @param offered the names of the mechanisms; empty if not set
         * @return this builder
         */
        public Builder offered(List<String> offered) {
            this.offered = Arguments.copy(offered, "offered");
            return this;
        }

        /**
         * Sets a consumer for the details of a SCRAM exchange.
         *
         * @param scram called at each step; none if not set
         * @return this builder
         */
        public Builder scram(Consumer<ScramDetails> scram) {
            this.scram = Objects.requireNonNull(scram, "scram");
            return this;
        }

        /** {@return the context} */
        public SaslContext build() {
            return new SaslContext(copy());
        }
    }
}
