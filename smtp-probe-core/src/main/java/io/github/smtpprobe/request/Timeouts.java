/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Limits for single phases, all inside the deadline of the whole probe. A phase without a limit of its own has what is left.
 *
 * @param connect  for each connection
 * @param tls      for a handshake
 * @param greeting for the greeting
 * @param reply    for the reply to each command
 * @param quit     for the reply to QUIT
 */
public record Timeouts(
        Duration connect,
        Optional<Duration> tls,
        Optional<Duration> greeting,
        Optional<Duration> reply,
        Duration quit) {
    /**
     * Makes limits; their range is checked when the request is built.
     *
     * @param connect  for each connection
     * @param tls      for a handshake
     * @param greeting for the greeting
     * @param reply    for each reply
     * @param quit     for the reply to QUIT
     */
    public Timeouts {
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(greeting, "greeting");
        Objects.requireNonNull(reply, "reply");
    }

    /** Connecting 10 s for each address, QUIT 2 s, everything else what is left. */
    public static final Timeouts STANDARD = new Timeouts(
            Duration.ofSeconds(10), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(2));

    /**
     * These limits with another one for connecting.
     *
     * @param limit for each connection
     * @return the limits
     */
    public Timeouts withConnect(Duration limit) {
        return new Timeouts(limit, tls, greeting, reply, quit);
    }

    /**
     * These limits with one for the TLS handshake.
     *
     * @param limit for a handshake
     * @return the limits
     */
    public Timeouts withTls(Duration limit) {
        return new Timeouts(connect, given(limit), greeting, reply, quit);
    }

    /**
     * These limits with one for the greeting.
     *
     * @param limit for the greeting
     * @return the limits
     */
    public Timeouts withGreeting(Duration limit) {
        return new Timeouts(connect, tls, given(limit), reply, quit);
    }

    /**
     * These limits with one for each reply.
     *
     * @param limit for the reply to each command
     * @return the limits
     */
    public Timeouts withReply(Duration limit) {
        return new Timeouts(connect, tls, greeting, given(limit), quit);
    }

    private static Optional<Duration> given(Duration limit) {
        return Optional.of(Objects.requireNonNull(limit, "limit"));
    }
}
