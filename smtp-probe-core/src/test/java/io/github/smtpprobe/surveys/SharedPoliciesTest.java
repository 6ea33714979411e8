/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import static io.github.smtpprobe.surveys.CountedAnswers.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.testkit.VirtualTicker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the surveys of a batch share of policies, and for how long. */
class SharedPoliciesTest {
    private final VirtualTicker ticker = new VirtualTicker();

    private static PolicyFetch fetched(PolicyFetch.Outcome outcome) {
        return PolicyFetch.builder("mta-sts.example.com", outcome).build();
    }

    @ParameterizedTest
    @EnumSource(PolicyFetch.Outcome.class)
    void aPolicyIsTriedForOnceInFiveMinutes(PolicyFetch.Outcome outcome) {
        SharedPolicies policies = new SharedPolicies(ticker);
        AtomicInteger tries = new AtomicInteger();
        Runnable fetch = () -> policies.fetch("example.com", "mta-sts.example.com", soon(), () -> {
            tries.incrementAndGet();
            return fetched(outcome);
        });
        fetch.run();
        ticker.advance(Duration.ofMinutes(5).minusMillis(1));
        fetch.run();
        boolean ours = outcome == PolicyFetch.Outcome.CANCELLED
                || outcome == PolicyFetch.Outcome.LOCAL
                || outcome == PolicyFetch.Outcome.TIME; // of no time at all
        assertThat(tries).hasValue(ours ? 2 : 1);
        ticker.advance(Duration.ofMinutes(5));
        fetch.run();
        assertThat(tries).hasValue(ours ? 3 : 2);
    }
}
