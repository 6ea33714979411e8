/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** How long the probe waited for an answer that did not come, and what ended the wait; nothing more is known about silence. */
public final class Waited {
    private static final String DEADLINE =
            " The deadline of the probe ended the wait: give the probe a longer deadline to see whether an answer"
                    + " comes.";

    private static final String SHARE =
            " It had a share of the probe's time, as each address has: give the probe a longer deadline to see whether an"
                    + " answer comes.";

    private static final String LIMIT =
            " A limit of this step ended the wait: allow more time to see whether an answer comes.";

    private static final String START_UP =
            " The time includes start-up of this client, whose first TLS handshake it was: probe again to see the"
                    + " server's.";

    /** Start-up takes a second on a busy machine, so it does not explain a longer wait. */
    private static final Duration LONG = Duration.ofSeconds(3);

    private static final int KEPT = 10;

    private Waited() {}

    /** The time of a wait without result, in milliseconds; otherwise empty. */
    static String waited(Observation seen, Attempt attempt, Fact fact) {
        return wait(seen, attempt, fact).map(Waited::millis).orElse("");
    }

    /** A sentence of advice to wait longer; empty if there was no wait without result. */
    public static String longer(Observation seen, Attempt attempt, Fact fact) {
        return wait(seen, attempt, fact)
                .map(each -> longer(each, seen) + startUp(each))
                .orElse("");
    }

    private static Optional<Fact> wait(Observation seen, Attempt attempt, Fact fact) {
        return attempt.purpose().pasted()
                ? Optional.empty()
                : waits(seen, attempt, fact).filter(Waited::inVain).findFirst();
    }

    /**
     * The facts whose waits count: the fact itself if it belongs to this attempt, the deciding one, and then that of a second
     * look.
     */
    private static Stream<Fact> waits(Observation seen, Attempt attempt, Fact fact) {
        Stream<Fact> own = Stream.concat(
                attempt.facts().contains(fact) ? Stream.of(fact) : Stream.empty(), attempt.decidingFact().stream());
        Stream<Fact> looks = seen.attempts().stream()
                .filter(each -> each.purpose() == Purpose.SECOND_LOOK
                        && each.route().withMode(attempt.route().mode()).equals(attempt.route()))
                .flatMap(each -> each.failures().stream());
        return Stream.concat(own, looks);
    }

    private static String startUp(Fact wait) {
        boolean part = wait instanceof TlsHandshake handshake && handshake.includesStartUp();
        return part && wait.took().compareTo(LONG) < 0 ? START_UP : "";
    }

    /** The advice if looking names up took as long as the whole probe had. */
    public static String longer(Duration took, Duration deadline) {
        return took.compareTo(deadline) < 0 ? "" : DEADLINE;
    }

    /** The milliseconds that a step took. */
    public static String millis(Fact fact) {
        return Long.toString(fact.took().toMillis());
    }

    private static boolean inVain(Fact fact) {
        return fact.outcome() instanceof Outcome.Failed failed && failed.kind() == FailureKind.TIMEOUT;
    }

    /** The advice for one wait; empty if it was ended by the result of a second look, or by the application's own code. */
    private static String longer(Fact wait, Observation seen) {
        boolean limited = limit(wait.stage(), seen.request().timeouts())
                .filter(limit -> wait.took().compareTo(limit) >= 0)
                .isPresent();
        if (limited) {
            return LIMIT;
        }
        if (usedUp(seen)) {
            return DEADLINE;
        }
        return shared(seen) ? SHARE : "";
    }

    /** Whether the deadline was used up; the time that is reserved for a farewell and a look is a small part of it. */
    private static boolean usedUp(Observation seen) {
        Duration deadline = seen.request().deadline();
        return seen.took().compareTo(deadline.minus(deadline.dividedBy(KEPT))) >= 0;
    }

    private static boolean shared(Observation seen) {
        return seen.attempts().stream().map(Attempt::route).distinct().count() > 1
                && seen.attempts().stream().noneMatch(each -> each.purpose().looks());
    }

    private static Optional<Duration> limit(Stage stage, Timeouts limits) {
        return switch (stage) {
            case CONNECT -> Optional.of(limits.connect());
            case TLS -> limits.tls();
            case GREETING -> limits.greeting();
            case QUIT -> Optional.of(limits.quit());
            default -> limits.reply();
        };
    }
}
