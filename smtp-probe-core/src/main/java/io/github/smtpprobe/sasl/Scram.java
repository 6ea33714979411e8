/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.util.Optional;
import java.util.function.Function;

/**
 * SCRAM (RFC 5802, RFC 7677): the client proves that it knows the password without sending it, and the server proves that it
 * knows it, too. With -PLUS, the proof is valid only on this TLS connection.
 */
final class Scram extends BuiltIn<PasswordCredentials> {
    private static final String BOUND = "-PLUS";

    private final Function<SaslContext, String> nonce;

    Scram(String name, int strength) {
        this(name, strength, ScramMessages::nonce);
    }

    /** With a nonce that is known beforehand, for the vectors of the RFCs. */
    Scram(String name, int strength, Function<SaslContext, String> nonce) {
        super(name, strength, PasswordCredentials.class);
        this.nonce = nonce;
    }

    @Override
    public boolean revealsSecret() {
        return false;
    }

    @Override
    public boolean fits(SaslContext.Peer peer) {
        return !binds(name()) || !peer.channelBindings().isEmpty();
    }

    @Override
    SaslExchange exchange(SaslContext context, PasswordCredentials credentials) {
        return new ScramExchange(name(), context, nonce.apply(context));
    }

    static boolean binds(String mechanism) {
        return mechanism.startsWith("SCRAM-") && mechanism.endsWith(BOUND);
    }

    /**
     * The type of channel binding that is told to the server: the best of ours where the mechanism uses one or none was offered, so that a server that
     * offered one notices (RFC 5802 §6); nothing where we cannot bind, or were told not to.
     */
    static Optional<String> binding(String mechanism, SaslContext.Peer peer) {
        boolean offered = peer.offered().stream().anyMatch(Scram::binds);
        return binds(mechanism) || !offered ? peer.channelBindings().stream().findFirst() : Optional.empty();
    }
}
