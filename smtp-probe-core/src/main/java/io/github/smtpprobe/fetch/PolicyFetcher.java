/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches policies for one survey. It never throws because of what a host does, and ends at its deadline. Like its guard, it is
 * used by one thread at a time.
 */
public final class PolicyFetcher {
    /** The port of HTTPS; no other is connected to. */
    public static final int PORT = 443;

    /** The time limit for a whole fetch, as RFC 8461 §3.3 suggests. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
    private static final Duration LEAST_CONNECT = Duration.ofSeconds(1);

    private final Transport transport;
    private final TlsSettings tls;
    private final Guard guard;
    private final int port;

    /**
     * Prepares to fetch.
     *
     * @param transport makes the connections
     * @param tls       whom to trust, and what to offer; its server name must not be set
     * @param guard     the survey's guard, with its cancellation
     */
    public PolicyFetcher(Transport transport, TlsSettings tls, Guard guard) {
        this(transport, tls, guard, PORT);
    }

    /** Uses another port, for tests. */
    PolicyFetcher(Transport transport, TlsSettings tls, Guard guard, int port) {
        this.transport = transport;
        this.tls = tls;
        this.guard = guard;
        this.port = port;
    }

    /**
     * Fetches a policy. If an address does not accept a connection, the next one is tried; the first address that does gives
     * the result. If that is not a policy, the next addresses are tried as well, because senders may use them.
     *
     * @param host   the policy host in A-labels, such as {@code mta-sts.example.com}, which the certificate must be for
     * @param routes where to connect, in order, already judged by the address policy; only their addresses count. Empty for a
     *     host without addresses
     * @param whole  when to give up; a fetch takes at most {@link #LONGEST}
     * @return the result
     * @throws IllegalArgumentException if the host's name is not a host name
     */
    public PolicyFetch fetch(String host, List<Route> routes, Deadline whole) {
        String name = DomainName.parse(host).ascii();
        Deadline deadline = whole.sooner(LONGEST);
        long began = deadline.ticker().nanos();
        PolicyFetch.Builder found = fetched(name, routes, deadline);
        long took = deadline.ticker().nanos() - began;
        return found.took(Duration.ofNanos(Math.max(0, took))).build();
    }

    private PolicyFetch.Builder fetched(String host, List<Route> routes, Deadline deadline) {
        long began = deadline.ticker().nanos();
        List<InetAddress> silent = new ArrayList<>();
        Answered answered = new Answered();
        String why = "";
        for (Route each : routes) {
            if (Trouble.stopped(guard.cancellation()) || answered.enough()) {
                break;
            }
            Route route = new Route(host, false, each.address(), port, TlsMode.IMPLICIT_TLS);
            Deadline limit = deadline.sooner(share(deadline, routes.size() - silent.size()));
            try {
                Connection connection = guard.connect(transport, limit, () -> transport.connect(route, limit));
                answered.add(new Conversation(route, tls, guard, deadline)
                        .over(connection, transport == Transport.sockets())
                        .address(route.address())
                        .silent(answered.none() ? silent : List.of()));
            } catch (IOException failure) {
                if (!answered.none()) {
                    if (failure instanceof ExtensionError bug) {
                        guard.note(bug);
                    }
                    if (failure instanceof ExtensionError || deadline.expired()) {
                        break; // this says nothing about that address
                    }
                    answered.add(
                            PolicyFetch.builder(host, Outcome.NO_CONNECTION).address(route.address()));
                    continue;
                }
                if (failure instanceof ExtensionError bug && (bug.placed() || !limit.expired())) {
                    return PolicyFetch.builder(host, Outcome.LOCAL)
                            .detail(bug.what())
                            .silent(silent);
                }
                silent.add(route.address());
                why = limit.expired() ? "the connection was not answered in time" : Trouble.words(failure);
            }
        }
        if (!answered.none()) {
            return answered.all();
        }
        boolean cut = deadline.expired() && deadline.ticker().nanos() - began < LONGEST_CONNECT.toNanos();
        return none(host, silent, why, cut);
    }

    private PolicyFetch.Builder none(String host, List<InetAddress> silent, String why, boolean cut) {
        if (guard.cancellation().cancelled()) {
            return PolicyFetch.builder(host, Outcome.CANCELLED).silent(silent);
        }
        if (cut) {
            return PolicyFetch.builder(host, Outcome.TIME).detail(why).silent(silent);
        }
        return silent.isEmpty()
                ? PolicyFetch.builder(host, Outcome.NO_ADDRESS)
                : PolicyFetch.builder(host, Outcome.NO_CONNECTION).detail(why).silent(silent);
    }

    /** A share of the time for each remaining address, so that a silent one does not use up all of it. */
    private static Duration share(Deadline deadline, int left) {
        Duration part = deadline.remaining().dividedBy(Math.max(1, left));
        Duration least = part.compareTo(LEAST_CONNECT) < 0 ? LEAST_CONNECT : part;
        return least.compareTo(LONGEST_CONNECT) > 0 ? LONGEST_CONNECT : least;
    }
}
