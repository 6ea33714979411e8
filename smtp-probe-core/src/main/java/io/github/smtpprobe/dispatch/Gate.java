/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The connections of a batch to one address or operator, and the targets that wait for them. Guarded by the lock of its {@link
 * Permits}.
 */
final class Gate {
    /**
     * The greatest slowness, with a pause of 64 seconds: a longer one would be reached only by servers that refuse us for
     * hours.
     */
    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();

    /** The most doublings, up to 64 seconds: a longer pause would be reached only by servers that refuse us for hours. */
    private static final int SLOWEST = 7;

    /** How long the next one waits for a connection whose turn it was, and which is still to be made. */
    private static final long PATIENCE = Duration.ofSeconds(3).toNanos();

    /** How often it is looked whether that one was made; whoever may be asked more often than this need not be spared that. */
    private static final long LOOK = Duration.ofMillis(10).toNanos();

    private final Quota quota;
    /**
     * In the order of the stream: an operator's targets that wait for a turn, or an address's targets that wait only for the
     * address.
     */
    private final Queue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(each -> each.job().number()));

    private int open;
    private int coming;
    private long taken;
    private int urgent;
    private int slowness;
    private boolean began;
    private long next;
    private boolean listed;
    private boolean refused;
    private int refusals;
    private long firstRefusal;
    private long lastRefusal;

    Gate(Quota quota) {
        this.quota = quota;
    }

    /** A waiting target, with the gates that it has to pass. */
    record Waiting(Job job, Gate operator, Gate address) {}

    Queue<Waiting> waiting() {
        return waiting;
    }

    /** Whether a connection may begin now. */
    boolean free(long now) {
        return room() && early(now) <= 0;
    }

    /** Whether fewer connections are open than are allowed. */
    boolean room() {
        return open < (slowness > 0 ? 1 : quota.atOnce());
    }

    /** How many more connections are allowed. */
    int rooms() {
        return Math.max(0, (slowness > 0 ? 1 : quota.atOnce()) - open);
    }

    /**
     * How much longer nothing may be begun, since something was begun just before. Where a connection whose turn it was is still to
     * be made, such as while classes are loaded, nobody knows yet when the interval ends.
     */
    long early(long now) {
        long pause = began ? next - now : 0;
        return coming > 0 && interval() >= LOOK && now - taken < PATIENCE ? Math.max(pause, LOOK) : pause;
    }

    void take(long now) {
        open++;
        coming++;
        taken = now;
        pauseFrom(now);
    }

    /** A connection that was let through is made only now. */
    void begun(long now, boolean came) {
        coming -= came ? 1 : 0;
        next = Math.max(next - now, interval()) + now;
    }

    /** A connection has ended, or was not made. */
    void release(boolean came) {
        coming -= came ? 0 : 1;
        open--;
    }

    private void pauseFrom(long now) {
        began = true;
        next = now + interval();
    }

    private long interval() {
        long base = quota.interval().toNanos();
        return slowness == 0 ? base : Math.max(base, FIRST_PAUSE << (slowness - 1));
    }

    /** Called if the server says that it is asked too much. */
    void slower(long now) {
        if (slowness == 0) {
            refusals = 0;
            firstRefusal = now;
        }
        refused = true;
        refusals++;
        lastRefusal = now;
        slowness = Math.min(SLOWEST, slowness + 1);
        pauseFrom(now);
    }

    /** Called if the server answers normally. */
    void faster() {
        refused = false;
        slowness = Math.max(0, slowness - 1);
    }

    /** Whether it has refused for so long, including the last time, that no further target should wait for it. */
    boolean hopeless(Duration patience) {
        return refused && refusing().compareTo(patience) >= 0;
    }

    /** The time from the first refusal since it last had its normal pace to the latest one. */
    Duration refusing() {
        return Duration.ofNanos(lastRefusal - firstRefusal);
    }

    /** The number of refusals in that time. */
    int refusals() {
        return refusals;
    }

    /** Changes the number of running probes that wait for a connection; they take precedence over waiting targets. */
    void urgent(int more) {
        urgent += more;
    }

    boolean pressed() {
        return urgent > 0;
    }

    /** Marks it as listed, or not: {@return whether that is a change}. */
    boolean list(boolean now) {
        boolean changed = listed != now;
        listed = now;
        return changed;
    }

    /** Whether its state is that of a new one. */
    boolean idle(long now) {
        return open == 0 && urgent == 0 && !listed && waiting.isEmpty() && slowness == 0 && early(now) <= 0;
    }
}
