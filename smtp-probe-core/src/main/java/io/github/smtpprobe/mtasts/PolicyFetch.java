/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.Node;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.Tokens;
import io.github.smtpprobe.tls.TlsInfo;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the policy was come by, or why it was not (RFC 8461 §3.3): one GET of {@code /.well-known/mta-sts.txt} over HTTPS at the policy
 * host. What the host wrote is octets, and nothing of them is shown but what was read as a policy. Immutable and thread-safe.
 */
public final class PolicyFetch {
    /** So many octets of a body are read, and no more: what RFC 8461 §3.3 suggests. */
    public static final int MOST_OCTETS = 64 * 1024;

    private static final int MOST_SHOWN = 500;

    /** Whoever gave a host less time cannot say that it is slow. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Builder given;

    private PolicyFetch(Builder given) {
        this.given = given;
    }

    /**
     * Begins the result of a fetch.
     *
     * @param host    the policy host, such as {@code mta-sts.example.com}
     * @param outcome how it ended
     * @return a builder
     */
    public static Builder builder(String host, Outcome outcome) {
        return new Builder(Objects.requireNonNull(host, "host"), Objects.requireNonNull(outcome, "outcome"));
    }

    /** How it ended: only {@link #FETCHED} gives a sender something to read. */
    public enum Outcome {
        /** The host answered 200, and the whole body is here. */
        FETCHED("fetched"),
        /** There was no address to connect to: DNS has none, or could not say. */
        NO_ADDRESS("no-address"),
        /** Every address is one that must not be connected to. */
        DENIED("denied"),
        /** No address took a connection. */
        NO_CONNECTION("no-connection"),
        /** The TLS handshake failed, for another reason than the certificate. */
        TLS_FAILED("tls-failed"),
        /** The certificate is not trusted, out of date or not made out to the policy host: nothing was asked for. */
        BAD_CERTIFICATE("bad-certificate"),
        /** The host answered with a redirection (3xx), which must not be followed. */
        REDIRECT("redirect"),
        /** The host answered with another status than 200. */
        STATUS("status"),
        /** What the host answered is not HTTP/1.1, or ended before it was complete. */
        BAD_HTTP("bad-http"),
        /** The body is longer than {@link #MOST_OCTETS}: its beginning is here. */
        TOO_BIG("too-big"),
        /** The time was over. */
        TIME("time"),
        /** It was cancelled. */
        CANCELLED("cancelled"),
        /** This machine could not do it, or code of the application failed: it says nothing of the host. */
        LOCAL("local");

        private final String token;

        Outcome(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code fetched}} */
        public String token() {
            return token;
        }

