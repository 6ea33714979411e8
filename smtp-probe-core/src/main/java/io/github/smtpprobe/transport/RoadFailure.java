/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transport;

import java.io.IOException;
import java.util.Objects;

/**
 * A failure on the road to the server, and not of the server. A transport that goes through proxies or the like may throw it,
 * from {@link Transport#connect} and from its connections; the report then makes no statement about the server. Its message is
 * shown and must not contain a secret.
 */
public final class RoadFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. More may be added, so a {@code switch} needs a {@code default}. */
    public enum Kind {
        /** No connection to the proxy can be made, or its name leads nowhere. */
        UNREACHABLE,
        /** The proxy did not answer in time. */
        TIMEOUT,
        /** The proxy closed the connection, or the connection through it was closed before the server said anything. */
        CLOSED,
        /** The proxy requires a login, or another kind of login. */
        LOGIN_WANTED,
        /** The proxy refuses the login. */
        LOGIN_REFUSED,
        /** The proxy does not let this client through to the server. */
        FORBIDDEN,
        /** The proxy says that the server refuses the connection. */
        TARGET_REFUSED,
        /** The proxy says that it cannot reach the server, or cannot find its name. */
        TARGET_UNREACHABLE,
        /** The proxy says that the server does not answer. */
        TARGET_TIMEOUT,
        /** What answers in the proxy's place does not speak its protocol. */
        PROTOCOL,
        /** The proxy's answer is longer than the limit. */
        LIMIT,
        /** The Unix socket cannot be connected to. */
        SOCKET
    }

    /** What went wrong. */
    private final Kind kind;

    /**
     * A failure.
     *
     * @param kind   what went wrong
     * @param detail a description that names the part of the road where it happened, without secrets
     */
    public RoadFailure(Kind kind, String detail) {
        super(Objects.requireNonNull(detail, "detail"));
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** {@return what went wrong} */
    public Kind kind() {
        return kind;
    }
}
