/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many probes may be connecting at once. */
class RampTest {
    private static final int FIRST = 50;
    private static final int MOST = 1_000;

    private final Ramp ramp = new Ramp();
    private int connecting;

    /** Begins all that may begin, and tells how many are connecting then. */
    private int fill() {
        while (ramp.open()) {
            ramp.begun();
            connecting++;
        }
        return connecting;
    }

    private void end() {
        ramp.ended();
        connecting--;
    }

    @Test
    void eachThatEndsLetsOneMoreConnectThanBefore() {
        assertThat(fill()).isEqualTo(FIRST);
        end();
        assertThat(fill()).isEqualTo(FIRST + 1);
        for (int i = 0; i < 10; i++) {
            end();
        }
        assertThat(fill()).isEqualTo(FIRST + 11);
    }

    @Test
    void itNeverRisesAboveWhatQueuesTake() {
        fill();
        for (int i = 0; i < 10 * MOST; i++) {
            end();
            assertThat(fill()).isLessThanOrEqualTo(MOST);
        }
        assertThat(fill()).isEqualTo(MOST);
    }

    @Test
    void nothingBeginsWhileNoneEnds() {
        fill();
        assertThat(ramp.open()).isFalse();
        assertThat(fill()).isEqualTo(FIRST);
    }

    /** Who ends one while nobody may begin wakes whoever waits for that, and nobody else wakes anybody. */
    @Test
    void itTellsWhetherSomebodyMayBeWaiting() {
        ramp.begun();
        assertThat(ramp.ended()).isFalse();
        fill();
        assertThat(ramp.ended()).isTrue();
        assertThat(ramp.ended()).isFalse();
    }
}
