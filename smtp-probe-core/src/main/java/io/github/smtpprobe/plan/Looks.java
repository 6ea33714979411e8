/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Decides when a port that is silent, or does not speak the expected protocol, gets a second look. */
final class Looks {
    /** A look that only listens can begin early: it disturbs nobody, and a TLS server would have answered a hello at once. */
    private static final Duration LISTENING = Duration.ofSeconds(2);
    /** On port 465, a TLS hello is expected (RFC 8314 §3.3). */
    private static final Duration SUBMISSIONS = Duration.ofSeconds(2);
    /** On other ports, a TLS hello has to wait: Postscreen delays its greeting by six seconds and blocks clients that talk earlier. */
    private static final Duration ELSEWHERE = Duration.ofSeconds(8);

    private static final int RELAY_PORT = 25;
    private static final int SUBMISSIONS_PORT = 465;

    private static final Set<Reason> NO_TLS = Set.of(
            Reason.TLS_SILENT,
            Reason.TLS_TIMEOUT,
            Reason.TLS_CLOSED,
            Reason.TLS_RESET,
            Reason.TLS_CLOSED_MID_ANSWER,
            Reason.TLS_RESET_MID_ANSWER);
    private static final Set<Reason> NO_GREETING = Set.of(
            Reason.REPLY_TIMEOUT,
            Reason.CONNECTION_CLOSED,
            Reason.CLOSED_MID_REPLY,
            Reason.CONNECTION_RESET,
            Reason.BAD_CODE,
            Reason.BLANK_LINE);

    private Looks() {}

    /** How long to wait in silence before taking the look; empty if none is taken. */
    static Optional<Duration> patience(Route route) {
        if (route.mode() == TlsMode.IMPLICIT_TLS) {
            return Optional.of(LISTENING);
        }
        return switch (route.port()) {
            case RELAY_PORT -> Optional.empty(); // a hello there counts as early talk, whenever it comes
            case SUBMISSIONS_PORT -> Optional.of(SUBMISSIONS);
            default -> Optional.of(ELSEWHERE);
        };
    }

    /** The look that follows the last attempt, if that attempt met something unexpected and no look has been taken yet. */
    static Optional<Next> after(Attempt last, Duration left, Timeouts timeouts) {
        boolean strange = last.purpose() == Purpose.PROBE
                && patience(last.route()).isPresent()
                && (last.route().mode() == TlsMode.IMPLICIT_TLS
                        ? failed(last.fact(TlsHandshake.class), NO_TLS)
                        : failed(last.fact(Greeting.class), NO_GREETING));
        return strange ? Optional.of(Next.look(last.index(), last.route(), left, timeouts)) : Optional.empty();
    }

    private static boolean failed(Optional<? extends Fact> fact, Set<Reason> reasons) {
        return fact.map(Fact::outcome)
                .filter(outcome -> outcome instanceof Outcome.Failed failed && reasons.contains(failed.reason()))
                .isPresent();
    }
}
