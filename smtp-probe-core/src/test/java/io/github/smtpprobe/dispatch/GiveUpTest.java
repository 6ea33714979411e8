/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.testkit.VirtualTicker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who waits for an operator that goes on refusing, in virtual time. */
class GiveUpTest {
    private static final Quota ANY = new Quota(1_000, Duration.ZERO);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Crowd crowd = new Crowd();
    private final VirtualTicker ticker = crowd.ticker();

    /** Refuses as long as it is asked: {@return how often it was asked until somebody was given up}. */
    private int refuse(Permits permits, String operator) {
        int asked = 0;
        List<Permits.GivenUp> givenUp = List.of();
        while (givenUp.isEmpty()) {
            Optional<Permits.Turn> turn = permits.next();
            givenUp = permits.givenUp();
            if (turn.isPresent()) {
                assertThat(++asked).as("it is asked without an end").isLessThan(99);
                assertThat(turn.get().job().party().operator()).isEqualTo(operator);
                permits.heard(turn.get().permit(), true);
                permits.release(turn.get().permit());
            } else if (givenUp.isEmpty()) {
                ticker.advance(Duration.ofNanos(permits.due()));
            }
        }
        assertThat(givenUp).allMatch(each -> each.operator().equals(operator));
        assertThat(givenUp).allMatch(each -> each.refusing().compareTo(PATIENCE) >= 0);
        return asked;
    }

    @Test
    void whoeverWaitsForAnOperatorThatGoesOnRefusingIsGivenUp() {
        Permits permits = new Permits(new Quota(4, Duration.ZERO), ANY, PATIENCE, ticker);
        for (int i = 0; i < 100; i++) {
            crowd.enter(permits, "a", "192.0.2." + i);
        }
        long begun = ticker.nanos();
        int asked = refuse(permits, "a");
        assertThat(Duration.ofNanos(ticker.nanos() - begun)).isBetween(PATIENCE, PATIENCE.plusSeconds(64));
        assertThat(asked).as("1, 2, 4 … 64 seconds apart").isEqualTo(21);
        assertThat(permits.waiting()).as("all at once").isZero();
        crowd.enter(permits, "a", "192.0.2.1");
        crowd.enter(permits, "b", "192.0.2.2");
        assertThat(Crowd.startable(permits)).as("others are not concerned").containsExactly(102L);
        assertThat(permits.givenUp())
                .as("those that come later are given up, too")
                .hasSize(1);
        ticker.advance(Duration.ofSeconds(64));
        crowd.enter(permits, "a", "192.0.2.1");
        crowd.enter(permits, "a", "192.0.2.2");
        Permits.Permit asks = permits.next().orElseThrow().permit();
        assertThat(Crowd.startable(permits)).isEmpty();
        assertThat(permits.givenUp()).as("one asks in 64 seconds").hasSize(1);
        permits.heard(asks, false);
        permits.release(asks);
        crowd.enter(permits, "a", "192.0.2.1");
        assertThat(Crowd.startable(permits)).isEmpty();
        assertThat(permits.givenUp())
                .as("it answers again: it is slow, but not hopeless")
                .isEmpty();
        ticker.advance(Duration.ofSeconds(64));
        assertThat(Crowd.startable(permits)).containsExactly(105L);
    }

    @Test
    void alsoThoseThatWaitForAnAddressAreGivenUp() {
        Permits permits = new Permits(new Quota(4, Duration.ZERO), new Quota(1, Duration.ZERO), Duration.ZERO, ticker);
        for (int i = 0; i < 5; i++) {
            crowd.enter(permits, "a", "192.0.2.1");
        }
        Permits.Permit held = permits.next().orElseThrow().permit();
        assertThat(Crowd.startable(permits)).isEmpty();
        permits.heard(held, true);
        permits.release(held);
        assertThat(Crowd.startable(permits)).isEmpty();
        assertThat(permits.givenUp().stream().map(each -> each.job().number()))
                .containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
        assertThat(permits.waiting()).isZero();
    }

    @Test
    void oneRefusalLongAgoIsNoReasonToGiveUp() {
        Permits permits = new Permits(new Quota(4, Duration.ZERO), ANY, PATIENCE, ticker);
        crowd.enter(permits, "a", "192.0.2.1");
        Permits.Permit held = permits.next().orElseThrow().permit();
        permits.heard(held, true);
        permits.release(held);
        ticker.advance(Duration.ofHours(2));
        crowd.enter(permits, "a", "192.0.2.1");
        crowd.enter(permits, "a", "192.0.2.2");
        assertThat(Crowd.startable(permits)).containsExactly(2L);
        assertThat(permits.givenUp()).isEmpty();
        assertThat(permits.waiting()).isEqualTo(1);
    }

    @Test
    void whoeverWaitsLongForASlowOperatorThatAnswersIsNotGivenUp() {
        Permits permits = new Permits(new Quota(1, Duration.ofMinutes(10)), ANY, PATIENCE, ticker);
        for (int i = 0; i < 5; i++) {
            crowd.enter(permits, "a", "192.0.2." + i);
        }
        for (long number = 1; number <= 5; number++) {
            Permits.Turn turn = permits.next().orElseThrow();
            assertThat(turn.job().number()).isEqualTo(number);
            permits.heard(turn.permit(), false);
            permits.release(turn.permit());
            ticker.advance(Duration.ofMinutes(10));
        }
        assertThat(permits.givenUp()).isEmpty();
    }
}
