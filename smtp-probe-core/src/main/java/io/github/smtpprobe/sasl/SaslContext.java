/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import io.github.smtpprobe.text.Arguments;
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
 * What a mechanism may know of the probe that it serves. Made by the session, or by the test of a mechanism; valid for one
 * exchange.
 */
public final class SaslContext {
    /** A copy that nobody else has. */
    private final Builder given;

    private final Peer peer;

    private SaslContext(Builder given) {
        this.given = given;
        this.peer = new Peer(given);
    }

    /**
     * Begins a context.
     *
     * @param host        the name that the caller gave, or the mail exchanger's
     * @param port        the TCP port
     * @param credentials what the caller gave
     * @return a builder
     */
    public static Builder builder(String host, int port, Credentials credentials) {
        return new Builder(
                Objects.requireNonNull(host, "host"),
                Arguments.notNegative(port, "port"),
                Objects.requireNonNull(credentials, "credentials"));
    }

    /** The other end. Immutable; told apart by identity. */
    public static final class Peer {
        private final Builder given;

        private Peer(Builder given) {
            this.given = given;
        }

        /** {@return the name that the caller gave, or the mail exchanger's} */
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
         * The types of channel binding that this connection has. In TLS 1.3 the first is {@code tls-exporter}, the default there (RFC 9266 §3),
         * if this Java can export it (25 and later): some servers with -PLUS know no other. Then comes {@code tls-server-end-point}
         * (RFC 5929 §4), if the server's certificate has one. SMTP has no way to ask a server which it knows, and a login is tried once: a
         * mechanism that does not know better takes the first.
         *
         * @return names of types, best first; empty where there is no TLS
         */
        public List<String> channelBindings() {
            return List.copyOf(given.bindings.keySet());
        }

        /**
         * One channel binding (RFC 5056) of this connection.
         *
         * @param type such as {@code tls-exporter}
         * @return its data; empty if the connection has none of this type
         */
        public Optional<byte[]> channelBinding(String type) {
            return Optional.ofNullable(given.bindings.get(Objects.requireNonNull(type, "type")))
                    .map(byte[]::clone);
        }

        /** {@return the mechanisms that the server offers in this layer; a mechanism can see by them whether a stronger form of it was left out} */
        public List<String> offered() {
            return given.offered;
        }

        /** {@return host and port} */
        @Override
        public String toString() {
            return given.host + ":" + given.port + (given.encrypted ? " encrypted" : "");
        }
    }

    /** {@return whom we talk to} */
    public Peer peer() {
        return peer;
    }

    /** {@return what the caller gave} */
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
     * Keeps a secret that the next response holds in any form out of transcript and report: it is masked wherever the server
     * repeats it.
     *
     * @param secret about to be sent
     */
    public void keepSecret(Secret secret) {
        given.secrets.accept(Objects.requireNonNull(secret, "secret"));
    }

    /**
     * Tells what an exchange of SCRAM has shown until now; what was told last counts, and stands in the report.
     *
     * @param details of the exchange
     */
    public void tell(ScramDetails details) {
        given.scram.accept(Objects.requireNonNull(details, "details"));
    }

    /** Collects what a mechanism may know. Not thread-safe; may be used again after {@link #build()}. */
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
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        /**
         * Sets whether the connection is encrypted.
         *
         * @param encrypted false if it is not set
         * @return this builder
         */
        public Builder encrypted(boolean encrypted) {
            this.encrypted = encrypted;
            return this;
        }

        /**
         * Adds a channel binding; better ones come first.
         *
         * @param type such as {@code tls-exporter} (RFC 9266) or {@code tls-server-end-point} (RFC 5929 §4)
         * @param data of this connection
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
         * @param timeLeft at the moment of asking; always 30 seconds if it is not set
         * @return this builder
         */
        public Builder timeLeft(Supplier<Duration> timeLeft) {
            this.timeLeft = Objects.requireNonNull(timeLeft, "timeLeft");
            return this;
        }

        /**
         * Sets who is told of each secret before it is sent.
         *
         * @param secrets masks them; nobody if it is not set
         * @return this builder
         */
        public Builder secrets(Consumer<Secret> secrets) {
            this.secrets = Objects.requireNonNull(secrets, "secrets");
            return this;
        }

        /**
         * Sets what the server offers.
         *
         * @param offered names of mechanisms; none if it is not set
         * @return this builder
         */
        public Builder offered(List<String> offered) {
            this.offered = Arguments.copy(offered, "offered");
            return this;
        }

        /**
         * Sets who is told what an exchange of SCRAM shows.
         *
         * @param scram called at each step; nobody if it is not set
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
