/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Outcome.Failed;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.handshake.CutRecord;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transport.RoadFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Interprets the exceptions of a connection. Our own flags come first, since after a cancellation or at the deadline the JDK
 * throws whatever fits its current state.
 */
final class Failures {
    private Failures() {}

    static Failed connecting(IOException failure, Deadline deadline, Cancellation cancellation) {
        if (stopped(cancellation)) {
            return Outcome.cancelled();
        }
        if (failure instanceof RoadFailure road) {
            return RoadTrouble.of(road);
        }
        if (failure instanceof ExtensionError bug && bug.placed()) {
            return transport(bug);
        }
        if (failure instanceof SocketTimeoutException || deadline.expired()) {
            return Outcome.failed(Reason.CONNECT_TIMEOUT, "the connection was not answered in time");
        }
        return failure instanceof ExtensionError bug ? transport(bug) : unconnected(failure, text(failure));
    }

    private static Failed unconnected(IOException failure, String text) {
        if (text.contains("refused")) {
            return Outcome.failed(Reason.CONNECTION_REFUSED, "the connection was refused");
        }
        if (says(text, "unsupported address type", "family unavailable", "family not supported")) {
            return Outcome.failed(Reason.FAMILY_ABSENT, "this Java has no addresses of that family");
        }
        if (failure instanceof NoRouteToHostException
                || failure instanceof PortUnreachableException
                || says(text, "unreachable", "no route", "not supported")) {
            return Outcome.failed(Reason.NO_ROUTE, "there is no route to this address from here");
        }
        if (text.contains("reset")) {
            return Outcome.failed(Reason.CONNECTION_RESET, "the connection was reset");
        }
        return Outcome.failed(
                failure instanceof ConnectException && !(failure instanceof BindException)
                        ? Reason.NO_ROUTE
                        : Reason.LOCAL_TROUBLE,
                described(failure));
    }

    private static boolean says(String text, String... words) {
        return Stream.of(words).anyMatch(text::contains);
    }

    static Failed talking(IOException failure, Deadline deadline, Cancellation cancellation) {
        String text = text(failure);
        if (stopped(cancellation) || overtaken(failure)) {
            return Outcome.cancelled();
        }
        if (failure instanceof ExtensionError bug && bug.placed()) {
            return transport(bug);
        }
        if (failure instanceof SocketTimeoutException || deadline.expired()) {
            return Outcome.failed(Reason.REPLY_TIMEOUT, "no complete reply came in time");
        }
        if (failure instanceof ExtensionError bug) {
            return transport(bug);
        }
        if (failure instanceof RoadFailure road) {
            return RoadTrouble.of(road);
        }
        if (says(text, "reset", "broken pipe", "aborted")) {
            return Outcome.failed(Reason.CONNECTION_RESET, "the server reset the connection");
        }
        return failure instanceof SSLException tls
                ? broken(tls)
                : Outcome.failed(Reason.CONNECTION_CLOSED, described(failure));
    }

    static Failed broken(SSLException failure) {
        String text = Printable.clean(String.valueOf(failure.getMessage()));
        return TlsWords.alert(text)
                .map(alert -> Outcome.failed(Reason.TLS_ALERT_LATER, "the server ended TLS with the alert " + alert))
                .orElseGet(() -> Outcome.failed(
                        failure instanceof CutRecord ? Reason.TLS_CUT : Reason.TLS_BROKEN, TlsWords.plain(text)));
    }

    /** A bug in the caller's transport, which says nothing about the server. */
    static Failed transport(ExtensionError bug) {
        return Outcome.failed(Reason.TRANSPORT_FAILED, "the transport failed: " + bug.what());
    }

    /** Whether a second look was given up, in which case its step is not a failure. */
    static boolean overtaken(Exception failure) {
        return failure instanceof YieldingWait.Overtaken;
    }

    /**
     * Whether somebody ended the probe. An interrupt that is still set came from outside, unless this step runs inside the
     * guard and its time is over. It ends the whole probe, and its flag is left to the caller.
     */
    static boolean stopped(Cancellation cancellation) {
        if (Thread.currentThread().isInterrupted() && !cancellation.interrupted()) {
            cancellation.cancel();
        }
        return cancellation.cancelled();
    }

    static String described(Exception failure) {
        String message = failure.getMessage();
        return Printable.clean(message == null ? failure.getClass().getSimpleName() : message);
    }

    private static String text(IOException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    }
}
