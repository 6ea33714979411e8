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
 * A way to reach a server other than a direct connection: through proxies, or by a Unix socket. STARTTLS, implicit TLS and SMTP
 * work as on any other connection, and the name and certificate are those of the target. Failures on the road are reported as
 * such and never blamed on the server. Immutable and thread-safe; roads with the same content are equal.
 */
public final class Road {
    /**
     * The longest chain of proxies. Each proxy costs round trips before anything is sent to the server; more than a few in a row
     * are a mistake.
     */
    public static final int MOST_PROXIES = 8;

    private final List<Proxy> proxies;
    private final @Nullable Path socket;

    private Road(List<Proxy> proxies, @Nullable Path socket) {
        this.proxies = proxies;
        this.socket = socket;
    }

    /**
     * The road through one or more proxies. This machine connects to the first proxy, which connects to the second, and so on;
     * the last proxy connects to the server. The name of each proxy is looked up here, unless the previous proxy
     * {@linkplain Proxy#resolvingNames() resolves names}; the server's name is looked up here, unless the last proxy resolves
     * names.
     *
     * @param first the proxy that this machine connects to; address policies do not apply to it, since they are about targets
     * @param next  further proxies, in order
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
            throw new IllegalArgumentException("next: a road can lead through at most " + MOST_PROXIES + " proxies");
        }
        return new Road(List.copyOf(all), null);
    }

    /**
     * The road to a server on this machine that listens on a Unix socket. No name is looked up; the target's name is used for TLS
     * and the report only.
     *
     * @param path the path of the socket, no longer than the system allows (107 octets on Linux, 103 on macOS)
     * @return the road
     */
    public static Road unixSocket(Path path) {
        return new Road(List.of(), Objects.requireNonNull(path, "path"));
    }

    /** {@return the proxies in the order in which they are used; empty for a Unix socket} */
    public List<Proxy> proxies() {
        return proxies;
    }

    /** {@return the path of the Unix socket, if that is the road} */
    public Optional<Path> socket() {
        return Optional.ofNullable(socket);
    }

    /** {@return whether the server's name is not looked up here, because the last proxy does that, or because the road is a Unix socket} */
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

    /**
     * {@return the road in words, such as {@code SOCKS5 proxy 192.0.2.1:1080} or {@code Unix socket /run/lmtp}; safe to show,
     * without logins}
     */
    @Override
    public String toString() {
        return socket == null
                ? proxies.stream().map(Proxy::toString).collect(Collectors.joining(", then "))
                : "Unix socket " + Printable.clean(socket.toString());
    }
}
