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

    /** A mechanism with a nonce that is known beforehand, for the test vectors of the RFCs. */
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
     * The type of channel binding that is announced to the server. If the mechanism uses channel binding, or the server offered
     * none, it is the best of ours: a server that did offer it then notices that somebody removed the offer (RFC 5802 §6). It
     * is empty if we cannot bind, or the mechanism was chosen without binding although the server offers it.
     */
    static Optional<String> binding(String mechanism, SaslContext.Peer peer) {
        boolean offered = peer.offered().stream().anyMatch(Scram::binds);
        return binds(mechanism) || !offered ? peer.channelBindings().stream().findFirst() : Optional.empty();
    }
}
