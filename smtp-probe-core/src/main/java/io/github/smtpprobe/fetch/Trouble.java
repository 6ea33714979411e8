/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.guard.ExtensionError;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.text.Printable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Interprets an exception of a connection. Our own flags are checked first, because at the deadline the JDK may throw any
 * exception.
 */
final class Trouble {
    /** The JDK's words: the alert (RFC 8446 §6.2), and those for a host that chose another version. */
    private static final Pattern VERSION =
            Pattern.compile("alert: protocol_version|selected protocol version \\S{1,20} is not accepted");

    private Trouble() {}

    /** The outcome after a failure that followed the handshake. */
    static Outcome of(IOException failure, Deadline deadline, Cancellation cancellation) {
        if (stopped(cancellation)) {
            return Outcome.CANCELLED;
        }
        if (failure instanceof ExtensionError bug && bug.placed()) {
            return Outcome.LOCAL;
        }
        if (failure instanceof SocketTimeoutException || deadline.expired()) {
            return Outcome.TIME;
        }
        if (failure instanceof ExtensionError) {
            return Outcome.LOCAL;
        }
        if (failure instanceof SSLException tls) {
            return VERSION.matcher(words(tls)).find() ? Outcome.TLS_VERSION : Outcome.TLS_FAILED;
        }
        return Outcome.BAD_HTTP;
    }

    /**
     * Whether somebody ended the survey. An interrupt that is still set, and is not ours, came from outside and ends it, too.
     */
    static boolean stopped(Cancellation cancellation) {
        if (Thread.currentThread().isInterrupted() && !cancellation.interrupted()) {
            cancellation.cancel();
        }
        return cancellation.cancelled();
    }

    static String words(Exception failure) {
        String message = failure.getMessage();
        return Printable.clean(message == null ? failure.getClass().getSimpleName() : message);
    }
}
