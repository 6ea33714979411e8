/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Percentiles and buckets, held to what counting says. */
class FiguresTest {
    @Test
    void noPercentileIsTooShortOrMoreThanATenthTooLong() {
        Random random = new Random(13);
        for (int times : new int[] {1, 2, 19, 100, 1_000}) {
            Histogram histogram = new Histogram();
            long[] micros = random.doubles(times, 0, 18)
                    .mapToLong(power -> (long) Math.exp(power))
                    .toArray();
            for (long each : micros) {
                histogram.add(Duration.ofNanos(each * 1_000));
            }
            Arrays.sort(micros);
            Latency latency = histogram.latency();
            assertThat(latency.count()).isEqualTo(times);
            isNear(latency.p50(), micros[(times * 50 + 99) / 100 - 1]);
            isNear(latency.p95(), micros[(times * 95 + 99) / 100 - 1]);
            isNear(latency.p99(), micros[(times * 99 + 99) / 100 - 1]);
        }
    }

    private static void isNear(Duration found, long micros) {
        assertThat(found.toNanos() / 1_000.0).isBetween(micros * 0.999, micros * 1.1);
    }

    @Test
    void nothingCountedTookNoTimeAndNothingIsTooLong() {
        Histogram histogram = new Histogram();
        assertThat(histogram.latency()).isEqualTo(new Latency(0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        histogram.add(Duration.ZERO);
        histogram.add(Duration.ofDays(100_000));
        assertThat(histogram.latency().count()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "-P1D, EXPIRED",
        "-PT1S, EXPIRED",
        "PT0S, UNDER_7_DAYS",
        "PT167H, UNDER_7_DAYS",
        "P7D, UNDER_30_DAYS",
        "PT719H, UNDER_30_DAYS",
        "P30D, UNDER_90_DAYS",
        "P90D, LATER",
        "P36500D, LATER"
    })
    void expiryIsCountedFromWhenTheCertificateWasSeen(Duration left, Expiry expected) {
        Instant seen = Instant.parse("2026-11-26T23:18:23Z");
        assertThat(Expiry.of(seen.plus(left), seen)).isEqualTo(expected);
    }
}
