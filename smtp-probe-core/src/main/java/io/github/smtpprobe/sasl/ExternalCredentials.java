/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Optional;

/**
 * Credentials that the server already has from elsewhere: from the client's certificate, its address, or the owner of a socket.
 * Immutable; compared by identity.
 */
public final class ExternalCredentials implements Credentials {
    private final Optional<String> authorizationIdentity;

    ExternalCredentials(Optional<String> authorizationIdentity) {
        this.authorizationIdentity = authorizationIdentity;
    }

    @Override
    public String kind() {
        return "external";
    }

    /** {@return the identity to act as, for a mechanism; empty if the server is to derive it from what it knows} */
    public Optional<String> authorizationIdentity() {
        return authorizationIdentity;
    }

    @Override
    public String toString() {
        return "Credentials[external]";
    }
}
