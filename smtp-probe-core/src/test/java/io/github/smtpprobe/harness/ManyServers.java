/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;

/** Any number of servers in memory, which answer at once, or not before they are let. It counts how many connections each address and each operator has. */
public final class ManyServers implements Transport {
    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> most = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger greatest = new AtomicInteger();
    private Function<Route, String> greeting = route -> "220 " + route.host() + " ESMTP";
    private Predicate<Route> silent = route -> false;
    private CountDownLatch held = new CountDownLatch(0);
    private Runnable connected = () -> {};
    private Duration slowness = Duration.ZERO;

    public ManyServers greeting(Function<Route, String> line) {
        greeting = line;
        return this;
    }

    /** Servers that say nothing while this holds. */
    public ManyServers silent(Predicate<Route> which) {
        silent = which;
        return this;
    }

    /** No server says anything before this is counted down. */
    public ManyServers held(CountDownLatch until) {
        held = until;
        return this;
    }

    /** It takes this long to connect, so that connections are open at once. */
    public ManyServers slow(Duration connecting) {
        slowness = connecting;
        return this;
    }

    public ManyServers onConnect(Runnable told) {
        connected = told;
        return this;
    }

    /** How many connections one party had at once: an address, or {@code operator:} with one. */
    public Map<String, Integer> most() {
        return most;
    }

    public int connections() {
        return connections.get();
    }

    public int open() {
        return now.get();
    }

    /** How many connections there were at once, to all servers. */
    public int greatest() {
        return greatest.get();
    }

    @Override
    public Connection connect(Route route, Deadline deadline) {
        connections.incrementAndGet();
        greatest.accumulateAndGet(now.incrementAndGet(), Math::max);
        count(route.addressText());
        count("operator:" + Operators.of(Operators.lastTwoLabels(), route));
        connected.run();
        LockSupport.parkNanos(slowness.toNanos());
        return new Server(route);
    }

    private void count(String party) {
        int count = open.computeIfAbsent(party, each -> new AtomicInteger()).incrementAndGet();
        most.merge(party, count, Math::max);
    }

    private final class Server implements Connection {
        private final Route route;
        private final CountDownLatch closed = new CountDownLatch(1);
        private String said;

        Server(Route route) {
            this.route = route;
            this.said = greeting.apply(route) + "\r\n";
        }

        @Override
        public int read(byte[] buffer, Deadline deadline) throws IOException {
            while (quiet() && closed.getCount() > 0) {
                if (deadline.expired()) {
                    throw new SocketTimeoutException("nothing came");
                }
                await(Math.min(5, deadline.remainingMillis()));
            }
            if (closed.getCount() == 0) {
                throw new SocketException("closed");
            }
            return readAvailable(buffer);
        }

        private boolean quiet() {
            return held.getCount() > 0 || silent.test(route);
        }

        private void await(long millis) throws IOException {
            try {
                closed.await(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new SocketException("interrupted");
            }
        }

        @Override
        public int readAvailable(byte[] buffer) {
            if (quiet()) {
                return 0;
            }
            byte[] octets = said.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(octets, 0, buffer, 0, octets.length);
            said = "";
            return octets.length;
        }

        @Override
        public void write(byte[] octets, Deadline deadline) {
            String command = new String(octets, StandardCharsets.US_ASCII);
            said = command.startsWith("QUIT") ? "221 bye\r\n" : "250 fine\r\n";
        }

        @Override
        public InetAddress localAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void close() {
            if (closed.getCount() > 0) {
                closed.countDown();
                now.decrementAndGet();
                open.get(route.addressText()).decrementAndGet();
                open.get("operator:" + Operators.of(Operators.lastTwoLabels(), route))
                        .decrementAndGet();
            }
        }
    }
}
