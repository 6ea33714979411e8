/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.arguments.Tokens;
import java.util.Optional;

/** When TLS begins. */
public enum TlsMode {
    /** Never. Credentials are not sent unless clear text is allowed by name. */
    PLAIN("plain", "no TLS"),
    /**
     * STARTTLS if the server offers it, as mail servers do among themselves; a bad certificate does not end the probe, but
     * AUTH is then skipped.
     */
    STARTTLS_IF_OFFERED("starttls-if-offered", "STARTTLS if offered"),
    /** STARTTLS, or the probe fails (RFC 3207). */
    STARTTLS("starttls", "STARTTLS"),
    /** From the first octet (RFC 8314 §3.3). */
    IMPLICIT_TLS("implicit-tls", "implicit TLS");

    private final String token;
    private final String words;

    TlsMode(String token, String words) {
        this.token = token;
        this.words = words;
    }

    /** {@return the stable token, such as {@code plain}} */
    public String token() {
        return token;
    }

    /** {@return the mode in words, such as {@code implicit TLS}; the wording may change} */
    public String words() {
        return words;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code plain}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<TlsMode> ofToken(String token) {
        return Tokens.find(values(), TlsMode::token, token);
    }

    /**
     * The natural mode of a port.
     *
     * @param port a TCP port
     * @return {@link #IMPLICIT_TLS} for 465, else {@link #STARTTLS}
     */
    static TlsMode naturalFor(int port) {
        return port == 465 ? IMPLICIT_TLS : STARTTLS;
    }
}
