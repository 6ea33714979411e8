/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** A user name and the source of a bearer token. */
public final class BearerCredentials implements Credentials {
    private final String user;
    /** Transient, so that mappers that read fields skip it: a source may hold the token. */
    private final transient TokenSource source;

    BearerCredentials(String user, TokenSource source) {
        this.user = user;
        this.source = source;
    }

    @Override
    public String kind() {
        return "bearer";
    }

    /** {@return the user name, for a mechanism} */
    public String user() {
        return user;
    }

    /** {@return where the token comes from, for a mechanism} */
    public TokenSource source() {
        return source;
    }

    @Override
    public String toString() {
        return "Credentials[bearer]";
    }
}
