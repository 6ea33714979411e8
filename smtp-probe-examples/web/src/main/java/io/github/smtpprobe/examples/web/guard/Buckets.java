/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/**
 * A quota for each of many keys. Keys that have not been used since their quota was full again are forgotten, and so are the
 * rarest beyond 100,000. Thread-safe; never blocks.
 */
final class Buckets {
    private static final int MOST_KEYS = 100_000;

    private final int times;
    private final LoadingCache<String, Bucket> buckets;

    Buckets(Rate rate, TimeMeter clock) {
        times = rate.times();
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(rate.within())
                .ticker(clock::currentTimeNanos)
                .executor(Runnable::run)
                .build(key -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(rate.times()).refillGreedy(rate.times(), rate.within()))
                        .withCustomTimePrecision(clock)
                        .build());
    }

    /**
     * Takes a part of a quota.
     *
     * @param key  whose
     * @param cost how much; more than there can be counts as all of it
     * @return when there is enough; empty if it was taken
     */
    Optional<Duration> take(String key, int cost) {
        ConsumptionProbe taken = buckets.get(key).tryConsumeAndReturnRemaining(most(cost));
        return taken.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(taken.getNanosToWaitForRefill()));
    }

    /**
     * Returns whether a quota is used up, without changing it.
     *
     * @param key whose
     * @return when there is some; empty if there is
     */
    Optional<Duration> usedUp(String key) {
        var estimate = buckets.get(key).estimateAbilityToConsume(1);
        return estimate.canBeConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(estimate.getNanosToWaitForRefill()));
    }

    /**
     * Gives back what was taken but not used.
     *
     * @param key  whose
     * @param cost how much
     */
    void giveBack(String key, int cost) {
        buckets.get(key).addTokens(most(cost));
    }

    private int most(int cost) {
        return Math.min(cost, times);
    }
}
