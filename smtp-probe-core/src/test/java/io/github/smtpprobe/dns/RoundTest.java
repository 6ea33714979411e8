/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** How waiting ends. */
class RoundTest {
    private static void elsewhere(Runnable what) throws InterruptedException {
        Thread other = new Thread(what);
        other.start();
        other.join();
    }

    /** Work that takes longer than there is time for is interrupted by whoever watches the time: what was learned by then is learned. */
    @Test
    void anInterruptAfterTheEndTakesNothingAway() throws Exception {
        Deadline limit = Deadline.after(Duration.ofMillis(50), Ticker.system());
        try (Round round = new Round(limit, new LongAdder())) {
            elsewhere(() -> round.go(() -> {
                while (!round.deadline().expired()) {
                    Thread.onSpinWait();
                }
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
