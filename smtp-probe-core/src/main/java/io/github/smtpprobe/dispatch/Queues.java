/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import io.github.smtpprobe.clock.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Targets that wait for their turn, each in the queue of its first server's operator. Waiting takes no thread and does not count
 * against the deadline, and targets of other operators can overtake. Guarded by the lock of its {@link Permits}.
 */
final class Queues {
    private final Ticker ticker;
    /** Operators for which a target may be able to start. */
    private final Deque<Gate> ready = new ArrayDeque<>();

    private final PriorityQueue<Timed> timed = new PriorityQueue<>(Comparator.comparingLong(Timed::at));
    private final List<Gate.Waiting> givenUp = new ArrayList<>();
    private final Duration patience;
    private final long origin;
    private int size;

    Queues(Duration patience, Ticker ticker) {
        this.patience = patience;
        this.ticker = ticker;
        this.origin = ticker.nanos();
    }

    /** A gate and when it opens, in nanoseconds since these queues were created. */
    private record Timed(long at, Gate gate, boolean operator) {}

    void enter(Gate.Waiting waiting) {
        size++;
        waiting.operator().waiting().add(waiting);
        list(waiting.operator());
    }

    /** How many targets wait. */
    int size() {
        return size;
    }

    /** The next target that may start; its gates have been taken. */
    Optional<Gate.Waiting> next() {
        long now = ticker.nanos();
        open(now);
        for (Gate operator = ready.poll(); operator != null; operator = ready.poll()) {
            operator.list(false);
            Optional<Gate.Waiting> found = next(operator, now);
            if (found.isPresent()) {
                size--;
                list(operator);
                return found;
            }
        }
        return Optional.empty();
    }

    /** The targets whose operator has refused for too long, and which no longer wait. Each is returned once. */
    List<Gate.Waiting> givenUp() {
        List<Gate.Waiting> told = List.copyOf(givenUp);
        givenUp.clear();
        return told;
    }

    private Optional<Gate.Waiting> next(Gate operator, long now) {
        if (operator.hopeless(patience)
                && !operator.free(
                        now)) { // if it is free, one target is let through to find out whether it still refuses
            giveUp(operator, now);
            return Optional.empty();
        }
        while (!operator.waiting().isEmpty() && operator.free(now) && !operator.pressed()) {
            Gate.Waiting first = operator.waiting().remove();
            if (first.address().free(now)) {
                operator.take(now);
                first.address().take(now);
                return Optional.of(first);
            }
            first.address().waiting().add(first);
            later(first.address(), false, now);
        }
        if (!operator.waiting().isEmpty() && !operator.pressed()) {
            later(operator, true, now);
        }
        return Optional.empty();
    }

    /** Gives up all targets that wait for an operator. Targets of others that wait for the same addresses move up. */
    private void giveUp(Gate operator, long now) {
        List<Gate.Waiting> all = List.copyOf(operator.waiting());
        operator.waiting().clear();
        size -= all.size();
        givenUp.addAll(all);
        all.forEach(each -> opened(each.address(), now));
    }

    /** Schedules a gate that only has to wait for a moment. A full gate opens when a connection is closed. */
    private void later(Gate gate, boolean operator, long now) {
        if (gate.room() && gate.early(now) > 0 && gate.list(true)) {
            timed.add(new Timed(now - origin + gate.early(now), gate, operator));
        }
    }

    private void open(long now) {
        while (!timed.isEmpty() && timed.peek().at() <= now - origin) {
            Timed due = timed.remove();
            due.gate().list(false);
            if (due.operator()) {
                list(due.gate());
            } else {
                opened(due.gate(), now);
            }
        }
    }

    /** If an address has room, as many targets as it has room for move from its queue back to those of their operators. */
    void opened(Gate address, long now) {
        for (int room = address.rooms(); room > 0 && !address.waiting().isEmpty(); room--) {
            Gate.Waiting first = address.waiting().remove();
            first.operator().waiting().add(first);
            list(first.operator());
        }
        if (!address.waiting().isEmpty()) {
            later(address, false, now);
        }
    }

    /** Notes that an operator may have a turn for a target. */
    void list(Gate operator) {
        if (!operator.waiting().isEmpty() && operator.list(true)) {
            ready.add(operator);
        }
    }

    /** Nanoseconds until a gate opens by itself; practically never if none does. */
    long due() {
        return timed.isEmpty() ? Long.MAX_VALUE : Math.max(0, timed.peek().at() - (ticker.nanos() - origin));
    }
}
