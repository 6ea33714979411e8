/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The set of numbers holds what was added and nothing else. */
class LongsTest {
    @Test
    void isASet() {
        Random random = new Random(7);
        for (int bits = 1; bits <= 64; bits += 7) {
            Longs longs = new Longs();
            Set<Long> same = new HashSet<>();
            for (int i = 0; i < 2_000; i++) {
                long number = random.nextLong() >>> 64 - bits;
                assertThat(longs.contains(number)).isEqualTo(same.contains(number));
                if (i % 3 != 0) {
                    longs.add(number);
                    same.add(number);
                }
            }
            assertThat(same).allMatch(longs::contains);
        }
    }
}
