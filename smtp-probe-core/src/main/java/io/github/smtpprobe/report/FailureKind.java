/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

/** The coarse kinds of failure. */
public enum FailureKind {
    /** Refused by TCP. */
    REFUSED,
    /** No way there. */
    UNREACHABLE,
    /** Nothing in time. */
    TIMEOUT,
    /** Reset by the peer. */
    RESET,
    /** Closed by the peer. */
    CLOSED,
    /** TLS failed. */
    TLS,
    /** What came is not SMTP, or not in its place. */
    PROTOCOL_VIOLATION,
    /** More than we are willing to read. */
    LIMIT,
    /** Forbidden by the caller's policy. */
    POLICY,
    /** A callback of the caller's failed. */
    EXTENSION,
    /** Another program reports it in a pasted text, in words of its own. */
    CLIENT,
    /** This machine. */
    LOCAL,
    /** Cancelled. */
    CANCELLED,
    /** No time left. */
    DEADLINE
}
