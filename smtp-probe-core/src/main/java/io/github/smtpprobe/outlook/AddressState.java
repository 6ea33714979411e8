/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** What kind of addresses an exchanger has. */
public enum AddressState {
    /** At least one IPv4 address that senders can reach over the internet. */
    IPV4("ipv4"),
    /** IPv6 addresses, and it is known that there is no IPv4 address. */
    IPV6_ONLY("ipv6-only"),
    /** No address, or an invalid name, such as an address in place of a name. */
    NONE("none"),
    /** Only addresses that are not reachable over the internet: loopback, private, link-local. */
    UNREACHABLE("unreachable"),
    /** Addresses that take no connection, while another exchanger of the domain does. */
    SILENT("silent"),
    /** Nothing is known about them. */
    NOT_TESTED("not-tested");

    private final String token;

    AddressState(String token) {
        this.token = token;
    }

    /** {@return the stable token, such as {@code ipv4}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code ipv4}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<AddressState> ofToken(String token) {
        return Tokens.find(values(), AddressState::token, token);
    }
}
