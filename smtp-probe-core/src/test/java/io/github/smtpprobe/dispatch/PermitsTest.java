/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.testkit.VirtualTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whose turn it is, in virtual time: nothing here waits. */
class PermitsTest {
    private static final Quota ANY = new Quota(1_000, Duration.ZERO);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private final Crowd crowd = new Crowd();
    private final VirtualTicker ticker = crowd.ticker();

    @Test
    void anOperatorHasOnlySoManyAndOthersOvertake() {
        Permits permits = new Permits(new Quota(2, Duration.ZERO), ANY, PATIENCE, ticker);
        for (int i = 0; i < 4; i++) {
            crowd.enter(permits, "a", "192.0.2." + i);
        }
        crowd.enter(permits, "b", "192.0.2.9");
        Permits.Permit first = permits.next().orElseThrow().permit();
        assertThat(Crowd.startable(permits)).containsExactlyInAnyOrder(2L, 5L);
        assertThat(permits.waiting()).isEqualTo(2);
        permits.release(first);
        assertThat(Crowd.startable(permits)).containsExactly(3L);
    }

    @Test
    void anAddressHasOnlySoManyThoughItsOperatorHasRoom() {
        Permits permits = new Permits(ANY, new Quota(1, Duration.ZERO), PATIENCE, ticker);
        crowd.enter(permits, "a", "192.0.2.1");
        crowd.enter(permits, "a", "192.0.2.1");
        crowd.enter(permits, "b", "192.0.2.1");
        crowd.enter(permits, "a", "192.0.2.2");
        Permits.Permit first = permits.next().orElseThrow().permit();
        assertThat(Crowd.startable(permits)).containsExactly(4L);
        permits.release(first);
        Permits.Turn second = permits.next().orElseThrow();
        assertThat(second.job().number()).isBetween(2L, 3L);
        assertThat(Crowd.startable(permits)).isEmpty();
        permits.release(second.permit());
        assertThat(Crowd.startable(permits)).containsExactly(5 - second.job().number());
        assertThat(permits.waiting()).isZero();
    }

