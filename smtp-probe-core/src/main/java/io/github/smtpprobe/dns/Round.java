/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * Questions that are asked in parallel, with their sockets and their time limit. Everything happens on the waiting thread, no
 * matter which thread asks.
 */
final class Round implements Closeable {
    private final Wire wire = new Wire();
    private final Thread owner = Thread.currentThread();
    private final Deadline deadline;
    private final LongAdder sent;
    private final List<NameServers> servers = new ArrayList<>();
    private final Queue<Runnable> others = new ConcurrentLinkedQueue<>();

    /**
     * Begins a round.
     *
     * @param limit when to stop waiting; its ticker may be a virtual one, and sockets know only the real time
     * @param sent  counts the messages that are sent
     */
    Round(Deadline limit, LongAdder sent) throws IOException {
        deadline = Deadline.after(limit.remaining(), Ticker.system());
        this.sent = sent;
    }

    /** Several name servers, used like one. */
    NameServers servers(List<InetSocketAddress> places, Turns turns) {
        NameServers all = new NameServers(
                places.stream()
                        .map(place -> new ProvingServer(place, wire, sent))
                        .toList(),
                deadline,
                turns);
        servers.add(all);
        return all;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Runs something now or, if called from another thread, when the waiting thread gets to it. */
    void go(Runnable what) {
        if (Thread.currentThread() == owner) {
            what.run();
        } else {
            others.add(what);
            wake();
        }
    }

    /** Whether something has arrived that there was no time to read. */
    boolean unread() {
        return wire.unread();
    }

    void wake() {
        wire.wake();
    }

    /** Waits until a condition holds, or the time is over. An interrupt that comes after that is left to the caller. */
    void await(BooleanSupplier done, Deadline limit) throws IOException, InterruptedException {
        while (!done.getAsBoolean() && !limit.expired()) {
            for (Runnable next = others.poll(); next != null; next = others.poll()) {
                next.run();
            }
            Duration quiet = limit.remaining();
            for (NameServers each : List.copyOf(servers)) {
                Duration next = each.askAgain();
                quiet = next.compareTo(quiet) < 0 ? next : quiet;
            }
            if (!done.getAsBoolean()) {
                wire.await(quiet, limit::expired);
            }
            if (!limit.expired() && Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
