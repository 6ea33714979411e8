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
        Turns three = Turns.of(3);

        assertThat(three.due(2)).isTrue();
        assertThat(three.started(0, 0).due(2)).isTrue();
        assertThat(three.started(0, 0).started(0, 0).due(2)).isFalse();
        assertThat(three.started(0, 0).started(0, 0).finished().due(2)).isTrue();
    }

    @Test
    void nobodyWaitsNobodyIsDue() {
        assertThat(Turns.NONE.due(2)).isFalse();
        assertThat(Turns.of(1).started(0, 0).due(2)).isFalse();
    }

    @Test
    void theNextOneWaitsForTheInterval() {
        assertThat(Turns.of(2).started(1_000, 250).notBefore()).isEqualTo(1_250);
        assertThat(Turns.of(2).started(1_000, 250).finished().notBefore()).isEqualTo(1_250);
    }

    @Test
    void idleIsWhereNobodyWaitsOrRuns() {
        assertThat(Turns.NONE.idle()).isTrue();
        assertThat(Turns.NONE.queued().idle()).isFalse();
        assertThat(Turns.of(1).started(0, 0).idle()).isFalse();
        assertThat(Turns.of(1).started(0, 0).finished().idle()).isTrue();
    }

    @Test
    void afterARecoveryAllThatAreLeftWait() {
        assertThat(Turns.of(5)).isEqualTo(new Turns(0, 5, 0, 0));
    }
}
