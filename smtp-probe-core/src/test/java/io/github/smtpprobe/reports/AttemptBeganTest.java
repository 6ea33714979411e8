/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.explain.Explain;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When attempts began, from the beginning of the probe. */
class AttemptBeganTest {
    @Test
    void anAttemptBeginsWhereTheOneBeforeItEnded() {
        ProbeReport report = GoldenReports.all().get("every-mechanism").get();
        Duration end = Duration.ZERO;
        for (Attempt attempt : report.attempts()) {
            assertThat(attempt.began()).contains(end);
            end = end.plus(attempt.took());
        }
        assertThat(report.took()).isEqualTo(end).isPositive();
    }

    @Test
    void aSecondLookBeginsWhileTheFirstConnectionIsSilent() {
        ProbeReport report = GoldenReports.all().get("second-look").get();
        Attempt first = report.attempts().get(0);
        Attempt look = report.attempts().get(1);
        assertThat(first.began()).contains(Duration.ZERO);
        assertThat(look.began().orElseThrow()).isPositive().isLessThan(first.took());
    }

    @Test
    void whatWasNotMadeHereDoesNotTell() {
        assertThat(Explain.dialogue("S: 220 mx.example.com ESMTP")
                        .attempts()
                        .get(0)
                        .began())
                .isEmpty();
        Attempt first = GoldenReports.all().get("passed").get().attempts().get(0);
        assertThat(first.toBuilder().age(Duration.ofSeconds(1)).build().began()).isEmpty();
    }
}
