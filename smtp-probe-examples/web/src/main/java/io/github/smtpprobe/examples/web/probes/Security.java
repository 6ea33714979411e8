/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.probes;

import io.github.smtpprobe.request.TlsMode;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of the form's field for security. */
public enum Security {
    /** The default of the port. */
    AUTO("As usual for the port", null),
    /** STARTTLS, required. */
    STARTTLS("STARTTLS", TlsMode.STARTTLS),
    /** STARTTLS if the server offers it. */
    IF_OFFERED("STARTTLS if the server offers it", TlsMode.STARTTLS_IF_OFFERED),
    /** TLS from the first octet. */
    IMPLICIT("Implicit TLS (SSL/TLS)", TlsMode.IMPLICIT_TLS),
    /** No TLS. */
    NONE("None: clear text", TlsMode.PLAIN);

    private final String label;
    private final @Nullable TlsMode mode;

    Security(String label, @Nullable TlsMode mode) {
        this.label = label;
        this.mode = mode;
    }

    /** {@return the value that the form sends: the token of the mode} */
    public String word() {
        return mode == null ? "auto" : mode.token();
    }

    /** {@return the text that people read} */
    public String label() {
        return label;
    }

    /** {@return the mode; empty: the port decides} */
    public Optional<TlsMode> mode() {
        return Optional.ofNullable(mode);
    }

    /** {@return the constant with this word; empty if there is none} */
    static Optional<Security> of(String word) {
        return word.isEmpty()
                ? Optional.of(AUTO)
                : Arrays.stream(values())
                        .filter(each -> each.word().equals(word))
                        .findFirst();
    }
}
