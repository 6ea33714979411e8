/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import java.time.Duration;

/** Somebody asks more often than they may, or too many do at once. */
public final class NotNow extends Exception {
    /** Of a request that was refused for this reason, so that the page of the error can say so. */
    public static final String ATTRIBUTE = NotNow.class.getName();

    private static final long serialVersionUID = 1;

    /** What there was too much of. */
    public enum Reason {
        /** Probes for this client. */
        CLIENT,
        /** Probes of this server, whoever asked for them. */
        TARGET,
        /** Probes of everybody at once. */
        BUSY,
        /** Live pages of this client. */
        STREAMS
    }

    private final Reason reason;
    private final Duration retryAfter;

    /**
     * Makes one.
     *
     * @param reason     what there was too much of
     * @param retryAfter when it is worth asking again
     */
    public NotNow(Reason reason, Duration retryAfter) {
        super(reason.name());
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** {@return what there was too much of} */
    public Reason reason() {
        return reason;
    }

    /** {@return when it is worth asking again} */
    public Duration retryAfter() {
        return retryAfter;
    }
}
