/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Node;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The TCP connection. */
public final class Connect extends Fact {
    private final Optional<InetAddress> localAddress;

    private Connect(Outcome outcome, Duration took, Optional<InetAddress> localAddress) {
        super("connect", Stage.CONNECT, outcome, took);
        this.localAddress = localAddress;
    }

    /**
     * Makes a fact.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @return the fact
     */
    public static Connect of(Outcome outcome, Duration took) {
        return new Connect(outcome, took, Optional.empty());
    }

    /**
     * Makes a fact of a connection of which our end is known.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param local   our end's address
     * @return the fact
     */
    public static Connect of(Outcome outcome, Duration took, InetAddress local) {
        return new Connect(outcome, took, Optional.of(Objects.requireNonNull(local, "local")));
    }

    /**
     * {@return the address of our end; empty where there was no connection, or where the transport does not tell it} Where a router
     * translates addresses, the server sees another one.
     */
    public Optional<InetAddress> localAddress() {
        return localAddress;
    }

    @Override
    Fact shortened(FewerWords words) {
        return new Connect(words.of(outcome()), took(), localAddress);
    }

    @Override
    String success() {
        return "connected";
    }

    @Override
    void values(Node node) {
        localAddress.ifPresent(known -> node.put("localAddress", AddressLiteral.text(known)));
    }
}
