/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transport.RoadFailure.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Connects through proxies: it connects to the first proxy, asks that for the second, and so on to the server.
 *
 * @param way   the proxies
 * @param names looks up their names
 * @param base  connects to the first proxy
 */
record ProxyTransport(Road way, MailResolver names, Transport base) implements Transport {
    @Override
    public Optional<String> road() {
        return Optional.of(way.toString());
    }

    @Override
    public boolean resolvesNames() {
        return way.resolvesNames();
    }

    @Override
    public Connection connect(Route route, Deadline deadline) throws IOException {
        return connect(route, Optional.empty(), deadline);
    }

    @Override
    public Connection connect(Route route, InetAddress source, Deadline deadline) throws IOException {
        return connect(route, Optional.of(source), deadline);
    }

    private Connection connect(Route route, Optional<InetAddress> source, Deadline deadline) throws IOException {
        List<Proxy> proxies = way.proxies();
        ProxiedConnection connection = new ProxiedConnection(first(proxies.get(0), source, deadline), way.toString());
        try {
            for (int i = 0; i + 1 < proxies.size(); i++) {
                askForNext(proxies.get(i), proxies.get(i + 1), connection, deadline);
            }
            ask(proxies.get(proxies.size() - 1), server(route), connection, deadline);
            return connection;
        } catch (IOException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    private static Destination server(Route route) throws IOException {
        return route.address() == Route.NO_ADDRESS
                ? Destination.named(route.host(), route.port())
                : Destination.at(route.address(), route.port());
    }

    /** What a proxy says about the next one is not a statement about the server. */
    private void askForNext(Proxy asked, Proxy next, ProxiedConnection connection, Deadline deadline)
            throws IOException {
        try {
            ask(asked, next(asked, next, deadline), connection, deadline);
        } catch (RoadFailure failed) {
            Kind kind = switch (failed.kind()) {
                case TARGET_REFUSED, TARGET_UNREACHABLE, FORBIDDEN -> Kind.UNREACHABLE;
                case TARGET_TIMEOUT -> Kind.TIMEOUT;
                default -> throw failed;
            };
            throw new RoadFailure(kind, failed.getMessage() + ", asked for " + next);
        }
    }

    private Destination next(Proxy asked, Proxy next, Deadline deadline) throws IOException {
        return asked.resolvesNames() && next.address().isEmpty()
                ? Destination.named(next.host(), next.port())
                : Destination.at(addresses(next, deadline).get(0), next.port());
    }

    /** Tries each address of the first proxy within its share of the time. */
    private Connection first(Proxy proxy, Optional<InetAddress> source, Deadline deadline) throws IOException {
        List<InetAddress> addresses = addresses(proxy, deadline).stream()
                .filter(each ->
                        source.isEmpty() || each.getClass() == source.get().getClass())
                .toList();
        IOException why =
                new RoadFailure(Kind.UNREACHABLE, proxy + ": it has no address of the source address's family");
        for (int i = 0; i < addresses.size(); i++) {
            Duration share = deadline.remaining().dividedBy(addresses.size() - i);
            try {
                return connected(proxy, addresses.get(i), source, deadline.sooner(share));
            } catch (RoadFailure failed) {
                why = failed;
            }
        }
        throw why;
    }

    private Connection connected(Proxy proxy, InetAddress address, Optional<InetAddress> source, Deadline deadline)
            throws IOException {
        Route to = new Route(proxy.host(), proxy.address().isPresent(), address, proxy.port(), TlsMode.PLAIN);
        try {
            return source.isPresent() ? base.connect(to, source.get(), deadline) : base.connect(to, deadline);
        } catch (BindException | ClosedChannelException ours) {
            throw ours;
        } catch (SocketTimeoutException late) {
            throw new RoadFailure(Kind.TIMEOUT, proxy + ": connecting to it was not answered in time");
        } catch (SocketException failed) {
            throw new RoadFailure(Kind.UNREACHABLE, proxy + ": no connection to it: " + words(failed));
        }
    }

    private static String words(IOException failure) {
        return Printable.clean(String.valueOf(failure.getMessage()));
    }

    private static void ask(Proxy proxy, Destination where, ProxiedConnection connection, Deadline deadline)
            throws IOException {
        ProxyAnswer answer = new ProxyAnswer(proxy, connection, deadline);
        try {
            switch (proxy.kind()) {
                case SOCKS5 -> new Socks5(answer).connect(where);
                case HTTP -> new HttpConnect(answer).connect(where);
            }
        } catch (SocketTimeoutException late) {
            throw answer.failure(Kind.TIMEOUT, "it did not answer in time; it may still be waiting for the server");
        } catch (SocketException reset) {
            throw answer.failure(Kind.CLOSED, "it broke the connection off instead of answering: " + words(reset));
        }
    }

    private List<InetAddress> addresses(Proxy proxy, Deadline deadline) throws IOException {
        if (proxy.address().isPresent()) {
            return List.of(proxy.address().get());
        }
        try {
            MailResolver.Answer<InetAddress> answer =
                    names.addresses(proxy.host(), AddressFamilies.IPV6_FIRST, deadline);
            if (answer.records().isEmpty()) {
                throw new RoadFailure(
                        Kind.UNREACHABLE,
                        proxy + ": its name leads to no address ("
                                + answer.status().token() + ")");
            }
            return answer.records();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
