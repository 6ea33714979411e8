/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.FailureKind;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.smtp.Stage;
import java.util.List;
import java.util.Optional;

/**
 * The order of attempts.
 *
 * @param request    what was asked
 * @param resolution the routes there are
 */
public record ProbePlan(ProbeRequest request, Resolution resolution) {
    /**
     * The next thing to try.
     *
     * @param route   where to
     * @param purpose why
     */
    public record Next(Route route, Purpose purpose) {}

    /**
     * Decides.
     *
     * @param attempts   so far, in order
     * @param looksTwice whether a silent or strange port may be looked at a second time
     * @return what to try, or nothing when enough is known
     */
    public Optional<Next> next(List<Attempt> attempts, boolean looksTwice) {
        if (messageMayBeSent(attempts)) {
            return Optional.empty(); // never twice, whatever came of it
        }
        Optional<Next> downgrade = downgrade(attempts);
        if (downgrade.isPresent()) {
            return downgrade;
        }
        Optional<Next> secondLook = looksTwice ? secondLook(attempts) : Optional.empty();
        if (secondLook.isPresent()) {
            return secondLook;
        }
        int tried = tried(attempts);
        if (enough(attempts)) {
            return Optional.empty();
        }
        if (tried >= resolution.routes().size()) {
            return looksTwice
                    ? OtherPort.toLookAt(request, attempts).map(route -> new Next(route, Purpose.SECOND_LOOK))
                    : Optional.empty();
        }
        return Optional.of(new Next(resolution.routes().get(tried), Purpose.PROBE));
    }

    /**
     * Counts the routes that have had their attempt.
     *
     * @param attempts so far
     * @return the number of routes
     */
    public static int tried(List<Attempt> attempts) {
        return (int) attempts.stream()
                .filter(each -> each.purpose() == Purpose.PROBE)
                .count();
    }

    /**
     * Tells whether a server has judged the credentials, so that they are not tried again.
     *
     * @param attempts so far
     * @return whether AUTH is to be left out
     */
    public boolean credentialsSpent(List<Attempt> attempts) {
        return !request.authenticatesOnEveryRoute()
                && attempts.stream()
                        .anyMatch(each -> each.fact(Fact.Authentication.class)
                                .map(Fact.Authentication::judged)
                                .orElse(false));
    }

    private boolean enough(List<Attempt> attempts) {
        return switch (request.coverage()) {
            case ALL -> false;
            case FIRST_CONVERSATION ->
                attempts.stream().anyMatch(each -> each.purpose() != Purpose.SECOND_LOOK && each.conversed());
            // Credentials that were judged cannot be tried again, and without them no other route can pass.
            case FIRST_PASS ->
                attempts.stream().anyMatch(each -> each.purpose() != Purpose.SECOND_LOOK && each.passed())
                        || credentialsSpent(attempts);
        };
    }

    private static boolean messageMayBeSent(List<Attempt> attempts) {
        return attempts.stream()
                .flatMap(each -> each.facts(Fact.MessageTransfer.class).stream())
                .anyMatch(fact -> fact.stage() == Stage.END_OF_DATA);
    }

    /** Where TLS was optional and its handshake broke down, one attempt in clear text shows what is left. */
    private static Optional<Next> downgrade(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return Optional.empty();
        }
        Attempt last = attempts.get(attempts.size() - 1);
        boolean broken = last.purpose() == Purpose.PROBE
                && last.route().mode() == TlsMode.STARTTLS_IF_OFFERED
                && last.fact(Fact.TlsHandshake.class)
                        .map(Fact.TlsHandshake::outcome)
                        .filter(ProbePlan::tlsBroke)
                        .isPresent();
        return broken
                ? Optional.of(new Next(last.route().withMode(TlsMode.PLAIN), Purpose.DOWNGRADE))
                : Optional.empty();
    }

    /** Silence, and the wrong protocol, are looked at once more the other way round. */
    private static Optional<Next> secondLook(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return Optional.empty();
        }
        Attempt last = attempts.get(attempts.size() - 1);
        if (last.purpose() != Purpose.PROBE) {
            return Optional.empty();
        }
        boolean implicit = last.route().mode() == TlsMode.IMPLICIT_TLS;
        Optional<Outcome> outcome = implicit
                ? last.fact(Fact.TlsHandshake.class).map(Fact.TlsHandshake::outcome)
                : last.fact(Fact.Greeting.class).map(Fact.Greeting::outcome);
        return outcome.filter(implicit ? ProbePlan::tlsUnanswered : ProbePlan::greetingStrange)
                        .isPresent()
                ? Optional.of(new Next(
                        last.route().withMode(implicit ? TlsMode.PLAIN : TlsMode.IMPLICIT_TLS), Purpose.SECOND_LOOK))
                : Optional.empty();
    }

    private static boolean tlsUnanswered(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && (failed.reason() == Reason.TLS_SILENT
                        || failed.reason() == Reason.TLS_TIMEOUT
                        || failed.reason() == Reason.TLS_CLOSED);
    }

    private static boolean greetingStrange(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && (failed.reason() == Reason.REPLY_TIMEOUT
                        || failed.reason() == Reason.CONNECTION_CLOSED
                        || failed.reason() == Reason.CLOSED_MID_REPLY
                        || failed.reason() == Reason.CONNECTION_RESET
                        || failed.reason() == Reason.BAD_CODE);
    }

    private static boolean tlsBroke(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed
                && (failed.kind() == FailureKind.TLS
                        || failed.reason() == Reason.TLS_TIMEOUT
                        || failed.reason() == Reason.TLS_SILENT);
    }

    /**
     * Tells whether all routes are to be tried.
     *
     * @return whether the coverage is {@link Coverage#ALL}
     */
    public boolean exhaustive() {
        return request.coverage() == Coverage.ALL;
    }
}
