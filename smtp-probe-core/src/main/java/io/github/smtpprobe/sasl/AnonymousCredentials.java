/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** The credentials of a guest: nothing but an optional word on who it is, which nobody verifies. Immutable; compared by identity. */
public final class AnonymousCredentials implements Credentials {
    private final String trace;

    AnonymousCredentials(String trace) {
        this.trace = trace;
    }

    @Override
    public String kind() {
        return "anonymous";
    }

    /** {@return the trace information, for a mechanism; may be empty} */
    public String trace() {
        return trace;
    }

    @Override
    public String toString() {
        return "Credentials[anonymous]";
    }
}
