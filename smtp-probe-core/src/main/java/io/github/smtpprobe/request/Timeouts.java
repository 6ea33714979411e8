/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Time limits for the individual phases, all within the deadline of the whole probe. A phase without a limit of its own may use
 * all the time that is left. The values are checked when the request is built. Immutable and thread-safe; instances with the same
 * limits are equal.
 */
public final class Timeouts {
    /** The defaults: 10 s to connect to each address, 2 s for QUIT, and no limit but the deadline for everything else. */
    public static final Timeouts STANDARD = new Timeouts(
            Duration.ofSeconds(10), Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(2));

    private final Duration connect;
    private final Optional<Duration> tls;
    private final Optional<Duration> greeting;
    private final Optional<Duration> reply;
    private final Duration quit;

    private Timeouts(
            Duration connect,
            Optional<Duration> tls,
            Optional<Duration> greeting,
            Optional<Duration> reply,
            Duration quit) {
        this.connect = connect;
        this.tls = tls;
        this.greeting = greeting;
        this.reply = reply;
        this.quit = quit;
    }

    /** {@return the limit for each connection} */
    public Duration connect() {
        return connect;
    }

    /** {@return the limit for a TLS handshake, if it has one} */
    public Optional<Duration> tls() {
        return tls;
    }

    /** {@return the limit for the greeting, if it has one} */
    public Optional<Duration> greeting() {
        return greeting;
    }

    /** {@return the limit for the reply to each command, if it has one} */
    public Optional<Duration> reply() {
        return reply;
    }

    /** {@return the limit for the reply to QUIT} */
    public Duration quit() {
        return quit;
    }

    /**
     * The same limits, except for connecting.
     *
     * @param limit for each connection
     * @return the limits
     */
    public Timeouts withConnect(Duration limit) {
        return new Timeouts(given(limit), tls, greeting, reply, quit);
    }

    /**
     * The same limits, except for the TLS handshake.
     *
     * @param limit for a TLS handshake
     * @return the limits
     */
    public Timeouts withTls(Duration limit) {
        return new Timeouts(connect, Optional.of(given(limit)), greeting, reply, quit);
    }

    /**
     * The same limits, except for the greeting.
     *
     * @param limit for the greeting
     * @return the limits
     */
    public Timeouts withGreeting(Duration limit) {
        return new Timeouts(connect, tls, Optional.of(given(limit)), reply, quit);
    }

    /**
     * The same limits, except for replies.
     *
     * @param limit for the reply to each command
     * @return the limits
     */
    public Timeouts withReply(Duration limit) {
        return new Timeouts(connect, tls, greeting, Optional.of(given(limit)), quit);
    }

    /**
     * The same limits, except for the reply to QUIT.
     *
     * @param limit for the reply to QUIT
     * @return the limits
     */
    public Timeouts withQuit(Duration limit) {
        return new Timeouts(connect, tls, greeting, reply, given(limit));
    }

    private static Duration given(Duration limit) {
        return Objects.requireNonNull(limit, "limit");
    }

    private List<Object> parts() {
        return List.of(connect, tls, greeting, reply, quit);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Timeouts that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return the limits with their names} */
    @Override
    public String toString() {
        return "connect=" + connect + " tls=" + tls + " greeting=" + greeting + " reply=" + reply + " quit=" + quit;
    }
}
