/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.FailureKind;
import io.github.smtpprobe.fact.MessageTransfer;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides the order of attempts.
 *
 * @param request    what was asked
 * @param resolution the routes
 * @param looksTwice whether a silent or unexpected port may get a second look
 * @param bars       tells whether a reply to AUTH says that the account or the client may not log in for now
 */
public record ProbePlan(
        ProbeRequest request, Resolution resolution, boolean looksTwice, Predicate<? super Reply> bars) {
    /**
     * A plan for credentials that are sent at most once.
     *
     * @param request    what was asked
     * @param resolution the routes
     * @param looksTwice whether a silent or unexpected port may get a second look
     */
    public ProbePlan(ProbeRequest request, Resolution resolution, boolean looksTwice) {
        this(request, resolution, looksTwice, reply -> false);
    }

    /**
     * Decides what to try next.
     *
     * @param attempts the attempts so far, in order
     * @param left     the remaining time of the whole probe
     * @return what to try; empty if enough is known
     */
    public Optional<Next> next(List<Attempt> attempts, Duration left) {
        Optional<Next> asked = asked(attempts, left);
        return asked.isPresent() || !request.triesEveryMechanism() ? asked : mechanism(attempts, left);
    }

    private Optional<Next> mechanism(List<Attempt> attempts, Duration left) {
        return Observation.builder(RequestView.of(request), resolution)
                .attempts(attempts)
                .build()
                .decisive()
                .flatMap(decisive -> new EveryMechanism(decisive, attempts, bars).next(left, request.timeouts()));
    }

    private Optional<Next> asked(List<Attempt> attempts, Duration left) {
        if (messageMayBeSent(attempts)) {
            return Optional.empty(); // never twice, whatever the result
        }
        Optional<Next> downgrade = downgrade(attempts, left);
        if (downgrade.isPresent()) {
            return downgrade;
        }
        Optional<Next> look = look(attempts, left);
        if (look.isPresent()) {
            return look;
        }
        int tried = tried(attempts);
        if (enough(attempts)) {
            return Optional.empty();
        }
        if (tried >= resolution.routes().size()) {
            return looksTwice && !left.isZero()
                    ? OtherPort.toLookAt(request, attempts)
                            .map(route -> Next.lookAt(attempts.size(), route, left, request.timeouts()))
                    : Optional.empty();
        }
        return Optional.of(attempt(resolution.routes().get(tried), Purpose.PROBE, attempts, left));
    }

    private Optional<Next> look(List<Attempt> attempts, Duration left) {
        return looksTwice && !left.isZero() && !attempts.isEmpty()
                ? Looks.after(attempts.get(attempts.size() - 1), left, request.timeouts())
                : Optional.empty();
    }

    private Next attempt(Route route, Purpose purpose, List<Attempt> attempts, Duration left) {
        int routes = resolution.routes().size() - tried(attempts);
        Allowance time =
                Allowance.share(left, routes, request.coverage() == Coverage.ALL, looksTwice, request.timeouts());
        Optional<Duration> patience = looksTwice && purpose == Purpose.PROBE ? Looks.patience(route) : Optional.empty();
        return new Next(
                attempts.size(),
                route,
                purpose,
                patience.map(time::withPatience).orElse(time),
                credentialsSpent(attempts));
    }

    private static int tried(List<Attempt> attempts) {
        int tried = 0;
        for (Attempt each : attempts) {
            tried += each.purpose() == Purpose.PROBE ? 1 : 0;
        }
        return tried;
    }

    /** Whether a server has judged the credentials, so that they are not tried again. */
    private boolean credentialsSpent(List<Attempt> attempts) {
        boolean judged = false;
        for (Attempt each : attempts) {
            judged |= each.fact(Authentication.class)
                    .filter(Authentication::judged)
                    .isPresent();
        }
        return judged && !request.authenticatesOnEveryRoute();
    }

    private boolean enough(List<Attempt> attempts) {
        return switch (request.coverage()) {
            case ALL -> false;
            case FIRST_CONVERSATION -> decided(attempts, Attempt::conversed);
            // Credentials that were judged cannot be tried again, and no other route can pass without them.
            case FIRST_PASS -> decided(attempts, Attempt::passed) || credentialsSpent(attempts);
        };
    }

    private static boolean decided(List<Attempt> attempts, Predicate<Attempt> how) {
        for (Attempt each : attempts) {
            if (each.purpose().decides() && how.test(each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean messageMayBeSent(List<Attempt> attempts) {
        boolean sent = false;
        for (Attempt each : attempts) {
            for (MessageTransfer fact : each.facts(MessageTransfer.class)) {
                sent |= fact.stage() == Stage.END_OF_DATA;
            }
        }
        return sent;
    }

    /** If TLS was optional and its handshake failed, one attempt in clear text shows what still works. */
    private Optional<Next> downgrade(List<Attempt> attempts, Duration left) {
        if (attempts.isEmpty() || left.isZero()) {
            return Optional.empty();
        }
        Attempt last = attempts.get(attempts.size() - 1);
        boolean broken = last.purpose() == Purpose.PROBE
                && last.route().mode() == TlsMode.STARTTLS_IF_OFFERED
                && last.fact(TlsHandshake.class)
                        .map(TlsHandshake::outcome)
                        .filter(ProbePlan::tlsBroke)
                        .isPresent();
        return broken
                ? Optional.of(attempt(last.route().withMode(TlsMode.PLAIN), Purpose.DOWNGRADE, attempts, left))
                : Optional.empty();
    }

    private static boolean tlsBroke(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && (failed.kind() == FailureKind.TLS
                        || failed.reason() == Reason.TLS_TIMEOUT
                        || failed.reason() == Reason.TLS_ENDLESS
                        || failed.reason() == Reason.TLS_SILENT);
    }
}
