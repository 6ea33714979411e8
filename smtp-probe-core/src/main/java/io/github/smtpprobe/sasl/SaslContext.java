/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a mechanism may know of the probe that it serves. Made by the session; valid for one exchange. */
public final class SaslContext {
    private final Peer peer;
    private final Credentials credentials;
    private final Supplier<Duration> left;
    private final Consumer<Secret> disclose;

    /**
     * Makes a context.
     *
     * @param peer        whom we talk to
     * @param credentials what the caller gave
     * @param left        the time left at the moment of asking
     * @param disclose    is told of each secret before it is sent
     */
    public SaslContext(Peer peer, Credentials credentials, Supplier<Duration> left, Consumer<Secret> disclose) {
        this.peer = peer;
        this.credentials = credentials;
        this.left = left;
        this.disclose = disclose;
    }

    /**
     * The other end.
     *
     * @param host      the name that the caller gave, or the mail exchanger's
     * @param port      the TCP port
     * @param encrypted whether the connection is encrypted
     * @param endPoint  the {@code tls-server-end-point} channel binding (RFC 5929 §4), where TLS is on and a certificate was seen
     */
    public record Peer(String host, int port, boolean encrypted, Optional<byte[]> endPoint) {}

    /** {@return whom we talk to} */
    public Peer peer() {
        return peer;
    }

    /** {@return what the caller gave} */
    public Credentials credentials() {
        return credentials;
    }

    /** {@return the time that the probe has left now} */
    public Duration timeLeft() {
        return left.get();
    }

    /** {@return a source of unpredictable numbers} */
    public SecureRandom random() {
        return new SecureRandom();
    }

    /**
     * Announces a secret that the next response holds in any form, so that it is masked wherever the server repeats it.
     *
     * @param secret about to be sent
     */
    public void disclose(Secret secret) {
        disclose.accept(secret);
    }
}
