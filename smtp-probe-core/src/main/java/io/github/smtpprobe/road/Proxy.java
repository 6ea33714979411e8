/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.road;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.names.DomainName;
import io.github.smtpprobe.sasl.Secret;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that a probe connects through. It learns which server is contacted and when, and can read whatever is sent without TLS;
 * its login is sent to it in clear text. Immutable and thread-safe; two proxies are equal if they have the same kind, host, port,
 * user, {@link Secret} object and name resolution.
 */
public final class Proxy {
    /** The protocol that a proxy speaks. More may be added, so a {@code switch} needs a {@code default}. */
    public enum Kind {
        /** SOCKS version 5 (RFC 1928). */
        SOCKS5("SOCKS5 proxy"),
        /** CONNECT of HTTP/1.1 (RFC 9110 §9.3.6). */
        HTTP("HTTP proxy");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final Kind kind;
    private final String host;
    private final int port;
    private final @Nullable Login login;
    private final boolean resolvesNames;

    private Proxy(Kind kind, String host, int port, @Nullable Login login, boolean resolvesNames) {
        this.kind = kind;
        this.host = host;
        this.port = port;
        this.login = login;
        this.resolvesNames = resolvesNames;
    }

    /**
     * A SOCKS5 proxy without a login.
     *
     * @param host its name, or its address ({@code 192.0.2.1}, {@code [2001:db8::1]})
     * @param port its TCP port, often 1080
     * @return the proxy
     * @throws IllegalArgumentException if the host or the port is invalid; the message does not repeat them
     */
    public static Proxy socks5(String host, int port) {
        return new Proxy(Kind.SOCKS5, host(host), port(port), null, false);
    }

    /**
     * An HTTP proxy without a login, used with CONNECT.
     *
     * @param host its name, or its address ({@code 192.0.2.1}, {@code [2001:db8::1]})
     * @param port its TCP port, often 3128 or 8080
     * @return the proxy
     * @throws IllegalArgumentException if the host or the port is invalid; the message does not repeat them
     */
    public static Proxy http(String host, int port) {
        return new Proxy(Kind.HTTP, host(host), port(port), null, false);
    }

    /** A name in A-labels or an address, so that what is written into the proxy's protocol contains no blank and no line break. */
    private static String host(String text) {
        Objects.requireNonNull(text, "host");
        try {
            return AddressLiteral.looksLike(text)
                    ? AddressLiteral.text(AddressLiteral.parse(text))
                    : DomainName.parse(text).ascii();
        } catch (IllegalArgumentException wrong) { // dropped: its message may quote a password that was typed
            throw new IllegalArgumentException(
                    "host: must be the name or the address of the proxy, IPv6 in brackets, and nothing else: no scheme,"
                            + " user, port or path");
        }
    }

    private static int port(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: must be 1 to 65535");
        }
        return port;
    }

    /**
     * The same proxy with a login: user name and password (RFC 1929), or Basic (RFC 7617), both in UTF-8. It is sent to the proxy
     * in clear text, and no report, transcript or message shows it.
     *
     * @param user     for SOCKS5, at most 255 octets; for HTTP, without colons and control characters
     * @param password not empty, and under the same length limit
     * @return the proxy
     * @throws IllegalArgumentException if the protocol cannot carry them; the message does not repeat them
     */
    public Proxy login(String user, Secret password) {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        return new Proxy(kind, host, port, Login.of(kind, user, password), resolvesNames);
    }

    /**
     * As {@link #login(String, Secret)}, with a password that is copied, so that the caller may overwrite the array.
     *
     * @param user     for SOCKS5, at most 255 octets; for HTTP, without colons and control characters
     * @param password not empty, and under the same length limit
     * @return the proxy
     * @throws IllegalArgumentException if the protocol cannot carry them; the message does not repeat them
     */
    public Proxy login(String user, char[] password) {
        return login(user, Secret.of(Objects.requireNonNull(password, "password")));
    }

    /**
     * The same proxy, but names are resolved by the proxy and not looked up here. Use it for hosts that only the proxy knows, or
     * that must not be looked up from here. The addresses stay unknown, so no {@link io.github.smtpprobe.route.AddressPolicy} can
     * judge them.
     *
     * @return the proxy
     */
    public Proxy resolvingNames() {
        return new Proxy(kind, host, port, login, true);
    }

    /** {@return the protocol that it speaks} */
    public Kind kind() {
        return kind;
    }

    /** {@return its name in A-labels, or its address without brackets} */
    public String host() {
        return host;
    }

    /** {@return its address, if the host was given as an address} */
    public Optional<InetAddress> address() {
        boolean literal = host.indexOf(':') >= 0 || AddressLiteral.looksLike(host);
        return literal ? Optional.of(AddressLiteral.parse(host)) : Optional.empty();
    }

    /** {@return its TCP port} */
    public int port() {
        return port;
    }

    /** {@return the user name, if there is a login} */
    public Optional<String> user() {
        return Optional.ofNullable(login).map(Login::user);
    }

    /** {@return the password, if there is a login} */
    public Optional<Secret> password() {
        return Optional.ofNullable(login).map(Login::password);
    }

    /** {@return whether names are resolved by the proxy} */
    public boolean resolvesNames() {
        return resolvesNames;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Proxy that
                && kind == that.kind
                && host.equals(that.host)
                && port == that.port
                && resolvesNames == that.resolvesNames
                && Objects.equals(login, that.login);
    }

    @Override
    public int hashCode() {
        return Arrays.asList(kind, host, port, resolvesNames).hashCode();
    }

    /** {@return kind, host and port, such as {@code SOCKS5 proxy 192.0.2.1:1080}, without the login} */
    @Override
    public String toString() {
        return kind.words + " " + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
