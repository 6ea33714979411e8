/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.smtp.Stage;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events that nobody hears cost no object; a probe has hundreds of them. */
class UnheardEventsTest {
    private static final int TIMES = 20_000;

    private static long octets(List<ProbeListener> listeners) {
        Deadline deadline = Deadline.after(Duration.ofMinutes(1), Ticker.system());
        ProbeListening told = new ProbeListening(1_000_000, listeners, new Guard(new Cancellation()), deadline);
        Fact fact = Quit.of(Outcome.done(), Duration.ZERO);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < TIMES; i++) {
            told.begun(i, Stage.EHLO);
            told.observed(i, fact);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void anEventIsMadeOnlyForSomebodyWhoListens() {
        octets(List.of()); // what is made once is made
        assertThat(octets(List.of())).isLessThan(TIMES);
        assertThat(octets(List.of(new ProbeListener() {}))).isGreaterThan(TIMES * 16L);
    }
}
