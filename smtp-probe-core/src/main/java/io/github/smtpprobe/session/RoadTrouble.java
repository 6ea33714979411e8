/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Outcome.Failed;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transport.RoadFailure;

/** Turns failures of the road into reasons that say nothing about the server. */
final class RoadTrouble {
    /** How the words of such a road begin. */
    static final String SOCKET = "Unix socket ";

    private static final int LONGEST = 500;

    private RoadTrouble() {}

    static Failed of(RoadFailure failure) {
        String detail = Printable.cut(Failures.described(failure), LONGEST, "...");
        return Outcome.failed(reason(failure.kind()), detail);
    }

    /** If there was a time-out before a connection was made, all that is known is that the road was not open. */
    static Failed orOf(String road, Failed why) {
        if (why.reason() != Reason.CONNECT_TIMEOUT) {
            return why;
        }
        return Outcome.failed(
                road.startsWith(SOCKET) ? Reason.UNIX_SOCKET : Reason.PROXY_TIMEOUT,
                road + ": the connection was not made in time");
    }

    private static Reason reason(RoadFailure.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> Reason.PROXY_UNREACHABLE;
            case TIMEOUT -> Reason.PROXY_TIMEOUT;
            case CLOSED -> Reason.PROXY_CLOSED;
            case LOGIN_WANTED -> Reason.PROXY_LOGIN_WANTED;
            case LOGIN_REFUSED -> Reason.PROXY_LOGIN_REFUSED;
            case FORBIDDEN -> Reason.PROXY_FORBIDS;
            case TARGET_REFUSED -> Reason.PROXY_TARGET_REFUSED;
            case TARGET_UNREACHABLE -> Reason.PROXY_TARGET_UNREACHABLE;
            case TARGET_TIMEOUT -> Reason.PROXY_TARGET_TIMEOUT;
            case PROTOCOL -> Reason.PROXY_PROTOCOL;
            case LIMIT -> Reason.PROXY_LIMIT;
            case SOCKET -> Reason.UNIX_SOCKET;
        };
    }
}
