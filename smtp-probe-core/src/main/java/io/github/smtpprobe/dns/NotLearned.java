/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dns;

import io.github.smtpprobe.records.Trouble;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;

/** Describes why a question has no answer. */
final class NotLearned extends IOException {
    private static final long serialVersionUID = 1L;

    private final Trouble trouble;
    private final String server;

    NotLearned(Trouble trouble, String detail, String server) {
        super(detail);
        this.trouble = trouble;
        this.server = server;
    }

    Trouble trouble() {
        return trouble;
    }

    /** Whether the only reason lies with this machine, or the time that it allowed. */
    boolean ours() {
        return trouble == Trouble.DEADLINE || trouble == Trouble.NO_SOCKET;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    String server() {
        return server;
    }

    /** Interprets a failure of any kind. */
    static NotLearned of(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof NotLearned known) {
                return known;
            }
            if (each instanceof Wire.NoSocket || each instanceof BindException) {
                return new NotLearned(Trouble.NO_SOCKET, "this machine has no socket to ask with", "");
            }
            if (each instanceof UnsupportedAddressTypeException || each instanceof UnresolvedAddressException) {
                return new NotLearned(Trouble.UNREACHABLE, "this machine has no way to the name server's address", "");
            }
            if (each instanceof PortUnreachableException || each instanceof ConnectException) {
                return new NotLearned(Trouble.UNREACHABLE, "nothing listens where the name server should be", "");
            }
            if (each instanceof NoRouteToHostException) {
                return new NotLearned(Trouble.UNREACHABLE, "there is no way to the name server", "");
            }
            if (each instanceof EOFException) {
                return new NotLearned(Trouble.MALFORMED, "the name server closed the connection", "");
            }
            if (each instanceof IOException && each.getCause() == null) {
                return new NotLearned(Trouble.UNREACHABLE, "the name server cannot be reached", "");
            }
        }
        String kind = failure.getCause() == null
                ? failure.getClass().getSimpleName()
                : failure.getCause().getClass().getSimpleName();
        return new NotLearned(Trouble.MALFORMED, "the answer cannot be read: " + kind, "");
    }
}
