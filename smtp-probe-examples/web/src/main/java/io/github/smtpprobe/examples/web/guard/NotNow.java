/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import java.time.Duration;

/** A client asks too often, or there are too many requests at the same time. */
public final class NotNow extends Exception {
    /** The request attribute with this exception, so that the error page can show the reason. */
    public static final String ATTRIBUTE = NotNow.class.getName();

    private static final long serialVersionUID = 1;

    /** Which limit was reached. */
    public enum Reason {
        /** Probes by this client. */
        CLIENT,
        /** Probes of this server, whoever asked for them. */
        TARGET,
        /** Simultaneous probes by everybody. */
        BUSY,
        /** Live pages of this client. */
        STREAMS
    }

    private final Reason reason;
    private final Duration retryAfter;

    /**
     * Creates the exception.
     *
     * @param reason     what there was too much of
     * @param retryAfter when it is worth asking again
     */
    public NotNow(Reason reason, Duration retryAfter) {
        super(reason.name());
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** {@return which limit was reached} */
    public Reason reason() {
        return reason;
    }

    /** {@return when it is worth asking again} */
    public Duration retryAfter() {
        return retryAfter;
    }
}
