/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Target;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import java.util.List;
import java.util.Optional;

/** Decides whether to look at another mail port of the same address, because no requested port could be connected to. */
final class OtherPort {
    private static final int RELAY = 25;
    private static final int SUBMISSIONS = 465;
    private static final int SUBMISSION = 587;
    private static final int ALTERNATIVE = 2525;

    private OtherPort() {}

    /**
     * The one look of a probe, after all its routes have been tried.
     *
     * @param request  what was asked
     * @param attempts all attempts
     * @return where to look; empty if that cannot tell more
     */
    static Optional<Route> toLookAt(ProbeRequest request, List<Attempt> attempts) {
        boolean looked = attempts.stream().anyMatch(each -> each.purpose() == Purpose.SECOND_LOOK);
        boolean connected = attempts.stream()
                .anyMatch(each -> each.fact(Connect.class)
                        .filter(fact -> fact.outcome().succeeded())
                        .isPresent());
        if (looked || connected) {
            return Optional.empty();
        }
        return attempts.stream()
                .filter(OtherPort::unanswered)
                .map(Attempt::route)
                .filter(route -> !ownMachine(request, route))
                .flatMap(route -> other(route).stream())
                .filter(other -> attempts.stream().noneMatch(each -> same(each.route(), other)))
                .findFirst();
    }

    private static boolean unanswered(Attempt attempt) {
        return attempt.fact(Connect.class)
                .map(Connect::outcome)
                .filter(outcome -> outcome instanceof Outcome.Failed failed
                        && (failed.reason() == Reason.CONNECTION_REFUSED || failed.reason() == Reason.CONNECT_TIMEOUT))
                .isPresent();
    }

    /** Whether an exchanger's address is this machine's loopback address: what listens there does not belong to the domain. */
    private static boolean ownMachine(ProbeRequest request, Route route) {
        return request.target() instanceof Target.MailExchangers
                && route.address().isLoopbackAddress();
    }

    /** The other way to submit mail. Never port 25, where a look could be taken for early talk. */
    private static Optional<Route> other(Route route) {
        return switch (route.port()) {
            case RELAY, SUBMISSIONS, ALTERNATIVE -> Optional.of(at(route, SUBMISSION, TlsMode.PLAIN));
            case SUBMISSION -> Optional.of(at(route, SUBMISSIONS, TlsMode.IMPLICIT_TLS));
            default -> Optional.empty();
        };
    }

    private static Route at(Route route, int port, TlsMode mode) {
        return new Route(route.host(), route.literal(), route.address(), port, mode);
    }

    private static boolean same(Route one, Route other) {
        return one.address().equals(other.address()) && one.port() == other.port();
    }
}
