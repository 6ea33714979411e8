/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.names.DomainName;

/** The reading of a server's name or address literal, as somebody typed it. */
final class ServerName {
    private ServerName() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is neither; the message says why
     */
    static Target read(String text) {
        if (text.indexOf(':') >= 0 && !text.startsWith("[")) {
            throw new IllegalArgumentException("holds a colon: give the port apart, and an IPv6 address in brackets");
        }
        return AddressLiteral.looksLike(text)
                ? new Target.Server(AddressLiteral.text(AddressLiteral.parse(text)), true)
                : new Target.Server(DomainName.parse(text).ascii(), false);
    }
}
