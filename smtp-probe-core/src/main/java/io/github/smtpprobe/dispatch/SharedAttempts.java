/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.transcript.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A cache of the latest thousand attempts, which other targets may share for a limited time. Thread-safe. */
final class SharedAttempts {
    private static final int MOST = 1_000;

    /** The most lines of a transcript that is kept; a conversation without a login has a tenth of it. */
    private static final int LONGEST = 400;

    /**
     * The most octets of a transcript that is kept: many times those of any mail server, and little enough for a thousand of
     * them.
     */
    private static final int LARGEST = 32 * 1024;

    /** Failures that are about this probe and not the server. */
    private static final Set<FailureKind> OURS = Set.of(
            FailureKind.CANCELLED, FailureKind.DEADLINE, FailureKind.EXTENSION, FailureKind.LOCAL, FailureKind.ROAD);

    private final long age;
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answered = lock.newCondition();
    private final Set<SharedKey> asking = new HashSet<>();
    private boolean closed;
    /** In the order of use, the least recently used one first. */
    private final Map<SharedKey, Made> made = new LinkedHashMap<>(16, 0.75f, true);

    SharedAttempts(Duration age, Ticker ticker) {
        this.age = age.toNanos();
        this.ticker = ticker;
    }

    private record Made(long at, List<Attempt> attempts) {}

    /** The recent results of these questions, as the attempts of another report, beginning with an index. */
    Optional<List<Attempt>> known(SharedKey key, int index) {
        lock.lock();
        try {
            Made found = made.get(key);
            long old = found == null ? 0 : ticker.nanos() - found.at();
            if (found == null || old > age) {
                made.remove(key);
                return Optional.empty();
            }
            List<Attempt> attempts = new ArrayList<>();
            for (Attempt each : found.attempts()) {
                attempts.add(each.toBuilder()
                        .index(index + attempts.size())
                        .age(Duration.ofNanos(Math.max(0, old)))
                        .build());
            }
            return Optional.of(attempts);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins to ask; {@link #end} has to be called afterwards: {@return whether nobody else is asking, whose answer should be
     * waited for}.
     */
    boolean begin(SharedKey key) {
        lock.lock();
        try {
            return age == 0 || asking.add(key);
        } finally {
            lock.unlock();
        }
    }

    void end(SharedKey key) {
        lock.lock();
        try {
            asking.remove(key);
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody asks this any more. The caller must not hold a permit: {@return whether that was in time}. */
    boolean await(SharedKey key, Deadline deadline) {
        lock.lock();
        try {
            while (!closed && asking.contains(key)) {
                if (deadline.expired()) {
                    return false;
                }
                answered.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            }
            return !closed;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting. */
    void close() {
        lock.lock();
        try {
            closed = true;
            answered.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void add(SharedKey key, List<Attempt> attempts) {
        if (age == 0 || !attempts.stream().allMatch(SharedAttempts::shareable)) {
            return;
        }
        lock.lock();
        try {
            made.put(key, new Made(ticker.nanos(), List.copyOf(attempts)));
            if (made.size() > MOST) {
                made.remove(made.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean shareable(Attempt attempt) {
        return attempt.transcript().entries().size() <= LONGEST
                && attempt.transcript().entries().stream()
                                .mapToInt(Entry::length)
                                .sum()
                        <= LARGEST
                && attempt.facts().stream().noneMatch(SharedAttempts::endedHere);
    }

    /** Whether a server did not answer in time. */
    static boolean timedOut(List<Attempt> attempts) {
        return attempts.stream()
                .flatMap(attempt -> attempt.facts().stream())
                .anyMatch(fact ->
                        fact.outcome() instanceof Outcome.Failed failed && failed.kind() == FailureKind.TIMEOUT);
    }

    private static boolean endedHere(Fact fact) {
        return fact.outcome().skippedFor(SkipReason.DEADLINE)
                || (fact.outcome() instanceof Outcome.Failed failed && OURS.contains(failed.kind()));
    }
}
