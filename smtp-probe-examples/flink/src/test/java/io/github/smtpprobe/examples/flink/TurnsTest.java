/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {
    @Test
    void ticketsGoInTheOrderInWhichTheyCame() {
        Turns two = Turns.NONE.queued().queued();

        assertThat(two.first()).isZero();
        assertThat(two.next()).isEqualTo(2);
        assertThat(two.started(0, 0).first()).isEqualTo(1);
    }

    @Test
    void noMoreRunThanAreAllowed() {
        Turns three = waiting(3);

        assertThat(three.due(2)).isTrue();
        assertThat(three.started(0, 0).due(2)).isTrue();
        assertThat(three.started(0, 0).started(0, 0).due(2)).isFalse();
        assertThat(three.started(0, 0).started(0, 0).finished().due(2)).isTrue();
    }

    @Test
    void nobodyWaitsNobodyIsDue() {
        assertThat(Turns.NONE.due(2)).isFalse();
        assertThat(waiting(1).started(0, 0).due(2)).isFalse();
    }

    @Test
    void theNextOneWaitsForTheInterval() {
        assertThat(waiting(2).started(1_000, 250).notBefore()).isEqualTo(1_250);
        assertThat(waiting(2).started(1_000, 250).finished().notBefore()).isEqualTo(1_250);
    }

    @Test
    void idleIsWhereNobodyWaitsOrRuns() {
        assertThat(Turns.NONE.idle()).isTrue();
        assertThat(Turns.NONE.queued().idle()).isFalse();
        assertThat(waiting(1).started(0, 0).idle()).isFalse();
        assertThat(waiting(1).started(0, 0).finished().idle()).isTrue();
    }

    @Test
    void afterARecoveryAllThatAreLeftWait() {
        assertThat(waiting(5)).isEqualTo(new Turns(0, 5, 0, 0, 0));
    }

    @Test
    void eachRefusalDoublesThePauseAndOneIsAskedAtATime() {
        Turns once = waiting(9).started(0, 100).started(0, 100).refused(10_000, 100);
        assertThat(once.notBefore()).isEqualTo(11_000);
        assertThat(once.running()).isEqualTo(1);
        assertThat(once.due(2)).as("one runs").isFalse();

        Turns twice = once.refused(10_500, 100);
        assertThat(twice.notBefore()).isEqualTo(12_500);
        assertThat(twice.due(2)).isTrue();
        assertThat(twice.started(20_000, 100).notBefore()).isEqualTo(22_000);
        assertThat(twice.started(20_000, 5_000).notBefore())
                .as("no less than the interval")
                .isEqualTo(25_000);

        Turns often = twice;
        for (int i = 0; i < 20; i++) {
            often = often.started(0, 0).refused(0, 0);
        }
        assertThat(often.started(100_000, 0).notBefore()).isEqualTo(164_000);
    }

    @Test
    void answersMakeAnOperatorFasterAgain() {
        Turns slow = waiting(9).started(0, 0).refused(0, 0).started(2_000, 0);
        assertThat(slow.slowness()).isEqualTo(1);
        assertThat(slow.finished().slowness()).isZero();
        assertThat(slow.finished().started(5_000, 100).notBefore()).isEqualTo(5_100);
    }

    @Test
    void aRecoveryForgetsNoRefusal() {
        Turns again = waiting(9).started(0, 0).refused(3_000, 0).again(9);
        assertThat(again).isEqualTo(new Turns(0, 9, 0, 4_000, 1));
    }

    @Test
    void whatIsKnownNeedsNoPlace() {
        assertThat(waiting(3).started(0, 50).passed()).isEqualTo(new Turns(2, 3, 1, 50, 0));
    }

    private static Turns waiting(long count) {
        return Turns.NONE.again(count);
    }
}
