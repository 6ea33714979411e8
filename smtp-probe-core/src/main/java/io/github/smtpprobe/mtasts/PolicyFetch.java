/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.text.kept.Node;
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
 * How the policy was fetched, or why that failed (RFC 8461 §3.3): one GET of {@code /.well-known/mta-sts.txt} over HTTPS from the
 * policy host. The host's response is kept as octets, of which only what was read as a policy is ever shown. Immutable and
 * thread-safe.
 */
public final class PolicyFetch {
    /** The limit for the body in octets, as RFC 8461 §3.3 suggests. */
    public static final int MOST_OCTETS = 64 * 1024;

    private static final int MOST_SHOWN = 500;

    /** A host that was given less time than this cannot be called slow. */
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
        /** The host answered 200, and the whole body was read. */
        FETCHED("fetched"),
        /** There was no address to connect to: DNS has none, or did not answer. */
        NO_ADDRESS("no-address"),
        /** The address policy denies every address. */
        DENIED("denied"),
        /** No address accepted a connection. */
        NO_CONNECTION("no-connection"),
        /** The TLS handshake failed for a reason other than the certificate. */
        TLS_FAILED("tls-failed"),
        /** The host accepts none of the TLS versions that were offered: its alert says so, or it chose an older one. */
        TLS_VERSION("tls-version"),
        /** The certificate is not trusted, out of date or not for the policy host, so no request was sent. */
        BAD_CERTIFICATE("bad-certificate"),
        /** The host answered with a redirect (3xx), which must not be followed. */
        REDIRECT("redirect"),
        /** The host answered with another status than 200. */
        STATUS("status"),
        /** The host's response is not HTTP/1.1, or is incomplete. */
        BAD_HTTP("bad-http"),
        /** The body is longer than {@link #MOST_OCTETS}; only its beginning was read. */
        TOO_BIG("too-big"),
        /** Time ran out. */
        TIME("time"),
        /** It was cancelled. */
        CANCELLED("cancelled"),
        /** This machine failed, or code of the application did, which says nothing about the host. */
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
         * Finds a constant by its token.
         *
         * @param token such as {@code fetched}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Outcome> ofToken(String token) {
            return Tokens.find(values(), Outcome::token, token);
        }
    }

    /** {@return the policy host, which the certificate has to be for} */
    public String host() {
        return given.host;
    }

    /** {@return how it ended} */
    public Outcome outcome() {
        return given.outcome;
    }

    /**
     * Tells whether this shows what a sender would encounter at the host. A fetch that failed for a reason on our side does not,
     * nor does one that ran out of time within ten seconds.
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

    /** {@return the address that was last connected to; empty if there was none} */
    public Optional<InetAddress> address() {
        return given.address;
    }

    /** {@return the addresses that were tried before it and did not accept a connection, in order} */
    public List<InetAddress> silent() {
        return given.silent;
    }

    /**
     * The results at further addresses, if there was a connection but no policy. A sender may use any of the addresses, so
     * whether it gets the policy may be a matter of chance.
     *
     * @return the result at each of the next addresses, in order, up to the first that gave a policy, and at most three; none
     *     of them has further results of its own
     */
    public List<PolicyFetch> others() {
        return given.others;
    }

    /** {@return whether an address gave no policy and another one did} */
    public boolean byChance() {
        return outcome() != Outcome.FETCHED && others().stream().anyMatch(each -> each.outcome() == Outcome.FETCHED);
    }

    /** {@return what the TLS handshake showed: the chain as sent and the verdicts on it; empty if there was none} */
    public Optional<TlsInfo> tls() {
        return given.tls;
    }

    /** {@return the status code of the answer; empty if none came} */
    public OptionalInt status() {
        return given.status;
    }

    /** {@return the Content-Type header, safe to show and cut to 500 characters; empty if there is none} */
    public Optional<String> contentType() {
        return given.contentType;
    }

    /** {@return whether the Content-Type header is {@code text/plain}, in any case and with any parameters, as senders should check} */
    public boolean plainText() {
        return contentType()
                .map(type -> type.substring(0, (type + ";").indexOf(';')))
                .filter(type -> type.strip().equalsIgnoreCase("text/plain"))
                .isPresent();
    }

    /** {@return the Content-Encoding header, unless it is {@code identity}; the body is not decoded then, and is not a policy} */
    public Optional<String> contentEncoding() {
        return given.contentEncoding;
    }

    /** {@return the Location header of a redirect, safe to show and cut to 500 characters; it was not followed} */
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
     * The fetch as a plain map for JSON, with {@code host}, {@code outcome}, {@code detail}, {@code address}, {@code silent},
     * {@code status}, {@code contentType}, {@code plainText}, {@code contentEncoding}, {@code location}, {@code octets},
     * {@code protocol}, {@code tookMs} and, if there are any, {@code others}.
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
                .put(
                        "others",
                        Optional.of(Node.list(others(), PolicyFetch::asMap)).filter(all -> !all.isEmpty()))
                .map();
    }

    private List<Object> parts() {
        return List.of(
                given.host,
                given.outcome,
                given.detail,
                given.address,
                given.silent,
                given.others,
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

    /** Builds a {@link PolicyFetch}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final String host;
        private final Outcome outcome;
        private String detail = "";
        private Optional<InetAddress> address = Optional.empty();
        private List<InetAddress> silent = List.of();
        private List<PolicyFetch> others = List.of();
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
         * Sets the address that was connected to.
         *
         * @param connected the address
         * @return this builder
         */
        public Builder address(InetAddress connected) {
            this.address = Optional.of(Objects.requireNonNull(connected, "connected"));
            return this;
        }

        /**
         * Sets the addresses that did not accept a connection.
         *
         * @param addresses in the order in which they were tried
         * @return this builder
         */
        public Builder silent(List<InetAddress> addresses) {
            this.silent = Arguments.copy(addresses, "addresses");
            return this;
        }

        /**
         * Sets the results at further addresses.
         *
         * @param further in the order in which they were tried
         * @return this builder
         */
        public Builder others(List<PolicyFetch> further) {
            this.others = Arguments.copy(further, "further");
            return this;
        }

        /**
         * Sets what the handshake showed.
         *
         * @param seen what it showed, even if it failed
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
         * Sets the Content-Type header.
         *
         * @param value as it came
         * @return this builder
         */
        public Builder contentType(String value) {
            this.contentType = Optional.of(shown(value, "value"));
            return this;
        }

        /**
         * Sets the Content-Encoding header.
         *
         * @param value as it came
         * @return this builder
         */
        public Builder contentEncoding(String value) {
            this.contentEncoding = Optional.of(shown(value, "value"));
            return this;
        }

        /**
         * Sets the Location header.
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
         * @param octets the body without its transfer coding; anything after {@link PolicyFetch#MOST_OCTETS} is dropped
         * @return this builder
         */
        public Builder body(byte[] octets) {
            this.body = Arrays.copyOf(Objects.requireNonNull(octets, "octets"), Math.min(octets.length, MOST_OCTETS));
            return this;
        }

        /**
         * Sets how long it took.
         *
         * @param time the time since the first attempt to connect
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
