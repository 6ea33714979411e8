/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import io.github.smtpprobe.arguments.Arguments;
import io.github.smtpprobe.arguments.Copies;
import io.github.smtpprobe.arguments.Tokens;
import io.github.smtpprobe.route.MailResolver.Status;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How the target was resolved to routes. Immutable and thread-safe; compared by identity. */
public final class Resolution {
    /** A private copy. */
    private final Builder given;

    private Resolution(Builder given) {
        this.given = given;
    }

    /**
     * Begins a resolution.
     *
     * @param target the name that was looked up
     * @return a builder
     */
    public static Builder builder(String target) {
        return new Builder(Objects.requireNonNull(target, "target"));
    }

    /** Something in the records that is not as it should be. */
    public enum Anomaly {
        /** A null MX among other MX records, where it has no meaning (RFC 7505 §3). */
        NULL_MX_AMONG_OTHERS("null-mx-among-others"),
        /** The same exchanger more than once. */
        DUPLICATE_EXCHANGERS("duplicate-exchangers"),
        /** More exchangers than are looked at. */
        TOO_MANY_EXCHANGERS("too-many-exchangers"),
        /** More addresses of one host than are tried. */
        TOO_MANY_ADDRESSES("too-many-addresses"),
        /** More routes than this probe may take; those beyond count as denied. */
        TOO_MANY_ROUTES("too-many-routes");

        private final String token;

        Anomaly(String token) {
            this.token = token;
        }

        /** {@return the stable token, such as {@code null-mx-among-others}} */
        public String token() {
            return token;
        }

        /**
         * Finds a constant by its token.
         *
         * @param token such as {@code null-mx-among-others}
         * @return the constant with exactly this token; empty if this release knows none
         */
        public static Optional<Anomaly> ofToken(String token) {
            return Tokens.find(values(), Anomaly::token, token);
        }
    }

    /** {@return the name that was looked up} */
    public String target() {
        return given.target;
    }

    /** {@return how the MX look-up ended; empty for a single server or an address} */
    public Optional<Status> exchangers() {
        return given.exchangers;
    }

    /** {@return whether the domain says that it accepts no mail (RFC 7505)} */
    public boolean nullMx() {
        return given.nullMx;
    }

    /** {@return whether the domain itself stands in for missing MX records (RFC 5321 §5.1)} */
    public boolean implicitMx() {
        return given.implicitMx;
    }

    /** {@return the hosts in the order in which they are tried, including those that led nowhere} */
    public List<ResolvedHost> hosts() {
        return given.hosts;
    }

    /** {@return the routes that may be connected to, in order} */
    public List<Route> routes() {
        return given.routes;
    }

    /** {@return the routes that the address policy denies} */
    public List<Route> denied() {
        return given.denied;
    }

    /** {@return what is odd about the records} */
    public Set<Anomaly> anomalies() {
        return given.anomalies;
    }

    /** {@return what went wrong with the MX look-up, in words; may be empty} */
    public String detail() {
        return given.detail;
    }

    /** {@return how long it took} */
    public Duration took() {
        return given.took;
    }

    /**
     * {@return the status that explains why there is no route; {@link Status#FOUND} if addresses were found,
     * {@link Status#LEFT_TO_ROAD} if a proxy looks them up}
     */
    public Status status() {
        if (given.exchangers.isPresent() && given.exchangers.get() != Status.FOUND && !given.implicitMx) {
            return given.exchangers.get();
        }
        Status worst = Status.NO_RECORDS;
        for (ResolvedHost host : given.hosts) {
            if (host.status() == Status.FOUND || host.status() == Status.LEFT_TO_ROAD) {
                return host.status();
            }
            // Trouble with a resolver takes precedence over a plain "no", because it means that the host may well
            // exist.
            worst = host.status().unsure() || !worst.unsure() ? host.status() : worst;
        }
        return worst;
    }

    /** {@return whether the look-up was inconclusive: the resolver failed or was silent} */
    public boolean inconclusive() {
        return !given.nullMx && status().unsure();
    }

    /** {@return the target, how many hosts and routes it has, and how the look-up ended} */
    @Override
    public String toString() {
        return target() + " " + status() + ", hosts " + hosts().size() + ", routes " + routes().size() + ", denied "
                + denied().size();
    }

    /** Builds a {@link Resolution}. Not thread-safe; may be used again after {@link #build()}. */
    public static final class Builder implements Cloneable {
        private final String target;
        private Optional<Status> exchangers = Optional.empty();
        private boolean nullMx;
        private boolean implicitMx;
        private List<ResolvedHost> hosts = List.of();
        private List<Route> routes = List.of();
        private List<Route> denied = List.of();
        private Set<Anomaly> anomalies = Set.of();
        private String detail = "";
        private Duration took = Duration.ZERO;

        private Builder(String target) {
            this.target = target;
        }

        private Builder copy() {
            return Copies.of(() -> (Builder) clone());
        }

        /**
         * Sets how the MX look-up ended.
         *
         * @param exchangers the status; not set for a single server or an address
         * @return this builder
         */
        public Builder exchangers(Status exchangers) {
            this.exchangers = Optional.of(Objects.requireNonNull(exchangers, "exchangers"));
            return this;
        }

        /**
         * Sets whether the domain says that it accepts no mail.
         *
         * @param nullMx false if not set
         * @return this builder
         */
        public Builder nullMx(boolean nullMx) {
            this.nullMx = nullMx;
            return this;
        }

        /**
         * Sets whether the domain stands in for missing MX records.
         *
         * @param implicitMx false if not set
         * @return this builder
         */
        public Builder implicitMx(boolean implicitMx) {
            this.implicitMx = implicitMx;
            return this;
        }

        /**
         * Sets the hosts.
         *
         * @param hosts in the order in which they are tried
         * @return this builder
         */
        public Builder hosts(List<ResolvedHost> hosts) {
            this.hosts = Arguments.copy(hosts, "hosts");
            return this;
        }

        /**
         * Sets the routes that may be connected to.
         *
         * @param routes in the order in which they are tried
         * @return this builder
         */
        public Builder routes(List<Route> routes) {
            this.routes = Arguments.copy(routes, "routes");
            return this;
        }

        /**
         * Sets the routes that the address policy denies.
         *
         * @param denied in order
         * @return this builder
         */
        public Builder denied(List<Route> denied) {
            this.denied = Arguments.copy(denied, "denied");
            return this;
        }

        /**
         * Sets what is odd about the records.
         *
         * @param anomalies empty if not set
         * @return this builder
         */
        public Builder anomalies(Set<Anomaly> anomalies) {
            List<Anomaly> copy = Arguments.copy(anomalies, "anomalies");
            this.anomalies = copy.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(copy));
            return this;
        }

        /**
         * Sets what went wrong with the MX look-up.
         *
         * @param detail in words
         * @return this builder
         */
        public Builder detail(String detail) {
            this.detail = Objects.requireNonNull(detail, "detail");
            return this;
        }

        /**
         * Sets how long it took.
         *
         * @param took zero if not set
         * @return this builder
         */
        public Builder took(Duration took) {
            this.took = Arguments.notNegative(took, "took");
            return this;
        }

        /** {@return the resolution} */
        public Resolution build() {
            return new Resolution(copy());
        }
    }
}
