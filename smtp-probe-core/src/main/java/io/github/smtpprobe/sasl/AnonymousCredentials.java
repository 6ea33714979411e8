/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** A guest's: nothing but a word on who it is, which nobody checks. Immutable; told apart by identity. */
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
