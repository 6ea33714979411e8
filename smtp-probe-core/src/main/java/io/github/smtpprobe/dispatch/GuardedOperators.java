/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.batch.BatchTally;
import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.guard.Guard;
import io.github.smtpprobe.route.Resolution;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A wrapper for the caller's rule for operators: if it fails, the standard rule is used. It is called once for each host, as long
 * as the host is remembered, and not at all after a call that did not return in time. Thread-safe.
 */
final class GuardedOperators implements Operators {
    /** The longest time that a rule may take. It should only look at a name; this allows for one that reads a file first. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final Operators STANDARD = Operators.lastTwoLabels();

    private final Operators rule;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of use, the least recently used host first. */
    private final Map<String, String> known = new LinkedHashMap<>(16, 0.75f, true);
    /** The times at which unanswered questions count as hung, the earliest first. */
    private final Set<Deadline> asking = new LinkedHashSet<>();

    private boolean mute;
    private int unknown;
    private Optional<ExtensionError> failure = Optional.empty();

    /**
     * Guards a rule.
     *
     * @param most how many hosts are remembered
     */
    GuardedOperators(Operators rule, int most) {
        this.rule = rule;
        this.most = most;
    }

    /** Whether the rule is the caller's, and may therefore hang. */
    boolean mayHang() {
        return rule != STANDARD;
    }

    /** Asks about all hosts that may be connected to, on a thread that holds up no other target. */
    void learn(Resolution resolution) {
        resolution.routes().forEach(route -> Operators.of(this, route));
    }

    @Override
    public String operator(String host) {
        if (!mayHang()) {
            return STANDARD.operator(host);
        }
        String before = remembered(host);
        if (before != null) {
            return before;
        }
        Deadline hung = Deadline.after(LONGEST.multipliedBy(2), Ticker.system());
        if (!begins(hung)) {
            return remember(host, Optional.empty());
        }
        Deadline limit = Deadline.after(LONGEST, Ticker.system());
        Optional<String> operator = Optional.empty();
        try {
            operator = Optional.of(asked(host, limit));
        } catch (ExtensionError broken) {
            failed(broken, limit.expired());
        } finally {
            ended(hung);
        }
        return remember(host, operator);
    }

    private String asked(String host, Deadline limit) throws ExtensionError {
        String operator = new Guard(new Cancellation()).call(rule, limit, () -> rule.operator(host));
        if (operator.isBlank()) {
            throw new ExtensionError(rule, "returned no name");
        }
        if (limit.expired()) {
            throw new ExtensionError(rule, "did not end in time");
        }
        return operator;
    }

    private @Nullable String remembered(String host) {
        lock.lock();
        try {
            return known.get(host);
        } finally {
            lock.unlock();
        }
    }

    /** Remembers the operator of a host from now on; if the caller's rule has not decided, the standard rule does. */
    private String remember(String host, Optional<String> told) {
        String operator = told.orElseGet(() -> STANDARD.operator(host));
        lock.lock();
        try {
            boolean added = add(host, operator);
            unknown += added && told.isEmpty() ? 1 : 0;
            return operator;
        } finally {
            lock.unlock();
        }
    }

    private boolean add(String host, String operator) {
        boolean added = known.put(host, operator) == null;
        if (known.size() > most) {
            Iterator<String> eldest = known.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return added;
    }

    /** Whether a question may be asked, which then counts as open. */
    private boolean begins(Deadline hung) {
        lock.lock();
        try {
            return !mute() && asking.add(hung);
        } finally {
            lock.unlock();
        }
    }

    private void ended(Deadline hung) {
        lock.lock();
        try {
            asking.remove(hung);
        } finally {
            lock.unlock();
        }
    }

    private void failed(ExtensionError broken, boolean late) {
        lock.lock();
        try {
            failure = failure.or(() -> Optional.of(broken));
            mute |= late;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is not asked any more, because a question did not end long after it was interrupted. */
    boolean mute() {
        lock.lock();
        try {
            if (!mute && asking.stream().findFirst().filter(Deadline::expired).isPresent()) {
                failed(new ExtensionError(rule, "did not end in time and heeds no interrupt"), true);
            }
            return mute;
        } finally {
            lock.unlock();
        }
    }

    /** Reports the failures since the last call. */
    void tell(BatchTally tally) {
        lock.lock();
        try {
            if (failure.isPresent()) {
                tally.operatorsFailed(unknown, failure.get().what());
                unknown = 0;
            }
        } finally {
            lock.unlock();
        }
    }
}
