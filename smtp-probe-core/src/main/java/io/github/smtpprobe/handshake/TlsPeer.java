/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import io.github.smtpprobe.tls.TlsSettings;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

/**
 * The peer of a handshake, with the name that its certificate has to be for.
 *
 * @param identity a name in A-labels, or an address without brackets
 * @param address  whether the identity is an address
 * @param port     the TCP port
 */
public record TlsPeer(String identity, boolean address, int port) {
    private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9.-]+");

    /**
     * The SNI to send with these settings.
     *
     * @param settings settings, which may set another name than the peer's, or none
     * @return the name; empty if none is sent
     */
    Optional<SNIServerName> serverName(TlsSettings settings) {
        if (!settings.sendsServerName()) {
            return Optional.empty();
        }
        Optional<SNIServerName> other = settings.serverName().map(SNIHostName::new);
        return other.or(this::serverName);
    }

    /**
     * {@return the SNI of the peer's own name (RFC 6066 §3): empty for an address, and for a name that the JDK does not accept,
     * such as one with an underscore, a label of 64 letters or a leading hyphen}
     */
    Optional<SNIServerName> serverName() {
        if (address || !HOST_NAME.matcher(identity).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SNIHostName(identity));
        } catch (IllegalArgumentException noHostName) {
            return Optional.empty(); // DNS has such names, so a server may have one
        }
    }
}
