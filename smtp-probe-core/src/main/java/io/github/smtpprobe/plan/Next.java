/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.plan;

import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.Route;
import java.time.Duration;
import java.util.Optional;

/**
 * The next attempt as planned.
 *
 * @param index             its index in the report
 * @param route             its route
 * @param purpose           its purpose
 * @param time              its time limit
 * @param credentialsJudged whether a server has already judged the credentials, so that they are not sent again
 * @param mechanism         the only mechanism to log in with; empty for the strongest
 * @param skipped           why the attempt is not made after all
 */
public record Next(
        int index,
        Route route,
        Purpose purpose,
        Allowance time,
        boolean credentialsJudged,
        Optional<String> mechanism,
        Optional<SkipReason> skipped) {
    /** An attempt that is made, with any mechanism. */
    Next(int index, Route route, Purpose purpose, Allowance time, boolean credentialsJudged) {
        this(index, route, purpose, time, credentialsJudged, Optional.empty(), Optional.empty());
    }

    /**
     * The second look at the same port while this attempt waits: a TLS hello if this attempt waits for a greeting, silence if
     * it has sent a hello.
     *
     * @param left      how much longer this attempt waits
     * @param connected how long it took this attempt to connect
     * @return the look, which follows this attempt in the report
     */
    public Next look(Duration left, Duration connected) {
        Next look = look(index, route, left, time.timeouts());
        return new Next(look.index, look.route, look.purpose, look.time.beside(connected), look.credentialsJudged);
    }

    static Next look(int index, Route route, Duration left, Timeouts timeouts) {
        boolean implicit = route.mode() == TlsMode.IMPLICIT_TLS;
        Route other = route.withMode(implicit ? TlsMode.PLAIN : TlsMode.IMPLICIT_TLS);
        return lookAt(index + 1, other, left, timeouts);
    }

    /** A look at a route, as far as is needed to see what answers there. */
    static Next lookAt(int index, Route route, Duration left, Timeouts timeouts) {
        return new Next(index, route, Purpose.SECOND_LOOK, Allowance.look(left, timeouts), true);
    }
}
