/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.Optional;

/**
 * How long one attempt may take, in lengths from its start: plain arithmetic, without a clock. A route has its share of the time
 * until its server has greeted; then the conversation may use all that is left, or, where every route is to be tried, the rest of
 * the share.
 *
 * @param connect  for the connection
 * @param greeting until the server has greeted, with the connection and implicit TLS
 * @param whole    for everything
 * @param patience how long the first octets are waited for before a second look is taken meanwhile; empty: none is
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
    /** RSET only tidies up: it must not use up the time of the rest. */
    static final Duration RSET = Duration.ofSeconds(2);

    /**
     * Shares what is left of a probe.
     *
     * @param left     of the whole probe
     * @param routes   that are still to be tried, this one included
     * @param every    whether all of them will be tried, whatever comes of this one
     * @param looks    whether time is kept to look at another port where this one cannot be connected to
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
     * @param left     of the wait that it is a part of
     * @param timeouts the caller's limits
     * @return the allowance
     */
    static Allowance look(Duration left, Timeouts timeouts) {
        Duration whole = shorter(left, LONGEST_LOOK);
        return new Allowance(shorter(whole, timeouts.connect()), whole, whole, Optional.empty(), timeouts);
    }

    /**
     * The allowance of a look that is taken while another connection to the same port waits: it connects as fast as that one did,
     * or not at all.
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
     * @param after how long silence is waited for
     * @return the allowance
     */
    Allowance withPatience(Duration after) {
        return new Allowance(connect, greeting, whole, Optional.of(after), timeouts);
    }

    /**
     * When the second look begins, while the first octets are waited for: after the patience, or as long before the end of a
     * shorter wait as a look needs.
     *
     * @param wait how long the first octets are waited for in all
     * @return how long after its beginning; empty: no look is taken meanwhile
     */
    public Optional<Duration> lookAfter(Duration wait) {
        return patience.map(length -> shorter(length, wait.minus(kept(wait))));
    }

    /**
     * The limit of one step, inside the others.
     *
     * @param stage a step; each of its replies has that long
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
     * What connections may take of a probe, where something is looked up after the last of them.
     *
     * @param whole  the time of the probe
     * @param lookUps what all look-ups take at most; zero where there are none
     * @return the time until the look-ups: a fifth of the whole is kept for them, and never more than they take
     */
    public static Duration beforeLookUps(Duration whole, Duration lookUps) {
        return lookUps.isZero() ? whole : whole.minus(shorter(part(whole, 5), lookUps));
    }

    /** What is kept of a wait for a look: a fifth, and never more than a look takes. */
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
