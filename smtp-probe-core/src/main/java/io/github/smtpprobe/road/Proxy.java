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
 * A program that connects for others. It learns which server is asked and when, and reads what is said without TLS; its login goes to it
 * in clear text. Immutable and thread-safe; two are equal if they have the same kind, place, user, {@link Secret} object, and way to
 * resolve names.
 */
public final class Proxy {
    /** The protocol that a proxy is asked in. More may come: a {@code switch} needs a {@code default}. */
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
     * A SOCKS5 proxy without login.
     *
     * @param host its name, or its address ({@code 192.0.2.1}, {@code [2001:db8::1]})
     * @param port its TCP port, in many places 1080
     * @return the proxy
     * @throws IllegalArgumentException if one of them cannot be; the message does not repeat them
     */
    public static Proxy socks5(String host, int port) {
        return new Proxy(Kind.SOCKS5, host(host), port(port), null, false);
    }

    /**
     * An HTTP proxy without login, which is asked with CONNECT.
     *
     * @param host its name, or its address ({@code 192.0.2.1}, {@code [2001:db8::1]})
     * @param port its TCP port, in many places 3128 or 8080
     * @return the proxy
     * @throws IllegalArgumentException if one of them cannot be; the message does not repeat them
     */
    public static Proxy http(String host, int port) {
        return new Proxy(Kind.HTTP, host(host), port(port), null, false);
    }

    /** A name in A-labels or an address: what is written into the proxy's protocol holds no blank and no line break. */
    private static String host(String text) {
        Objects.requireNonNull(text, "host");
        try {
            return AddressLiteral.looksLike(text)
                    ? AddressLiteral.text(AddressLiteral.parse(text))
                    : DomainName.parse(text).ascii();
        } catch (IllegalArgumentException wrong) { // whose words may quote what was typed, and that may hold a password
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
     * The same proxy with a login: user name and password (RFC 1929), or Basic (RFC 7617), both in UTF-8. It goes to the proxy in clear
     * text, and no report, transcript or message shows it.
     *
     * @param user     for SOCKS5 at most 255 octets, for HTTP without a colon and control characters
     * @param password neither empty nor longer than that
     * @return the proxy
     * @throws IllegalArgumentException if its protocol cannot carry them; the message does not repeat them
     */
    public Proxy login(String user, Secret password) {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        return new Proxy(kind, host, port, Login.of(kind, user, password), resolvesNames);
    }

    /**
     * The same as {@link #login(String, Secret)} with a password that is copied, so that the caller may overwrite its own.
     *
     * @param user     for SOCKS5 at most 255 octets, for HTTP without a colon and control characters
     * @param password neither empty nor longer than that
     * @return the proxy
     * @throws IllegalArgumentException if its protocol cannot carry them; the message does not repeat them
     */
    public Proxy login(String user, char[] password) {
        return login(user, Secret.of(Objects.requireNonNull(password, "password")));
    }

    /**
     * The same proxy, which resolves the names that it is asked for, so that they are not looked up here: for hosts that only it knows, and
     * for those that must not be asked for from here. The addresses then stay unknown, and no
     * {@link io.github.smtpprobe.route.AddressPolicy} can judge them.
     *
     * @return the proxy
     */
    public Proxy resolvingNames() {
        return new Proxy(kind, host, port, login, true);
    }

    /** {@return the protocol that it is asked in} */
    public Kind kind() {
        return kind;
    }

    /** {@return its name in A-labels, or its address without brackets} */
    public String host() {
        return host;
    }

    /** {@return its address, if that was given and not a name} */
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

    /** {@return whether it resolves the names that it is asked for} */
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

    /** {@return kind, host and port, such as {@code SOCKS5 proxy 192.0.2.1:1080}; no login} */
    @Override
    public String toString() {
        return kind.words + " " + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
