/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.request.TlsMode;
import java.util.Optional;

/** What {@code --tls} takes. */
public enum TlsChoice {
    /** What the port has by nature. */
    AUTO("auto", null),
    /** No TLS. */
    PLAIN("plain", TlsMode.PLAIN),
    /** STARTTLS where the server offers it. */
    IF_OFFERED("if-offered", TlsMode.STARTTLS_IF_OFFERED),
    /** STARTTLS in any case. */
    STARTTLS("starttls", TlsMode.STARTTLS),
    /** TLS from the first octet on. */
    IMPLICIT("implicit", TlsMode.IMPLICIT_TLS);

    private final String word;
    private final Optional<TlsMode> mode;

    TlsChoice(String word, @org.jspecify.annotations.Nullable TlsMode mode) {
        this.word = word;
        this.mode = Optional.ofNullable(mode);
    }

    /** {@return the mode; empty: the port decides} */
    public Optional<TlsMode> mode() {
        return mode;
    }

    @Override
    public String toString() {
        return word;
    }
}
