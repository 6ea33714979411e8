/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** How waiting ends. */
class RoundTest {
    private static void elsewhere(Runnable what) throws InterruptedException {
        Thread other = new Thread(what);
        other.start();
        other.join();
    }

    private static void over(Deadline deadline) {
        while (!deadline.expired()) {
            LockSupport.parkNanos(deadline.remaining().toNanos());
        }
    }

    /** Answers that come together are looked at one after the other, and each may take long. */
    @Test
    void noAnswerIsLookedAtWhenTheTimeIsOver() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Wire wire = new Wire()) {
            Deadline limit = Deadline.after(Duration.ofMillis(200), Ticker.system());
            InetSocketAddress place = (InetSocketAddress) server.getLocalSocketAddress();
            AtomicInteger heard = new AtomicInteger();
            for (int i = 0; i < 3; i++) {
                wire.datagram(place, new byte[] {0, (byte) i}).thenRun(() -> {
                    heard.incrementAndGet();
                    over(limit);
                });
            }
            assertThat(wire.unread()).isFalse();
            for (int i = 0; i < 3; i++) {
                DatagramPacket packet = new DatagramPacket(new byte[2], 2);
                server.receive(packet);
                server.send(packet);
            }
            wire.await(Duration.ofSeconds(10), limit::expired);
            assertThat(heard).hasValue(1);
            assertThat(wire.unread()).isTrue();
            wire.await(Duration.ofSeconds(10));
            assertThat(heard).hasValue(3);
        }
    }

    /** Work that takes longer than there is time for is interrupted by whoever watches the time: what was learned by then is learned. */
    @Test
    void anInterruptAfterTheEndTakesNothingAway() throws Exception {
        Deadline limit = Deadline.after(Duration.ofSeconds(1), Ticker.system());
        try (Round round = new Round(limit, new LongAdder())) {
            elsewhere(() -> round.go(() -> {
                over(round.deadline());
                Thread.currentThread().interrupt();
            }));
            round.await(() -> false, round.deadline());
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anInterruptBeforeTheEndEndsIt() throws Exception {
        Deadline limit = Deadline.after(Duration.ofSeconds(20), Ticker.system());
        try (Round round = new Round(limit, new LongAdder())) {
            elsewhere(() -> round.go(() -> Thread.currentThread().interrupt()));
            assertThatThrownBy(() -> round.await(() -> false, limit)).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }
    }
}
