/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import io.github.smtpprobe.request.TlsMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of {@code --tls}: a mode by its token in reports, or the default of the port. */
public enum TlsChoice {
    /** The default of the port. */
    AUTO(null),
    /** No TLS. */
    PLAIN(TlsMode.PLAIN),
    /** STARTTLS where the server offers it. */
    IF_OFFERED(TlsMode.STARTTLS_IF_OFFERED),
    /** STARTTLS, required. */
    STARTTLS(TlsMode.STARTTLS),
    /** TLS from the first octet. */
    IMPLICIT(TlsMode.IMPLICIT_TLS);

    private final Optional<TlsMode> mode;

    TlsChoice(@Nullable TlsMode mode) {
        this.mode = Optional.ofNullable(mode);
    }

    /** {@return the mode; empty: the port decides} */
    public Optional<TlsMode> mode() {
        return mode;
    }

    @Override
    public String toString() {
        return mode.map(TlsMode::token).orElse("auto");
    }
}
