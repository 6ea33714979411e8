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
        Permits permits = new Permits(new Quota(2, Duration.ZERO), ANY, ticker);
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
        Permits permits = new Permits(ANY, new Quota(1, Duration.ZERO), ticker);
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
        Permits permits = new Permits(new Quota(10, Duration.ofMillis(50)), ANY, ticker);
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
        Permits permits = new Permits(new Quota(4, Duration.ZERO), ANY, ticker);
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
    void aRunningProbeGoesBeforeTargetsThatWait() {
        Permits permits = new Permits(new Quota(1, Duration.ZERO), ANY, ticker);
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
            Permits permits =
                    new Permits(new Quota(atOnce + 1, interval), new Quota(atOnce, Duration.ofMillis(5)), ticker);
            for (int i = 0; i < 500; i++) {
                enter(permits, "op" + random.nextInt(5), "192.0.2." + random.nextInt(9));
            }
            assertThat(play(permits, random, atOnce, interval)).isEqualTo(500);
        }
    }

    private int play(Permits permits, Random random, int atOnce, Duration interval) {
        Map<String, Integer> open = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        List<Permits.Permit> held = new ArrayList<>();
        int started = 0;
        while (permits.waiting() > 0) {
            Optional<Permits.Turn> turn = permits.next();
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
                permits.release(closed);
            } else {
                assertThat(held.isEmpty() && permits.due() == Long.MAX_VALUE)
                        .as("a target waits for ever")
                        .isFalse();
                ticker.advance(Duration.ofMillis(1));
            }
        }
        return started;
    }
}
