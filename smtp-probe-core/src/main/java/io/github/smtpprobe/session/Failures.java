/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.clock.Cancellation;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.ExtensionError;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Outcome.Failed;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.text.Printable;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * What an exception of a connection means. Our own flags come first: after a cancel or at the deadline the JDK throws whatever
 * it happens to be in.
 */
final class Failures {
    private Failures() {}

    static Failed connecting(IOException failure, Deadline deadline, Cancellation cancellation) {
        String text = text(failure);
        if (stopped(cancellation)) {
            return cancelled();
        }
        if (failure instanceof SocketTimeoutException || deadline.expired()) {
            return Outcome.failed(Reason.CONNECT_TIMEOUT, "the connection was not answered in time");
        }
        if (failure instanceof ExtensionError bug) {
            return transport(bug);
        }
        if (text.contains("refused")) {
            return Outcome.failed(Reason.CONNECTION_REFUSED, "the connection was refused");
        }
        if (text.contains("unsupported address type")
                || text.contains("family unavailable")
                || text.contains("family not supported")) {
            return Outcome.failed(Reason.FAMILY_ABSENT, "this Java has no addresses of that family");
        }
        if (failure instanceof NoRouteToHostException
                || failure instanceof PortUnreachableException
                || text.contains("unreachable")
                || text.contains("no route")
                || text.contains("not supported")) {
            return Outcome.failed(Reason.NO_ROUTE, "there is no way to this address from here");
        }
        if (text.contains("reset")) {
            return Outcome.failed(Reason.CONNECTION_RESET, "the connection was reset");
        }
        if (failure instanceof ConnectException && !(failure instanceof BindException)) {
            return Outcome.failed(Reason.NO_ROUTE, described(failure));
        }
        return Outcome.failed(Reason.LOCAL_TROUBLE, described(failure));
    }

    static Failed talking(IOException failure, Deadline deadline, Cancellation cancellation) {
        String text = text(failure);
        if (stopped(cancellation) || overtaken(failure)) {
            return cancelled();
        }
        if (failure instanceof SocketTimeoutException || deadline.expired()) {
            return Outcome.failed(Reason.REPLY_TIMEOUT, "no complete reply came in time");
        }
        if (failure instanceof ExtensionError bug) {
            return transport(bug);
        }
        if (text.contains("reset") || text.contains("broken pipe") || text.contains("aborted")) {
            return Outcome.failed(Reason.CONNECTION_RESET, "the server reset the connection");
        }
        return failure instanceof SSLException
                ? Outcome.failed(Reason.TLS_BROKEN, Printable.clean(String.valueOf(failure.getMessage())))
                : Outcome.failed(Reason.CONNECTION_CLOSED, described(failure));
    }

    /** A bug in the caller's transport says nothing of the server. */
    static Failed transport(ExtensionError bug) {
        return Outcome.failed(Reason.TRANSPORT_FAILED, "the transport failed: " + bug.what());
    }

    /** Whether a second look was given up; its step is then no failure. */
    static boolean overtaken(Exception failure) {
        return failure instanceof YieldingConnection.Overtaken;
    }

    static Failed cancelled() {
        return Outcome.failed(Reason.PROBE_CANCELLED, "the probe was cancelled");
    }

    /**
     * Whether somebody ended the probe. An interrupt that is still set came from outside, unless this step runs behind the guard
     * and its time is over: it ends the whole probe, and its flag stays for the caller.
     */
    static boolean stopped(Cancellation cancellation) {
        if (Thread.currentThread().isInterrupted() && !cancellation.interrupted()) {
            cancellation.cancel();
        }
        return cancellation.cancelled();
    }

    static String described(Exception failure) {
        return Printable.clean(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    private static String text(IOException failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    }
}
