/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import io.github.smtpprobe.route.MailResolver.Status;
import io.github.smtpprobe.text.Arguments;
import io.github.smtpprobe.text.Tokens;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How the target became routes. Immutable and thread-safe; told apart by identity. */
public final class Resolution {
    /** A copy that nobody else has. */
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

    /** Records that no zone should have. */
    public enum Anomaly {
        /** A null MX among others; it says nothing then (RFC 7505 §3). */
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
         * Finds one by its token.
         *
         * @param token such as {@code null-mx-among-others}
         * @return the one with exactly this token; empty if this release knows none
         */
        public static Optional<Anomaly> ofToken(String token) {
            return Tokens.find(values(), Anomaly::token, token);
        }
    }

    /** {@return the name that was looked up} */
    public String target() {
        return given.target;
    }

    /** {@return how the MX look-up ended; empty for one server, or a literal} */
    public Optional<Status> exchangers() {
        return given.exchangers;
    }

    /** {@return whether the domain says that it takes no mail (RFC 7505)} */
    public boolean nullMx() {
        return given.nullMx;
    }

    /** {@return whether the domain itself stands in for missing MX records (RFC 5321 §5.1)} */
    public boolean implicitMx() {
        return given.implicitMx;
    }

    /** {@return the hosts in the order in which they are tried, also those that led nowhere} */
    public List<ResolvedHost> hosts() {
        return given.hosts;
    }

    /** {@return what may be connected to, in order} */
    public List<Route> routes() {
        return given.routes;
    }

    /** {@return what policy forbids} */
    public List<Route> denied() {
        return given.denied;
    }

    /** {@return what is odd about the records} */
    public Set<Anomaly> anomalies() {
        return given.anomalies;
    }

    /** {@return in words what went wrong with the MX look-up, may be empty} */
    public String detail() {
        return given.detail;
    }

    /** {@return how long it took} */
    public Duration took() {
        return given.took;
    }

    /** {@return the status that explains why there is no route; {@link Status#FOUND} if addresses were found,
     * {@link Status#LEFT_TO_ROAD} if they are looked up on the way} */
    public Status status() {
        if (given.exchangers.isPresent() && given.exchangers.get() != Status.FOUND && !given.implicitMx) {
            return given.exchangers.get();
        }
        Status worst = Status.NO_RECORDS;
        for (ResolvedHost host : given.hosts) {
            if (host.status() == Status.FOUND || host.status() == Status.LEFT_TO_ROAD) {
                return host.status();
            }
            // Trouble with a resolver says less than a plain no, so it decides: the host may well exist.
            worst = host.status().unsure() || !worst.unsure() ? host.status() : worst;
        }
        return worst;
    }

    /** {@return whether nobody could tell: the resolver failed or was silent} */
    public boolean inconclusive() {
        return !given.nullMx && status().unsure();
    }

    /** {@return the target, how many hosts and routes it has, and how the look-up ended} */
    @Override
    public String toString() {
        return target() + " " + status() + ", hosts " + hosts().size() + ", routes " + routes().size() + ", denied "
                + denied().size();
    }

    /** Collects what belongs to it. Not thread-safe; may be used again after {@link #build()}. */
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
            try {
                return (Builder) clone();
            } catch (CloneNotSupportedException impossible) {
                throw new AssertionError(impossible);
            }
        }

        /**
         * Sets how the MX look-up ended.
         *
         * @param exchangers not set for one server, or a literal
         * @return this builder
         */
        public Builder exchangers(Status exchangers) {
            this.exchangers = Optional.of(Objects.requireNonNull(exchangers, "exchangers"));
            return this;
        }

        /**
         * Sets whether the domain says that it takes no mail.
         *
         * @param nullMx false if it is not set
         * @return this builder
         */
        public Builder nullMx(boolean nullMx) {
            this.nullMx = nullMx;
            return this;
        }

        /**
         * Sets whether the domain stands in for missing MX records.
         *
         * @param implicitMx false if it is not set
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
         * Sets what may be connected to.
         *
         * @param routes in the order in which it is tried
         * @return this builder
         */
        public Builder routes(List<Route> routes) {
            this.routes = Arguments.copy(routes, "routes");
            return this;
        }

        /**
         * Sets what policy forbids.
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
         * @param anomalies none if it is not set
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
         * @param took no time if it is not set
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
