/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.lookups;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A wrapper for an application's look-up: whatever it does, the result is a list of facts, and it cannot delay the probe. A fault
 * in it is reported as an additional fact.
 *
 * @param kind   the kind under which it was registered, which is used for a fact about its failure
 * @param lookUp  the look-up
 * @param looking what it does
 * @param guard  the probe's guard
 */
public record GuardedLookUp(String kind, Object lookUp, Looking looking, Guard guard) {
    /** What the application's look-up does. */
    @FunctionalInterface
    public interface Looking {
        /**
         * Looks up.
         *
         * @return what was found
         * @throws Exception if it fails
         */
        List<? extends TargetFact> look() throws Exception;
    }

    private static final int MOST = 50;

    /** A look-up that waits for its resolver until the end may return this much later. */
    private static final Duration HELD = Duration.ofMillis(50);

    /**
     * Looks up.
     *
     * @param deadline when to end
     * @return what was found; at least one fact if anything went wrong
     */
    public List<TargetFact> look(Deadline deadline) {
        if (guard.cancellation().cancelled()) {
            return List.of(unfinished(Outcome.cancelled(), Duration.ZERO));
        }
        if (deadline.expired()) {
            return List.of(unfinished(Outcome.skipped(SkipReason.DEADLINE), Duration.ZERO));
        }
        long start = deadline.ticker().nanos();
        List<TargetFact> good = new ArrayList<>();
        Duration before = guard.held();
        String fault = fault(deadline, good);
        Duration held = guard.held().minus(before);
        if (fault.isEmpty() && deadline.expired() && held.compareTo(HELD) > 0) {
            fault = ExtensionError.nameOf(lookUp) + " held the probe until its deadline, for " + held.toMillis()
                    + " ms";
        }
        if (!fault.isEmpty()) {
            Duration took = Duration.ofNanos(deadline.ticker().nanos() - start);
            Outcome failed = guard.cancellation().cancelled()
                    ? Outcome.cancelled()
                    : Outcome.failed(Reason.EXTENSION_FAILED, fault);
            good.add(unfinished(failed, took));
        }
        return good;
    }

    /** What the look-up did wrong, in words; empty if all is well. */
    private String fault(Deadline deadline, List<TargetFact> good) {
        try {
            int returned = guard.call(lookUp, deadline, () -> {
                List<? extends TargetFact> all = looking.look();
                if (all == null) {
                    throw new ExtensionError(lookUp, "returned null");
                }
                return take(all, good);
            });
            List<String> others = good.stream()
                    .map(TargetFact::kind)
                    .filter(each -> !each.equals(kind))
                    .distinct()
                    .toList();
            good.removeIf(each -> !each.kind().equals(kind));
            return returned == good.size() ? "" : unusable(returned, good.size(), others);
        } catch (ExtensionError broken) {
            return broken.what();
        }
    }

    private String unusable(int returned, int usable, List<String> others) {
        String why = others.isEmpty() ? "" : "; those of another kind than its own belong to other look-ups: " + others;
        return ExtensionError.nameOf(lookUp) + " returned " + returned + " facts, of which " + usable + " are usable"
                + why;
    }

    /**
     * Collects the valid facts and returns how many are invalid. The size of the list, and its elements, are the caller's code
     * until they are copied.
     */
    private static int take(List<?> returned, List<TargetFact> good) {
        int looked = 0; // a list may be endless, and contain nothing that is a fact
        for (Object each : returned) {
            if (looked++ == MOST) {
                break;
            }
            if (each instanceof TargetFact fact) {
                good.add(fact);
            }
        }
        return Math.max(looked, returned.size());
    }

    private TargetFact unfinished(Outcome why, Duration took) {
        return TargetFact.builder(kind, kind, why).took(took).build();
    }
}