        /**
         * Finds one by its token.
         *
         * @param token such as {@code fetched}
         * @return the one with exactly this token; empty if this release knows none
         */
        public static Optional<Outcome> ofToken(String token) {
            return Tokens.find(values(), Outcome::token, token);
        }
    }

    /** {@return the policy host, which the certificate must be made out to} */
    public String host() {
        return given.host;
    }

    /** {@return how it ended} */
    public Outcome outcome() {
        return given.outcome;
    }

    /**
     * Tells whether this says what a sender would meet at the host. What ended for a reason on our side does not, nor does a time that was over
     * within ten seconds.
     *
     * @return whether it does
     */
    public boolean telling() {
        return switch (outcome()) {
            case DENIED, CANCELLED, LOCAL -> false;
            case TIME -> took().compareTo(PATIENCE) >= 0;
            default -> true;
        };
    }

    /** {@return how it ended, in words and safe to show; may be empty} */
    public String detail() {
        return given.detail;
    }

    /** {@return the address that was connected to last; empty if none was} */
    public Optional<InetAddress> address() {
        return given.address;
    }

    /** {@return the addresses that were tried before and did not take a connection, in order} */
    public List<InetAddress> silent() {
        return given.silent;
    }

    /** {@return what the TLS handshake showed: the chain as sent and the verdicts on it; empty if there was none} */
    public Optional<TlsInfo> tls() {
        return given.tls;
    }

    /** {@return the status code of the answer; empty if none came} */
    public OptionalInt status() {
        return given.status;
    }

    /** {@return the field Content-Type, safe to show and cut to 500 characters; empty if there is none} */
    public Optional<String> contentType() {
        return given.contentType;
    }

    /** {@return whether the field Content-Type says {@code text/plain}, in any case and with any parameters: a sender should look at it} */
    public boolean plainText() {
        return contentType()
                .map(type -> type.substring(0, (type + ";").indexOf(';')))
                .filter(type -> type.strip().equalsIgnoreCase("text/plain"))
                .isPresent();
    }

    /** {@return the field Content-Encoding where it says anything but {@code identity}: the body is left as it is, and is no policy} */
    public Optional<String> contentEncoding() {
        return given.contentEncoding;
    }

    /** {@return the field Location of a redirection, safe to show and cut to 500 characters; nobody went there} */
    public Optional<String> location() {
        return given.location;
    }

    /** {@return a copy of the body without its transfer coding, at most {@link #MOST_OCTETS}; empty unless the status is 200} */
    public byte[] body() {
        return given.body.clone();
    }

    /** {@return how long it took, all addresses together} */
    public Duration took() {
        return given.took;
    }

    /**
     * For JSON: {@code host}, {@code outcome}, {@code detail}, {@code address}, {@code silent}, {@code status}, {@code contentType},
     * {@code plainText}, {@code contentEncoding}, {@code location}, {@code octets}, {@code protocol}, {@code tookMs}.
     *
     * @return a plain map without the body
     */
    public Map<String, Object> asMap() {
        return new Node()
                .put("host", host())
                .put("outcome", outcome().token())
                .text("detail", detail())
                .put("address", address().map(AddressLiteral::text))
                .put("silent", Node.list(silent(), AddressLiteral::text))
                .put("status", status())
                .put("contentType", contentType())
                .put("plainText", plainText())
                .put("contentEncoding", contentEncoding())
                .put("location", location())
                .put("octets", given.body.length)
                .put("protocol", tls().flatMap(TlsInfo::protocol))
                .put("tookMs", Node.millis(took()))
                .map();
    }

    private List<Object> parts() {
        return List.of(
                given.host,
                given.outcome,
                given.detail,
                given.address,
                given.silent,
                given.tls,
                given.status,
                given.contentType,
                given.contentEncoding,
                given.location,
                given.took);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyFetch that
                && parts().equals(that.parts())
                && Arrays.equals(given.body, that.given.body);
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return host, outcome, status and detail} */
    @Override
    public String toString() {
        String code = status().isPresent() ? " " + status().getAsInt() : "";
        return host() + " " + outcome().token() + code + (detail().isEmpty() ? "" : ": " + detail());
    }

    /** Collects what belongs to it. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final String host;
        private final Outcome outcome;
        private String detail = "";
        private Optional<InetAddress> address = Optional.empty();
        private List<InetAddress> silent = List.of();
        private Optional<TlsInfo> tls = Optional.empty();
        private OptionalInt status = OptionalInt.empty();
        private Optional<String> contentType = Optional.empty();
        private Optional<String> contentEncoding = Optional.empty();
        private Optional<String> location = Optional.empty();
        private byte[] body = new byte[0];
        private Duration took = Duration.ZERO;

        private Builder(String host, Outcome outcome) {
            this.host = shown(host, "host");
            this.outcome = outcome;
        }

        private Builder copy() {
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        private static String shown(String text, String name) {
            return Printable.clean(Printable.cut(Objects.requireNonNull(text, name), MOST_SHOWN, "\u2026"));
        }

        /**
         * Sets how it ended.
         *
         * @param words in words
         * @return this builder
         */
        public Builder detail(String words) {
            this.detail = shown(words, "words");
            return this;
        }

        /**
         * Sets where a connection was made.
         *
         * @param connected that address
         * @return this builder
         */
        public Builder address(InetAddress connected) {
            this.address = Optional.of(Objects.requireNonNull(connected, "connected"));
            return this;
        }

        /**
         * Sets what took no connection.
         *
         * @param addresses in the order in which they were tried
         * @return this builder
         */
        public Builder silent(List<InetAddress> addresses) {
            this.silent = Arguments.copy(addresses, "addresses");
            return this;
        }

        /**
         * Sets what the handshake showed.
         *
         * @param seen also of one that failed
         * @return this builder
         */
        public Builder tls(TlsInfo seen) {
            this.tls = Optional.of(Objects.requireNonNull(seen, "seen"));
            return this;
        }

        /**
         * Sets the status code.
         *
         * @param code as it came
         * @return this builder
         */
        public Builder status(int code) {
            this.status = OptionalInt.of(code);
            return this;
        }

        /**
         * Sets the field Content-Type.
         *
         * @param value as it came
         * @return this builder
         */
        public Builder contentType(String value) {
            this.contentType = Optional.of(shown(value, "value"));
            return this;
        }

        /**
         * Sets the field Content-Encoding.
         *
         * @param value as it came
         * @return this builder
         */
        public Builder contentEncoding(String value) {
            this.contentEncoding = Optional.of(shown(value, "value"));
            return this;
        }

        /**
         * Sets the field Location.
         *
         * @param value as it came
         * @return this builder
         */
        public Builder location(String value) {
            this.location = Optional.of(shown(value, "value"));
            return this;
        }

        /**
         * Sets the body.
         *
         * @param octets without transfer coding; what is beyond {@link PolicyFetch#MOST_OCTETS} is left out
         * @return this builder
         */
        public Builder body(byte[] octets) {
            this.body = Arrays.copyOf(Objects.requireNonNull(octets, "octets"), Math.min(octets.length, MOST_OCTETS));
            return this;
        }

        /**
         * Sets how long it took.
         *
         * @param time from the first connect on
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder took(Duration time) {
            this.took = Arguments.notNegative(time, "time");
            return this;
        }

        /** {@return the result} */
        public PolicyFetch build() {
            return new PolicyFetch(copy());
        }
    }
}
