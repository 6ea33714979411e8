/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.Optional;

/**
 * How long one attempt may take, counted from its start: plain arithmetic, without a clock. Until its server has greeted, a
 * route has a share of the time. Afterwards the conversation may use all that is left or, if every route is to be tried, the
 * rest of the share.
 *
 * @param connect  the limit for the connection
 * @param greeting the limit until the server has greeted, including the connection and implicit TLS
 * @param whole    the limit for everything
 * @param patience how long to wait for the first octets before a second look is taken meanwhile; empty if none is
 * @param timeouts the caller's limits for single steps
 */
public record Allowance(
        Duration connect, Duration greeting, Duration whole, Optional<Duration> patience, Timeouts timeouts) {
    /** The smallest useful share; no route gets less while there is time. */
    static final Duration LEAST_SHARE = Duration.ofSeconds(1);
    /** Enough for a connection and a handshake; waiting longer would show nothing more. */
    static final Duration LONGEST_LOOK = Duration.ofSeconds(3);
    /**
     * The limit for something that cannot be interrupted half-way, such as connecting, and so delays the other connection of the
     * thread.
     */
    static final Duration UNBROKEN = Duration.ofMillis(200);
    /** RSET only tidies up, so it must not use up the remaining time. */
    static final Duration RSET = Duration.ofSeconds(2);

    /**
     * Divides what is left of a probe's time.
     *
     * @param left     the remaining time of the whole probe
     * @param routes   the number of routes still to be tried, including this one
     * @param every    whether all of them will be tried, whatever the result of this one
     * @param looks    whether to reserve time for a look at another port if this one cannot be connected to
     * @param timeouts the caller's limits
     * @return the allowance of the next route
     */
    static Allowance share(Duration left, int routes, boolean every, boolean looks, Timeouts timeouts) {
        Duration share = shorter(left, longer(LEAST_SHARE, part(left, Math.max(1, routes))));
        Duration connect = looks && routes <= 1 ? share.minus(kept(share)) : share;
        return new Allowance(
                shorter(connect, timeouts.connect()), share, every ? share : left, Optional.empty(), timeouts);
    }

    /**
     * The allowance of a look, which ends with the greeting.
     *
     * @param left     the remaining time of the wait that it is part of
     * @param timeouts the caller's limits
     * @return the allowance
     */
    static Allowance look(Duration left, Timeouts timeouts) {
        Duration whole = shorter(left, LONGEST_LOOK);
        return new Allowance(shorter(whole, timeouts.connect()), whole, whole, Optional.empty(), timeouts);
    }

    /**
     * The allowance of a look that is taken while another connection to the same port waits: it must connect as fast as that
     * one did, or not at all.
     *
     * @param connected how long the other one took to connect
     * @return the allowance
     */
    Allowance beside(Duration connected) {
        Duration most = longer(UNBROKEN, connected.multipliedBy(2));
        return new Allowance(shorter(connect, most), greeting, whole, patience, timeouts);
    }

    /**
     * The same allowance with a second look after a while.
     *
     * @param after after how much silence it begins
     * @return the allowance
     */
    Allowance withPatience(Duration after) {
        return new Allowance(connect, greeting, whole, Optional.of(after), timeouts);
    }

    /**
     * When the second look begins, within the wait for the first octets: after the patience or, if the wait is shorter, early
     * enough before its end.
     *
     * @param wait the whole wait for the first octets
     * @return the time since the beginning of the wait; empty if no look is taken meanwhile
     */
    public Optional<Duration> lookAfter(Duration wait) {
        return patience.map(length -> shorter(length, wait.minus(kept(wait))));
    }

    /**
     * The limit of one step, within the other limits.
     *
     * @param stage a step; the limit applies to each of its replies
     * @return the limit, if it has one of its own
     */
    public Optional<Duration> limit(Stage stage) {
        return switch (stage) {
            case CONNECT -> Optional.of(connect);
            case TLS -> timeouts.tls();
            case GREETING -> timeouts.greeting();
            case RSET ->
                Optional.of(timeouts.reply().map(limit -> shorter(limit, RSET)).orElse(RSET));
            case QUIT -> Optional.of(timeouts.quit());
            default -> timeouts.reply();
        };
    }

    /**
     * The time that connections may take if something is looked up after the last of them.
     *
     * @param whole  the time limit of the probe
     * @param lookUps the most that all look-ups take; zero if there are none
     * @return the time until the look-ups: a fifth of the whole is reserved for them, but never more than they take
     */
    public static Duration beforeLookUps(Duration whole, Duration lookUps) {
        return lookUps.isZero() ? whole : whole.minus(shorter(part(whole, 5), lookUps));
    }

    /** The part of a wait that is reserved for a look: a fifth, but never more than a look takes. */
    private static Duration kept(Duration wait) {
        return shorter(part(wait, 5), LONGEST_LOOK);
    }

    /** A fraction of a time. The JDK's own division uses unbounded decimal numbers, which is slow. */
    private static Duration part(Duration whole, int parts) {
        return Duration.ofNanos(whole.toNanos() / parts);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
