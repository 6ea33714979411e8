/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.names.DomainName;
import java.net.InetAddress;
import java.util.Objects;

/** What is probed. */
public sealed interface Target {
    /** {@return the name or literal in the form in which it is shown and sent: A-labels, no brackets} */
    String name();

    /**
     * One server.
     *
     * @param name    its name in A-labels, or an address without brackets
     * @param literal whether the name is an address
     */
    record Server(String name, boolean literal) implements Target {}

    /**
     * The mail exchangers of a domain.
     *
     * @param name the domain in A-labels
     */
    record MailExchangers(String name) implements Target {}

    /**
     * Reads a server's name or address literal.
     *
     * @param text what somebody typed
     * @return the target
     * @throws IllegalArgumentException if it is neither; the message says why
     */
    static Server server(String text) {
        Objects.requireNonNull(text, "text");
        if (text.indexOf(':') >= 0 && !text.startsWith("[")) {
            throw new IllegalArgumentException("holds a colon: give the port apart, and an IPv6 address in brackets");
        }
        if (AddressLiteral.looksLike(text)) {
            InetAddress address = AddressLiteral.parse(text);
            return new Server(AddressLiteral.text(address), true);
        }
        return new Server(DomainName.parse(text).ascii(), false);
    }
}