    @Test
    void connectionsToAnOperatorFollowAtTheInterval() {
        Permits permits = new Permits(new Quota(10, Duration.ofMillis(50)), ANY, PATIENCE, ticker);
        for (int i = 0; i < 3; i++) {
            crowd.enter(permits, "a", "192.0.2." + i);
        }
        assertThat(Crowd.startable(permits)).containsExactly(1L);
        assertThat(permits.due()).isEqualTo(Duration.ofMillis(50).toNanos());
        ticker.advance(Duration.ofMillis(49));
        assertThat(Crowd.startable(permits)).isEmpty();
        ticker.advance(Duration.ofMillis(1));
        assertThat(Crowd.startable(permits)).containsExactly(2L);
        ticker.advance(Duration.ofMillis(50));
        assertThat(Crowd.startable(permits)).containsExactly(3L);
        assertThat(permits.due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theIntervalBeginsWhenTheConnectionIsMade() {
        Permits permits = new Permits(new Quota(10, Duration.ofMillis(50)), ANY, PATIENCE, ticker);
        crowd.enter(permits, "a", "192.0.2.1");
        crowd.enter(permits, "a", "192.0.2.1");
        Permits.Permit first = permits.next().orElseThrow().permit();
        ticker.advance(Duration.ofMillis(40));
        permits.begun(first);
        ticker.advance(Duration.ofMillis(49));
        assertThat(Crowd.startable(permits)).isEmpty();
        ticker.advance(Duration.ofMillis(1));
        assertThat(Crowd.startable(permits)).containsExactly(2L);
    }

    /** While a machine that has just started loads its classes, connections whose turn it was would pile up, and then come all at once. */
    @Test
    void nobodyElseHasATurnBeforeTheConnectionIsMade() {
        Permits permits = new Permits(new Quota(10, Duration.ofMillis(50)), ANY, PATIENCE, ticker);
        for (int i = 0; i < 3; i++) {
            crowd.enter(permits, "a", "192.0.2." + i);
        }
        crowd.enter(permits, "b", "192.0.2.9");
        Permits.Permit first = permits.next().orElseThrow().permit();
        assertThat(Crowd.startable(permits)).as("another operator").containsExactly(4L);
        ticker.advance(Duration.ofMillis(500));
        assertThat(Crowd.startable(permits)).isEmpty();
        permits.begun(first);
        ticker.advance(Duration.ofMillis(49));
        assertThat(Crowd.startable(permits)).isEmpty();
        ticker.advance(Duration.ofMillis(1));
        Permits.Permit second = permits.next().orElseThrow().permit();
        permits.release(second);
        ticker.advance(Duration.ofMillis(50));
        assertThat(Crowd.startable(permits)).as("one that was never made").containsExactly(3L);
    }

    @Test
    void whereTheIntervalIsShortNobodyWaitsForThat() {
        Permits permits = new Permits(new Quota(10, Duration.ofMillis(2)), ANY, PATIENCE, ticker);
        crowd.enter(permits, "a", "192.0.2.1");
        crowd.enter(permits, "a", "192.0.2.2");
        permits.next().orElseThrow();
        ticker.advance(Duration.ofMillis(2));
        assertThat(Crowd.startable(permits)).containsExactly(2L);
    }

    @Test
    void aConnectionThatIsNeverMadeHoldsUpNobodyForLong() {
        Permits permits = new Permits(new Quota(10, Duration.ofMillis(50)), ANY, PATIENCE, ticker);
        crowd.enter(permits, "a", "192.0.2.1");
        crowd.enter(permits, "a", "192.0.2.2");
        permits.next().orElseThrow();
        Duration waited = Duration.ZERO;
        while (Crowd.startable(permits).isEmpty()) {
            Duration due = Duration.ofNanos(permits.due());
            ticker.advance(due);
            waited = waited.plus(due);
        }
        assertThat(waited).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_020));
    }

    @Test
    void whoeverIsAskedTooMuchIsAskedMoreSlowlyUntilItAnswersAgain() {
        Permits permits = new Permits(new Quota(4, Duration.ZERO), ANY, PATIENCE, ticker);
        crowd.enter(permits, "a", "192.0.2.1");
        Permits.Permit held = permits.next().orElseThrow().permit();
        permits.heard(held, true);
        permits.heard(held, true);
        permits.release(held);
        crowd.enter(permits, "a", "192.0.2.1");
        crowd.enter(permits, "a", "192.0.2.1");
        ticker.advance(Duration.ofMillis(1_999));
        assertThat(Crowd.startable(permits)).isEmpty();
        ticker.advance(Duration.ofMillis(1));
        Permits.Permit next = permits.next().orElseThrow().permit();
        assertThat(Crowd.startable(permits)).as("one at once").isEmpty();
        permits.heard(next, false);
        permits.heard(next, false);
        permits.release(next);
        ticker.advance(Duration.ofSeconds(2));
        assertThat(Crowd.startable(permits)).containsExactly(3L);
    }

