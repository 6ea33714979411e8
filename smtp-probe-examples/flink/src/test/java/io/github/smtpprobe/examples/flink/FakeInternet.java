/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All domains and mail operators there are, on this machine: {@code d7.op3.example} has the exchanger {@code mx.op3.example}, a real server
 * on a loopback socket. It lives in the JVM of the test, and so do Flink's workers: what it counts, it counts across the whole cluster and
 * over every restart.
 */
final class FakeInternet implements MailResolver, Transport, AutoCloseable {
    private static final Map<String, FakeInternet> ALL = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "internet-" + NUMBER.incrementAndGet();
    private final Duration lostProbesRun;
    private final int port;
    private final Closeable server;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> most = new ConcurrentHashMap<>();
    private final AtomicInteger cut = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<Integer, CountDownLatch> marks = new ConcurrentHashMap<>();
    private final List<Long> times = Collections.synchronizedList(new ArrayList<>());

    /**
     * An internet with a server in this JVM.
     *
     * @param thinks        how long it takes to answer EHLO
     * @param lostProbesRun see the other one
     */
    static FakeInternet thinking(Duration thinks, Duration lostProbesRun) throws IOException {
        return saying(
                "S: 220 mx ESMTP\nC: EHLO me\n* pause " + thinks.toMillis() + "ms\nS: 250 mx\nC: QUIT\nS: 221 bye\n",
                lostProbesRun);
    }

    /** An internet with a server in this JVM that says the same to everybody. */
    static FakeInternet saying(String dialogue, Duration lostProbesRun) throws IOException {
        ScriptedServer server = ScriptedServer.playing(Script.parse(dialogue))
                .lenient() // a worker that is lost says no more
                .start();
        return new FakeInternet(server.port(), server, lostProbesRun);
    }

    /**
     * An internet whose servers all listen on one port of this machine.
     *
     * @param port          of the loopback address
     * @param server        is closed at the end
     * @param lostProbesRun how long a connection counts whose probe was ended before its QUIT: as long as it would go on on a worker
     *                      that is cut off from the cluster, and not dead
     */
    FakeInternet(int port, Closeable server, Duration lostProbesRun) {
        this.port = port;
        this.server = server;
        this.lostProbesRun = lostProbesRun;
        ALL.put(name, this);
    }

    /** The recipe that finds this internet again on a worker. */
    Probes probes() {
        return new Recipe(name);
    }

    /** A latch that opens at the given number of connections. */
    CountDownLatch mark(int count) {
        return marks.computeIfAbsent(count, any -> new CountDownLatch(1));
    }

    int connections() {
        return connections.get();
    }

    /** When each of them was begun, in milliseconds of some clock. */
    List<Long> times() {
        return List.copyOf(times);
    }

    /** How many probes were ended before their QUIT. */
    int cut() {
        return cut.get();
    }

    /** How many connections each operator saw at once, at most. */
    Map<String, Integer> most() {
        return Map.copyOf(most);
    }

    @Override
    public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
        return domain.startsWith("nobody")
                ? Answer.none(Status.NXDOMAIN, "")
                : Answer.found(List.of(new Exchanger(10, "mx." + domain.substring(domain.indexOf('.') + 1))));
    }

    @Override
    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
        return host.startsWith("mx.")
                ? Answer.found(List.of(InetAddress.getLoopbackAddress()))
                : Answer.none(Status.NXDOMAIN, "");
    }

    @Override
    public Connection connect(Route route, Deadline deadline) throws IOException {
        AtomicInteger count = open.computeIfAbsent(route.host(), any -> new AtomicInteger());
        most.merge(route.host(), count.incrementAndGet(), Math::max);
        Route here = new Route(route.host(), false, route.address(), port, route.mode());
        times.add(System.nanoTime() / 1_000_000);
        try {
            Connection made = new Counted(Transport.sockets().connect(here, deadline), count);
            mark(connections.incrementAndGet()).countDown();
            return made;
        } catch (IOException failed) {
            count.decrementAndGet();
            throw failed;
        }
    }

    @Override
    public void close() throws IOException {
        ALL.remove(name);
        clock.shutdownNow();
        server.close();
    }

    private record Recipe(String name) implements Probes {
        @Override
        public SmtpProbe make() {
            FakeInternet internet = ALL.get(name);
            return SmtpProbe.builder().resolver(internet).transport(internet).build();
        }
    }

    /** A connection that is open until it is closed after its QUIT; one that is cut counts for as long as it could have lasted. */
    private final class Counted extends ForwardingConnection {
        private final AtomicInteger count;
        private final long connected = System.nanoTime();
        private volatile boolean quit;

        Counted(Connection lower, AtomicInteger count) {
            super(lower);
            this.count = count;
        }

        @Override
        public void write(byte[] octets, Deadline deadline) throws IOException {
            quit |= new String(octets, StandardCharsets.US_ASCII).contains("QUIT");
            super.write(octets, deadline);
        }

        @Override
        public void close() throws IOException {
            super.close();
            long left = connected + lostProbesRun.toNanos() - System.nanoTime();
            if (quit || left <= 0) {
                count.decrementAndGet();
            } else {
                cut.incrementAndGet();
                clock.schedule(count::decrementAndGet, left, TimeUnit.NANOSECONDS);
            }
        }
    }
}
