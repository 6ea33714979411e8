/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.road;

import io.github.smtpprobe.text.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached: through proxies, or by a Unix socket. STARTTLS, implicit TLS and SMTP are as on any other connection: name and
 * certificate are those of the target, whatever stands between. What goes wrong on the road is said of the road and never of the server.
 * Immutable and thread-safe; equal by content.
 */
public final class Road {
    /** Each proxy costs round trips before anything is said to the server; more than a few in a row are a mistake. */
    public static final int MOST_PROXIES = 8;

    private final List<Proxy> proxies;
    private final @Nullable Path socket;

    private Road(List<Proxy> proxies, @Nullable Path socket) {
        this.proxies = proxies;
        this.socket = socket;
    }

    /**
     * The road through one proxy or more. The first is connected to from here and asked for the second, and so on; the last is asked for the
     * server. Names of proxies are looked up here, unless the proxy before {@linkplain Proxy#resolvingNames() resolves names}; the server's
     * name is looked up here, unless the last one does.
     *
     * @param first connected to from here; no address policy is asked about it, since policies are about targets
     * @param next  the others, in their order
     * @return the road
     * @throws IllegalArgumentException if there are more than {@value #MOST_PROXIES} in all
     */
    public static Road through(Proxy first, Proxy... next) {
        List<Proxy> all = new ArrayList<>();
        all.add(Objects.requireNonNull(first, "first"));
        for (Proxy each : Objects.requireNonNull(next, "next")) {
            all.add(Objects.requireNonNull(each, "next"));
        }
        if (all.size() > MOST_PROXIES) {
            throw new IllegalArgumentException("next: a road leads through at most " + MOST_PROXIES + " proxies");
        }
        return new Road(List.copyOf(all), null);
    }

    /**
     * The road to a server on this machine that listens on a Unix socket. No name is looked up: the target names the server for TLS and for
     * the report only.
     *
     * @param path of the socket, no longer than the system allows (107 octets on Linux, 103 on macOS)
     * @return the road
     */
    public static Road unixSocket(Path path) {
        return new Road(List.of(), Objects.requireNonNull(path, "path"));
    }

    /** {@return the proxies in the order in which they are asked; empty for a Unix socket} */
    public List<Proxy> proxies() {
        return proxies;
    }

    /** {@return the path of the Unix socket, if that is the road} */
    public Optional<Path> socket() {
        return Optional.ofNullable(socket);
    }

    /** {@return whether the server's name is not looked up here: the last proxy does it, or nobody for a Unix socket} */
    public boolean resolvesNames() {
        return proxies.isEmpty() || proxies.get(proxies.size() - 1).resolvesNames();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Road that && proxies.equals(that.proxies) && Objects.equals(socket, that.socket);
    }

    @Override
    public int hashCode() {
        return Objects.hash(proxies, socket);
    }

    /** {@return the road in words, such as {@code SOCKS5 proxy 192.0.2.1:1080} or {@code Unix socket /run/lmtp}; no login, safe to show} */
    @Override
    public String toString() {
        return socket == null
                ? proxies.stream().map(Proxy::toString).collect(Collectors.joining(", then "))
                : "Unix socket " + Printable.clean(socket.toString());
    }
}
