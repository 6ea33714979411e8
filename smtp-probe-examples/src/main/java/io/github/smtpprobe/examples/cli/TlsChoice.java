/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli;

import io.github.smtpprobe.request.TlsMode;
import java.util.Locale;
import java.util.Optional;

/** What {@code --tls} takes. */
enum TlsChoice {
    AUTO(null),
    PLAIN(TlsMode.PLAIN),
    IF_OFFERED(TlsMode.STARTTLS_IF_OFFERED),
    STARTTLS(TlsMode.STARTTLS),
    IMPLICIT(TlsMode.IMPLICIT_TLS);

    private final Optional<TlsMode> mode;

    TlsChoice(@org.jspecify.annotations.Nullable TlsMode mode) {
        this.mode = Optional.ofNullable(mode);
    }

    /** Empty: the port decides. */
    Optional<TlsMode> mode() {
        return mode;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
