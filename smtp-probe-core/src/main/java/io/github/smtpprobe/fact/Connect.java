/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fact;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.NumericAddress;
import io.github.smtpprobe.text.kept.KeptNode;
import io.github.smtpprobe.text.kept.Node;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** The TCP connection. */
public final class Connect extends Fact {
    private final Optional<InetAddress> localAddress;
    private final Optional<String> road;

    private Connect(Outcome outcome, Duration took, Optional<InetAddress> localAddress, Optional<String> road) {
        super("connect", Stage.CONNECT, outcome, took);
        this.localAddress = localAddress;
        this.road = road;
    }

    /**
     * Makes a fact.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @return the fact
     */
    public static Connect of(Outcome outcome, Duration took) {
        return new Connect(outcome, took, Optional.empty(), Optional.empty());
    }

    /**
     * Makes a fact about a connection whose local address is known.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param local   the local address
     * @return the fact
     */
    public static Connect of(Outcome outcome, Duration took, InetAddress local) {
        return new Connect(outcome, took, Optional.of(Objects.requireNonNull(local, "local")), Optional.empty());
    }

    /**
     * Makes a fact about a connection that does not lead directly to the server. It has no local address, since the server sees
     * the end of the road and not this machine.
     *
     * @param outcome how it ended
     * @param took    how long it took
     * @param road    the road in words, safe to show
     * @return the fact
     */
    public static Connect over(Outcome outcome, Duration took, String road) {
        return new Connect(outcome, took, Optional.empty(), Optional.of(Objects.requireNonNull(road, "road")));
    }

    /**
     * {@return the local address; empty if there was no connection, if it goes by a {@link #road()}, or if the transport does not
     * know it} If a router translates addresses, the server sees another one.
     */
    public Optional<InetAddress> localAddress() {
        return localAddress;
    }

    /**
     * {@return the road to the server, in words such as {@code SOCKS5 proxy 192.0.2.1:1080}; empty for a direct connection, and
     * in a pasted text}
     */
    public Optional<String> road() {
        return road;
    }

    @Override
    Fact shortened(FewerWords words) {
        return new Connect(words.of(outcome()), took(), localAddress, road);
    }

    @Override
    String success() {
        return road.map(way -> "connected through " + way).orElse("connected");
    }

    @Override
    void values(Node node) {
        localAddress.ifPresent(known -> node.put("localAddress", AddressLiteral.text(known)));
        road.ifPresent(way -> node.put("road", way));
    }

    static Fact read(KeptNode kept) {
        Optional<InetAddress> local = kept.text("localAddress").flatMap(NumericAddress::read);
        return new Connect(KeptParts.outcome(kept), KeptParts.took(kept), local, kept.text("road"));
    }
}
