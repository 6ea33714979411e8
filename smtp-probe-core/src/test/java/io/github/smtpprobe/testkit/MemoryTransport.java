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
 * Plays scripts in memory, without sockets, threads or waiting: a pause or a time-out moves the virtual clock and takes no time.
 * Give it and its {@link #ticker()} to the builder of a probe. Connections may be made from any thread, but one connection is for one
 * thread at a time. Nothing closes it: {@link #verify()} is called at a test's end.
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
     * Makes a transport.
     *
     * @param delivery how octets are cut
     * @param tls      for {@code * tls}; may be null
     * @param scripts  one for each connection, the last for all further ones
     * @throws IllegalStateException if a script wants TLS, and there is none
     */
    public MemoryTransport(Delivery delivery, @Nullable SSLContext tls, Script... scripts) {
        this(delivery, tls, inTurn(List.of(scripts)), scripts.length);
        Script.requireTls(tls != null, List.of(scripts));
    }

    /**
     * Makes a transport whose script depends on the route.
     *
     * @param delivery how octets are cut
     * @param tls      for {@code * tls}; may be null
     * @param scripts  what each connection of a route plays; one that wants TLS where there is none throws
     *     {@link IllegalStateException} into the client
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

    /** {@return the clock that pauses and time-outs move} */
    public VirtualTicker ticker() {
        return ticker;
    }

    /** {@return how many connections were made} */
    public int connections() {
        return connections.get();
    }

    /** {@return how many connections were not closed} */
    public int open() {
        return open.get();
    }

    /**
     * Lets clients leave before their script's end, or not come at all: for tests of a client that gives up. What a client says must
     * be in the script all the same.
     *
     * @return this transport
     */
    public MemoryTransport lenient() {
        lenient = true;
        return this;
    }

    /**
     * What went wrong until now: where clients departed from their scripts and, unless this is {@linkplain #lenient() lenient},
     * scripts that were not played to their end or not at all.
     *
     * @return one text each, with the lines that were said; empty if all is well
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
     * Checks that all went by the scripts.
     *
     * @throws AssertionError with all {@link #problems()}, if there are any
     */
    public void verify() {
        Problems.verify("the server in memory", problems());
    }

    /**
     * The messages that clients sent where a script has {@code * message}, in the order in which they connected: without the dots
     * that SMTP doubles, and without the line that ends them.
     *
     * @return the octets of each; empty if none came whole
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

        /** Whether octets are there now. A pause goes by also while nobody reads, or while another connection is read. */
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
