/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.route;

import io.github.smtpprobe.route.MailResolver.Status;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the target became routes.
 *
 * @param target     the name that was looked up
 * @param exchangers how the MX look-up ended; empty for one server, or a literal
 * @param nullMx     whether the domain says that it takes no mail (RFC 7505)
 * @param implicitMx whether the domain itself stands in for missing MX records (RFC 5321 §5.1)
 * @param hosts      the hosts in the order in which they are tried, also those that led nowhere
 * @param routes     what may be connected to, in order
 * @param denied     what policy forbids
 * @param anomalies  what is odd about the records
 * @param detail     in words what went wrong with the MX look-up, may be empty
 * @param took       how long it took
 */
public record Resolution(
        String target,
        Optional<Status> exchangers,
        boolean nullMx,
        boolean implicitMx,
        List<Host> hosts,
        List<Route> routes,
        List<Route> denied,
        Set<Anomaly> anomalies,
        String detail,
        Duration took) {
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
    }

    /**
     * A host and what was found for it.
     *
     * @param name       in A-labels, or an address
     * @param preference of its MX record
     * @param status     how the look-up of its addresses ended
     * @param addresses  its addresses in the order in which they are tried, at most 8
     * @param aliases    the CNAMEs that were followed
     * @param detail     in words, may be empty
     */
    public record Host(
            String name,
            OptionalInt preference,
            Status status,
            List<InetAddress> addresses,
            List<String> aliases,
            String detail) {
        /**
         * Makes a host.
         *
         * @param name       in A-labels
         * @param preference of its MX record
         * @param status     how the look-up ended
         * @param addresses  its addresses
         * @param aliases    the CNAMEs followed
         * @param detail     in words
         */
        public Host {
            addresses = List.copyOf(addresses);
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * Makes a resolution.
     *
     * @param target     the name looked up
     * @param exchangers how the MX look-up ended
     * @param nullMx     whether there is a null MX
     * @param implicitMx whether the domain stands in for itself
     * @param hosts      the hosts
     * @param routes     the routes allowed
     * @param denied     the routes denied
     * @param anomalies  what is odd
     * @param detail     in words
     * @param took       how long
     */
    public Resolution {
        hosts = List.copyOf(hosts);
        routes = List.copyOf(routes);
        denied = List.copyOf(denied);
        anomalies = anomalies.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(anomalies));
    }

    /** {@return the status that explains why there is no route; {@link Status#FOUND} if addresses were found} */
    public Status status() {
        if (exchangers.isPresent() && exchangers.get() != Status.FOUND && !implicitMx) {
            return exchangers.get();
        }
        Status worst = Status.NO_RECORDS;
        for (Host host : hosts) {
            if (host.status() == Status.FOUND) {
                return Status.FOUND;
            }
            // Trouble with a resolver says less than a plain no, so it decides: the host may well exist.
            worst = host.status().unsure() || !worst.unsure() ? host.status() : worst;
        }
        return worst;
    }

    /** {@return whether nobody could tell: the resolver failed or was silent} */
    public boolean inconclusive() {
        return !nullMx && status().unsure();
    }
}
