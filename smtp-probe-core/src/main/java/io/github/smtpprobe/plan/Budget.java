/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Limits what a probe keeps of its attempts, since a domain may have hundreds of talkative servers. The decisive attempt is kept
 * whole; the first attempt and the one that got furthest come next; the others are shortened as needed. A new attempt can become
 * the decisive one, so the latest attempt stays whole until the next one has been made.
 */
public final class Budget {
    /** The octets of all attempts together, as {@link Weight} counts them; the rest of 2 MiB is for findings. */
    public static final int ATTEMPTS = 1536 * 1024;

    /**
     * The limit for the decisive attempt. A server cannot reach it, even if all its 256 KiB have to be escaped, but a message
     * of ours may.
     */
    private static final int DECISIVE = 3584 * 1024;

    /** What the other attempts share if the decisive one leaves nothing. */
    private static final int OTHERS = 256 * 1024;

    /** What is reserved for each attempt of a lower rank, but never more than half of everything. */
    private static final int RESERVE = 4 * 1024;

    /** The weight of each attempt, by its index. Attempts are weighed only if they may be too large together. */
    private final List<Integer> weights = new ArrayList<>();

    /** An upper bound for the weight of the first attempts, and how many these are. */
    private long most;

    private int counted;

    /**
     * Shortens attempts until they fit.
     *
     * @param attempts those of the last call in the same order, followed by new ones; those that do not fit are replaced
     * @param decisive finds the one that decides at present
     * @param more     whether the last one is new, and must not be changed yet
     */
    public void settle(List<Attempt> attempts, Supplier<Optional<Attempt>> decisive, boolean more) {
        int settled = Math.max(0, more ? attempts.size() - 1 : attempts.size());
        if (light(attempts, settled) || weighed(attempts, settled) <= ATTEMPTS) {
            return;
        }
        Optional<Integer> first = decisive.get().map(Attempt::index).filter(place -> place < settled);
        long left = ATTEMPTS;
        if (first.isPresent()) {
            left = Math.max(OTHERS, ATTEMPTS - keep(attempts, first.get(), DECISIVE));
        }
        List<Integer> others = others(attempts.subList(0, settled), first);
        long reserve = Math.min(RESERVE, left / 2 / settled);
        for (int i = 0; i < others.size(); i++) {
            left -= keep(attempts, others.get(i), left - reserve * (others.size() - i - 1));
        }
    }

    /** Whether the attempts certainly fit, so that they need not be weighed; true of nearly every probe. */
    private boolean light(List<Attempt> attempts, int settled) {
        for (; counted < settled && most <= ATTEMPTS; counted++) {
            most += Weight.most(attempts.get(counted));
        }
        return most <= ATTEMPTS;
    }

    private long weighed(List<Attempt> attempts, int settled) {
        for (int i = weights.size(); i < settled; i++) {
            weights.add(Weight.of(attempts.get(i)));
        }
        long sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /** Shortens an attempt until it fits, and returns its weight. The last step keeps only what the verdict is based on. */
    private int keep(List<Attempt> attempts, int place, long room) {
        Attempt attempt = attempts.get(place);
        int whole = weights.get(place);
        for (int i = 0; weights.get(place) > room && i < Shortening.STEPS.size(); i++) {
            Attempt kept = Shortening.STEPS.get(i).apply(attempt);
            weights.set(place, Weight.of(kept));
            attempts.set(place, without(kept, whole - weights.get(place)));
        }
        return weights.get(place);
    }

    /** The same attempt, with a larger number of octets that were left out. */
    private static Attempt without(Attempt attempt, int octets) {
        return attempt.toBuilder()
                .leftOut(attempt.leftOut() + Math.max(0, octets))
                .build();
    }

    /** The indexes of the other attempts: the first one, then those that got furthest. */
    private static List<Integer> others(List<Attempt> attempts, Optional<Integer> decisive) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            if (decisive.isEmpty() || decisive.get() != i) {
                places.add(i);
            }
        }
        places.sort(Comparator.comparing((Integer place) -> place != 0)
                .thenComparing(place -> attempts.get(place).purpose() == Purpose.SECOND_LOOK)
                .thenComparingInt(place -> -asked(attempts.get(place).facts())));
        return places;
    }

    /** The number of steps that were tried. */
    private static int asked(List<Fact> facts) {
        return (int) facts.stream()
                .filter(fact -> !(fact.outcome() instanceof Outcome.Skipped))
                .count();
    }
}
