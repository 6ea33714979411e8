/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decides who may connect now, within the limits on parallel connections and on their rate for each address and each operator.
 * Nobody waits here while holding a permit, so there can be no deadlock. Thread-safe.
 */
final class Permits {
    private final Ticker ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Gates operators;
    private final Gates addresses;
    private final Queues queues;
    private boolean closed;

    /**
     * Makes the permits of one batch.
     *
     * @param patience how long an operator may keep refusing before the targets that wait for it are given up
     */
    Permits(Quota perOperator, Quota perAddress, Duration patience, Ticker ticker) {
        this.ticker = ticker;
        this.operators = new Gates(perOperator);
        this.addresses = new Gates(perAddress);
        this.queues = new Queues(patience, ticker);
    }

    /** The right to have one connection to a party. */
    static final class Permit {
        private final Party party;
        private final Gate operator;
        private final Gate address;
        private boolean begun;

        private Permit(Party party, Gate operator, Gate address) {
            this.party = party;
            this.operator = operator;
            this.address = address;
        }

        Party party() {
            return party;
        }
    }

    /** A target that may start, with the permit for its first connection. */
    record Turn(Job job, Permit permit) {}

    void enter(Job job, Party party) {
        lock.lock();
        try {
            long now = ticker.nanos();
            queues.enter(
                    new Gate.Waiting(job, operators.of(party.operator(), now), addresses.of(party.address(), now)));
        } finally {
            lock.unlock();
        }
    }

    Optional<Turn> next() {
        lock.lock();
        try {
            return queues.next()
                    .map(found ->
                            new Turn(found.job(), new Permit(found.job().party(), found.operator(), found.address())));
        } finally {
            lock.unlock();
        }
    }

    /** A target that no longer waits, because its operator keeps refusing. */
    record GivenUp(Job job, String operator, int refusals, Duration refusing) {}

    /** The targets that were given up when the next one to start was looked for. */
    List<GivenUp> givenUp() {
        lock.lock();
        try {
            return queues.givenUp().stream()
                    .map(each -> new GivenUp(
                            each.job(),
                            each.job().party().operator(),
                            each.operator().refusals(),
                            each.operator().refusing()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return queues.size();
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds until a target gets its turn merely because time passes. */
    long due() {
        lock.lock();
        try {
            return queues.due();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a permit, ahead of the targets in the queues, since a running probe has a thread and a deadline. Empty if none
     * was available in time.
     */
    Optional<Permit> acquire(Party party, Deadline deadline) {
        lock.lock();
        try {
            Permit wanted = wanted(party);
            wanted.operator.urgent(1);
            try {
                return await(wanted, deadline) ? Optional.of(wanted) : Optional.empty();
            } finally {
                wanted.operator.urgent(-1);
                queues.list(wanted.operator);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Permit wanted, Deadline deadline) {
        try {
            while (!closed && !take(wanted)) {
                if (deadline.expired()) {
                    return false;
                }
                long now = ticker.nanos();
                long early = Math.max(wanted.operator.early(now), wanted.address.early(now));
                long left = deadline.remaining().toNanos();
                changed.await(early > 0 ? Math.min(early, left) : left, TimeUnit.NANOSECONDS);
            }
            return !closed;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A permit, if one is available without waiting. */
    Optional<Permit> tryAcquire(Party party) {
        lock.lock();
        try {
            Permit wanted = wanted(party);
            return take(wanted) ? Optional.of(wanted) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Permit wanted(Party party) {
        long now = ticker.nanos();
        return new Permit(party, operators.of(party.operator(), now), addresses.of(party.address(), now));
    }

    private boolean take(Permit wanted) {
        long now = ticker.nanos();
        boolean free = wanted.operator.free(now) && wanted.address.free(now);
        if (free) {
            wanted.operator.take(now);
            wanted.address.take(now);
        }
        return free;
    }

    /** Called when the connection is made, possibly long after its turn. The interval to the next one counts from now. */
    void begun(Permit permit) {
        lock.lock();
        try {
            long now = ticker.nanos();
            permit.operator.begun(now, !permit.begun);
            permit.address.begun(now, !permit.begun);
            permit.begun = true;
        } finally {
            lock.unlock();
        }
    }

    void release(Permit permit) {
        lock.lock();
        try {
            permit.operator.release(permit.begun);
            permit.address.release(permit.begun);
            queues.opened(permit.address, ticker.nanos());
            queues.list(permit.operator);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Records whether a conversation said that too much is asked. Called while its permit is still held. */
    void heard(Permit permit, boolean tooMuch) {
        lock.lock();
        try {
            if (tooMuch) {
                permit.operator.slower(ticker.nanos());
            } else {
                permit.operator.faster();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
