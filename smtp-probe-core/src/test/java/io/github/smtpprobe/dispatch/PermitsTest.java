/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.session.Admission;
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
    private static final Engine.Probe NONE = new Engine.Probe() {
        @Override
        public Resolution lookUp() {
            throw new UnsupportedOperationException("nothing is probed here");
        }

        @Override
        public ProbeReport run(Admission admission) {
            throw new UnsupportedOperationException("nothing is probed here");
        }

        @Override
        public void cancel() {}
    };

    private final VirtualTicker ticker = new VirtualTicker();
    private long numbers;

    private void enter(Permits permits, String operator, String address) {
        BatchTarget target = BatchTarget.of(ProbeRequest.to("192.0.2.1", 25).build());
        Job job = new Job(new Source.Numbered(++numbers, target), false, NONE);
        Party party = new Party(operator, address);
        job.party(party);
        permits.enter(job, party);
    }

    private static List<Long> startable(Permits permits) {
        List<Long> numbers = new ArrayList<>();
        for (Optional<Permits.Turn> turn = permits.next(); turn.isPresent(); turn = permits.next()) {
            numbers.add(turn.get().job().number());
        }
        return numbers;
    }

    @Test
    void anOperatorHasOnlySoManyAndOthersOvertake() {
        Permits permits = new Permits(new Quota(2, Duration.ZERO), ANY, PATIENCE, ticker);
        for (int i = 0; i < 4; i++) {
            enter(permits, "a", "192.0.2." + i);
        }
        enter(permits, "b", "192.0.2.9");
        Permits.Permit first = permits.next().orElseThrow().permit();
        assertThat(startable(permits)).containsExactlyInAnyOrder(2L, 5L);
        assertThat(permits.waiting()).isEqualTo(2);
        permits.release(first);
        assertThat(startable(permits)).containsExactly(3L);
    }

    @Test
    void anAddressHasOnlySoManyThoughItsOperatorHasRoom() {
        Permits permits = new Permits(ANY, new Quota(1, Duration.ZERO), PATIENCE, ticker);
        enter(permits, "a", "192.0.2.1");
        enter(permits, "a", "192.0.2.1");
        enter(permits, "b", "192.0.2.1");
        enter(permits, "a", "192.0.2.2");
        Permits.Permit first = permits.next().orElseThrow().permit();
        assertThat(startable(permits)).containsExactly(4L);
        permits.release(first);
        Permits.Turn second = permits.next().orElseThrow();
        assertThat(second.job().number()).isBetween(2L, 3L);
        assertThat(startable(permits)).isEmpty();
        permits.release(second.permit());
        assertThat(startable(permits)).containsExactly(5 - second.job().number());
        assertThat(permits.waiting()).isZero();
    }

    @Test
    void connectionsToAnOperatorFollowAtTheInterval() {
        Permits permits = new Permits(new Quota(10, Duration.ofMillis(50)), ANY, PATIENCE, ticker);
        for (int i = 0; i < 3; i++) {
            enter(permits, "a", "192.0.2." + i);
        }
        assertThat(startable(permits)).containsExactly(1L);
        assertThat(permits.due()).isEqualTo(Duration.ofMillis(50).toNanos());
        ticker.advance(Duration.ofMillis(49));
        assertThat(startable(permits)).isEmpty();
        ticker.advance(Duration.ofMillis(1));
        assertThat(startable(permits)).containsExactly(2L);
        ticker.advance(Duration.ofMillis(50));
        assertThat(startable(permits)).containsExactly(3L);
        assertThat(permits.due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whoeverIsAskedTooMuchIsAskedMoreSlowlyUntilItAnswersAgain() {
        Permits permits = new Permits(new Quota(4, Duration.ZERO), ANY, PATIENCE, ticker);
        enter(permits, "a", "192.0.2.1");
        Permits.Permit held = permits.next().orElseThrow().permit();
        permits.heard(held, true);
        permits.heard(held, true);
        permits.release(held);
        enter(permits, "a", "192.0.2.1");
        enter(permits, "a", "192.0.2.1");
        ticker.advance(Duration.ofMillis(1_999));
        assertThat(startable(permits)).isEmpty();
        ticker.advance(Duration.ofMillis(1));
        Permits.Permit next = permits.next().orElseThrow().permit();
        assertThat(startable(permits)).as("one at once").isEmpty();
        permits.heard(next, false);
        permits.heard(next, false);
        permits.release(next);
        ticker.advance(Duration.ofSeconds(2));
        assertThat(startable(permits)).containsExactly(3L);
    }

    @Test
    void targetsOfAnOperatorStartInTheOrderOfTheStream() {
        Permits permits = new Permits(new Quota(1, Duration.ZERO), new Quota(1, Duration.ZERO), PATIENCE, ticker);
        long[] lookedUp = {3, 5, 1, 4, 2};
        for (long number : lookedUp) {
            numbers = number - 1;
            enter(permits, "a", "192.0.2." + number % 2);
        }
        List<Long> started = new ArrayList<>();
        for (Optional<Permits.Turn> turn = permits.next(); turn.isPresent(); turn = permits.next()) {
            started.add(turn.get().job().number());
            permits.release(turn.get().permit());
        }
        assertThat(started).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

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
            enter(permits, "a", "192.0.2." + i);
        }
        long begun = ticker.nanos();
        int asked = refuse(permits, "a");
        assertThat(Duration.ofNanos(ticker.nanos() - begun)).isBetween(PATIENCE, PATIENCE.plusSeconds(64));
        assertThat(asked).as("1, 2, 4 … 64 seconds apart").isEqualTo(21);
        assertThat(permits.waiting()).as("all at once").isZero();
        enter(permits, "a", "192.0.2.1");
        enter(permits, "b", "192.0.2.2");
        assertThat(startable(permits)).as("others are not concerned").containsExactly(102L);
        assertThat(permits.givenUp())
                .as("those that come later are given up, too")
                .hasSize(1);
        ticker.advance(Duration.ofSeconds(64));
        enter(permits, "a", "192.0.2.1");
        enter(permits, "a", "192.0.2.2");
        Permits.Permit asks = permits.next().orElseThrow().permit();
        assertThat(startable(permits)).isEmpty();
        assertThat(permits.givenUp()).as("one asks in 64 seconds").hasSize(1);
        permits.heard(asks, false);
        permits.release(asks);
        enter(permits, "a", "192.0.2.1");
        assertThat(startable(permits)).isEmpty();
        assertThat(permits.givenUp())
                .as("it answers again: it is slow, but not hopeless")
                .isEmpty();
        ticker.advance(Duration.ofSeconds(64));
        assertThat(startable(permits)).containsExactly(105L);
    }

    @Test
    void alsoThoseThatWaitForAnAddressAreGivenUp() {
        Permits permits = new Permits(new Quota(4, Duration.ZERO), new Quota(1, Duration.ZERO), Duration.ZERO, ticker);
        for (int i = 0; i < 5; i++) {
            enter(permits, "a", "192.0.2.1");
        }
        Permits.Permit held = permits.next().orElseThrow().permit();
        assertThat(startable(permits)).isEmpty();
        permits.heard(held, true);
        permits.release(held);
        assertThat(startable(permits)).isEmpty();
        assertThat(permits.givenUp().stream().map(each -> each.job().number()))
                .containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
        assertThat(permits.waiting()).isZero();
    }

    @Test
    void oneRefusalLongAgoIsNoReasonToGiveUp() {
        Permits permits = new Permits(new Quota(4, Duration.ZERO), ANY, PATIENCE, ticker);
        enter(permits, "a", "192.0.2.1");
        Permits.Permit held = permits.next().orElseThrow().permit();
        permits.heard(held, true);
        permits.release(held);
        ticker.advance(Duration.ofHours(2));
        enter(permits, "a", "192.0.2.1");
        enter(permits, "a", "192.0.2.2");
        assertThat(startable(permits)).containsExactly(2L);
        assertThat(permits.givenUp()).isEmpty();
        assertThat(permits.waiting()).isEqualTo(1);
    }

    @Test
    void whoeverWaitsLongForASlowOperatorThatAnswersIsNotGivenUp() {
        Permits permits = new Permits(new Quota(1, Duration.ofMinutes(10)), ANY, PATIENCE, ticker);
        for (int i = 0; i < 5; i++) {
            enter(permits, "a", "192.0.2." + i);
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

    @Test
    void aRunningProbeGoesBeforeTargetsThatWait() {
        Permits permits = new Permits(new Quota(1, Duration.ZERO), ANY, PATIENCE, ticker);
        Party party = new Party("a", "192.0.2.1");
        Permits.Permit held = permits.tryAcquire(party).orElseThrow();
        assertThat(permits.tryAcquire(party)).isEmpty();
        Deadline over = Deadline.after(Duration.ZERO, ticker);
        assertThat(permits.acquire(party, over)).isEmpty();
        enter(permits, "a", "192.0.2.1");
        assertThat(startable(permits)).isEmpty();
        permits.release(held);
        assertThat(startable(permits)).containsExactly(1L);
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
                enter(permits, "op" + random.nextInt(5), "192.0.2." + random.nextInt(9));
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
                enter(permits, "op" + random.nextInt(5), "192.0.2." + random.nextInt(9));
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
