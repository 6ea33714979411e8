/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli;

import io.github.smtpprobe.request.TlsMode;
import java.util.Optional;

/** What {@code --tls} takes. */
enum TlsChoice {
    AUTO("auto", null),
    PLAIN("plain", TlsMode.PLAIN),
    IF_OFFERED("if-offered", TlsMode.STARTTLS_IF_OFFERED),
    STARTTLS("starttls", TlsMode.STARTTLS),
    IMPLICIT("implicit", TlsMode.IMPLICIT_TLS);

    private final String word;
    private final Optional<TlsMode> mode;

    TlsChoice(String word, @org.jspecify.annotations.Nullable TlsMode mode) {
        this.word = word;
        this.mode = Optional.ofNullable(mode);
    }

    /** Empty: the port decides. */
    Optional<TlsMode> mode() {
        return mode;
    }

    @Override
    public String toString() {
        return word;
    }
}