    @Test
    void targetsOfAnOperatorStartInTheOrderOfTheStream() {
        Permits permits = new Permits(new Quota(1, Duration.ZERO), new Quota(1, Duration.ZERO), PATIENCE, ticker);
        long[] lookedUp = {3, 5, 1, 4, 2};
        for (long number : lookedUp) {
            crowd.enter(permits, number, "a", "192.0.2." + number % 2);
        }
        List<Long> started = new ArrayList<>();
        for (Optional<Permits.Turn> turn = permits.next(); turn.isPresent(); turn = permits.next()) {
            started.add(turn.get().job().number());
            permits.release(turn.get().permit());
        }
        assertThat(started).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aRunningProbeGoesBeforeTargetsThatWait() {
        Permits permits = new Permits(new Quota(1, Duration.ZERO), ANY, PATIENCE, ticker);
        Party party = new Party("a", "192.0.2.1");
        Permits.Permit held = permits.tryAcquire(party).orElseThrow();
        assertThat(permits.tryAcquire(party)).isEmpty();
        Deadline over = Deadline.after(Duration.ZERO, ticker);
        assertThat(permits.acquire(party, over)).isEmpty();
        crowd.enter(permits, "a", "192.0.2.1");
        assertThat(Crowd.startable(permits)).isEmpty();
        permits.release(held);
        assertThat(Crowd.startable(permits)).containsExactly(1L);
    }

    /** Against a model that only counts: never more than allowed, never sooner than allowed, and in the end nobody waits. */
    @Test
    void randomTargetsKeepEveryQuotaAndAllHaveTheirTurn() {
        Random random = new Random(13);
        for (int round = 0; round < 20; round++) {
            int atOnce = 1 + random.nextInt(3);
            Duration interval = Duration.ofMillis(random.nextInt(3) * 7L);
            Permits permits = new Permits(
                    new Quota(atOnce + 1, interval), new Quota(atOnce, Duration.ofMillis(5)), PATIENCE, ticker);
            for (int i = 0; i < 500; i++) {
                crowd.enter(permits, "op" + random.nextInt(5), "192.0.2." + random.nextInt(9));
            }
            assertThat(play(permits, random, atOnce, interval, 0)).isEqualTo(500);
        }
    }

    /** Nobody waits for ever either where servers refuse now and then, often, or always. */
    @Test
    void randomRefusalsLeaveNobodyWaiting() {
        Random random = new Random(14);
        for (int refusals = 0; refusals <= 10; refusals++) {
            int atOnce = 1 + random.nextInt(3);
            Quota perOperator = new Quota(atOnce + 1, Duration.ZERO);
            Quota perAddress = new Quota(atOnce, Duration.ofMillis(random.nextInt(2) * 5L));
            Permits permits = new Permits(perOperator, perAddress, Duration.ofSeconds(random.nextInt(9)), ticker);
            for (int i = 0; i < 500; i++) {
                crowd.enter(permits, "op" + random.nextInt(5), "192.0.2." + random.nextInt(9));
            }
            assertThat(play(permits, random, atOnce, Duration.ZERO, refusals)).isEqualTo(500);
        }
    }

    /** Of ten connections so many are refused. */
    private int play(Permits permits, Random random, int atOnce, Duration interval, int refusals) {
        Map<String, Integer> open = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        List<Permits.Permit> held = new ArrayList<>();
        int started = 0;
        while (permits.waiting() > 0) {
            Optional<Permits.Turn> turn = permits.next();
            started += permits.givenUp().size();
            if (turn.isPresent()) {
                Party party = turn.get().permit().party();
                held.add(turn.get().permit());
                permits.begun(turn.get().permit());
                assertThat(open.merge(party.operator(), 1, Integer::sum)).isLessThanOrEqualTo(atOnce + 1);
                assertThat(open.merge(party.address(), 1, Integer::sum)).isLessThanOrEqualTo(atOnce);
                Long before = last.put(party.operator(), ticker.nanos());
                assertThat(before == null || ticker.nanos() - before >= interval.toNanos())
                        .isTrue();
                started++;
            } else if (!held.isEmpty() && random.nextBoolean()) {
                Permits.Permit closed = held.remove(random.nextInt(held.size()));
                open.merge(closed.party().operator(), -1, Integer::sum);
                open.merge(closed.party().address(), -1, Integer::sum);
                permits.heard(closed, random.nextInt(10) < refusals);
                permits.release(closed);
            } else if (permits.waiting() > 0) {
                assertThat(held.isEmpty() && permits.due() == Long.MAX_VALUE)
                        .as("a target waits for ever")
                        .isFalse();
                ticker.advance(held.isEmpty() ? Duration.ofNanos(permits.due()) : Duration.ofMillis(1));
            }
        }
        return started;
    }
}
