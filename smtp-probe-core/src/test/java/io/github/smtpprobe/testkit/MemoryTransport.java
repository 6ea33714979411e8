/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Plays scripts in memory, without sockets, threads or waiting: a pause or a timeout moves the virtual clock and takes no real
 * time. Pass it and its {@link #ticker()} to the builder of a probe. Connections may be made from any thread, but each may be
 * used by only one thread at a time. It need not be closed; call {@link #verify()} at the end of a test.
 *
 * <pre>{@code
 * MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse("S: 220 mx.example.com\n* silence"));
 * ProbeReport report = SmtpProbe.builder()
 *         .transport(memory)
 *         .ticker(memory.ticker())
 *         .build()
 *         .probe(ProbeRequest.to("192.0.2.1", 25).tls(TlsMode.PLAIN).deadline(Duration.ofMinutes(2)).build());
 * System.out.println(report.took()); // two minutes, by the virtual clock
 * memory.verify();
 * }</pre>
 */
public final class MemoryTransport implements Transport {
    private static final long NO_PAUSE = Long.MIN_VALUE;

    private final Function<Route, Script> scripts;
    private final @Nullable SSLContext tls;
    private final Delivery delivery;
    private final VirtualTicker ticker = new VirtualTicker();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final List<ScriptPlayer> players = new CopyOnWriteArrayList<>();
    private final int wanted;
    private volatile boolean lenient;

    /**
     * Creates a transport.
     *
     * @param delivery how octets are split into segments
     * @param tls      the context for {@code * tls}; may be null
     * @param scripts  one script for each connection; the last one is used for all further connections
     * @throws IllegalStateException if a script needs TLS and there is no context
     */
    public MemoryTransport(Delivery delivery, @Nullable SSLContext tls, Script... scripts) {
        this(delivery, tls, inTurn(List.of(scripts)), scripts.length);
        Script.requireTls(tls != null, List.of(scripts));
    }

    /**
     * Creates a transport whose scripts depend on the route.
     *
     * @param delivery how octets are split into segments
     * @param tls      the context for {@code * tls}; may be null
     * @param scripts  the script for each connection of a route; if it needs TLS and there is no context, the client gets an
     *     {@link IllegalStateException}
     */
    public MemoryTransport(Delivery delivery, @Nullable SSLContext tls, Function<Route, Script> scripts) {
        this(delivery, tls, scripts, 0);
    }

    private MemoryTransport(Delivery delivery, @Nullable SSLContext tls, Function<Route, Script> scripts, int wanted) {
        this.wanted = wanted;
        this.delivery = delivery;
        this.tls = tls;
        this.scripts = scripts;
    }

    private static Function<Route, Script> inTurn(List<Script> scripts) {
        AtomicInteger next = new AtomicInteger();
        return route -> scripts.get(Math.min(next.getAndIncrement(), scripts.size() - 1));
    }

    /** {@return the clock, which pauses and timeouts move} */
    public VirtualTicker ticker() {
        return ticker;
    }

    /** {@return the number of connections that were made} */
    public int connections() {
        return connections.get();
    }

    /** {@return the number of connections that have not been closed} */
    public int open() {
        return open.get();
    }

    /**
     * Allows clients to leave before the end of their script, or not to connect at all, for tests of a client that gives up. What
     * a client says must still match the script.
     *
     * @return this transport
     */
    public MemoryTransport lenient() {
        lenient = true;
        return this;
    }

    /**
     * Returns what has gone wrong so far: where clients departed from their scripts and, unless this is
     * {@linkplain #lenient() lenient}, scripts that were not played to their end or not at all.
     *
     * @return one text for each problem, with the lines of the dialogue; empty if all is well
     */
    public List<String> problems() {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < players.size(); i++) {
            ScriptPlayer player = players.get(i);
            String where = "connection " + (i + 1) + ": ";
            player.departure().ifPresent(problem -> found.add(where + problem));
            if (!lenient) {
                player.rest(true).ifPresent(problem -> found.add(where + problem));
            }
        }
        for (int i = players.size(); !lenient && i < wanted; i++) {
            found.add("script " + (i + 1) + " of " + wanted + " was not played: no client came for it");
        }
        return List.copyOf(found);
    }

    /**
     * Checks that everything went according to the scripts.
     *
     * @throws AssertionError with all {@link #problems()}, if there are any
     */
    public void verify() {
        Problems.verify("the server in memory", problems());
    }

    /**
     * Returns the messages that clients sent where a script has {@code * message}, in the order in which the clients connected,
     * without the dots that SMTP adds and without the final line.
     *
     * @return the octets of each complete message; empty if there is none
     */
    public List<byte[]> messages() {
        return players.stream().flatMap(each -> each.messages().stream()).toList();
    }

    @Override
    public Connection connect(Route route, Deadline deadline) {
        connections.incrementAndGet();
        ScriptPlayer player = new ScriptPlayer(scripts.apply(route), tls, false);
        players.add(player);
        open.incrementAndGet();
        return new MemoryConnection(player);
    }

    private final class MemoryConnection implements Connection {
        private final ScriptPlayer player;
        private final Deque<byte[]> pieces = new ArrayDeque<>();
        private long pauseEnds = NO_PAUSE;
        private boolean closed;

        MemoryConnection(ScriptPlayer player) {
            this.player = player;
        }

        @Override
        public int read(byte[] buffer, Deadline deadline) throws IOException {
            while (!ready()) {
                ScriptPlayer.Action action = player.actions().peek();
                if (action instanceof ScriptPlayer.Action.Close || action instanceof ScriptPlayer.Action.HalfClose) {
                    return -1;
                }
                if (action instanceof ScriptPlayer.Action.Reset) {
                    throw new SocketException("Connection reset");
                }
                Duration left = deadline.remaining();
                Duration pause = action == null ? left : Duration.ofNanos(pauseEnds - ticker.nanos());
                if (pause.compareTo(left) >= 0) {
                    ticker.advance(left);
                    throw new SocketTimeoutException("nothing came");
                }
                ticker.advance(pause);
            }
            return take(buffer);
        }

        /** Tells whether octets are available now. A pause also passes while nobody reads, or while another connection is read. */
        private boolean ready() {
            while (pieces.isEmpty()) {
                ScriptPlayer.Action action = player.actions().peek();
                if (action instanceof ScriptPlayer.Action.Pause pause && !over(pause)) {
                    return false;
                }
                if (action instanceof ScriptPlayer.Action.Send send) {
                    player.actions().poll();
                    pieces.addAll(delivery.cut(gathered(send.octets())));
                } else if (!(action instanceof ScriptPlayer.Action.Pause)) {
                    return false;
                }
            }
            return true;
        }

        private boolean over(ScriptPlayer.Action.Pause pause) {
            if (pauseEnds == NO_PAUSE) {
                pauseEnds = ticker.nanos() + pause.length().toNanos();
            }
            boolean over = ticker.nanos() >= pauseEnds;
            if (over) {
                player.actions().poll();
                pauseEnds = NO_PAUSE;
            }
            return over;
        }

        @Override
        public int readAvailable(byte[] buffer) {
            return ready() ? take(buffer) : 0;
        }

        private byte[] gathered(byte[] first) {
            byte[] all = first;
            while (player.actions().peek() instanceof ScriptPlayer.Action.Send next) {
                player.actions().poll();
                all = ServerTls.join(all, next.octets());
            }
            return all;
        }

        private int take(byte[] buffer) {
            byte[] piece = pieces.poll();
            int count = Math.min(piece.length, buffer.length);
            System.arraycopy(piece, 0, buffer, 0, count);
            if (count < piece.length) {
                pieces.addFirst(Arrays.copyOfRange(piece, count, piece.length));
            }
            return count;
        }

        @Override
        public void write(byte[] octets, Deadline deadline) {
            player.receive(octets);
        }

        @Override
        public InetAddress localAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}
