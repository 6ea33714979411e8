/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The senders whose ways the library knows. */
public final class Senders {
    private static final List<Sender> STANDARD = Matrix.senders();

    private Senders() {}

    /**
     * {@return opportunistic TLS, Postfix with level {@code dane}, Exim, those that demand DANE, Gmail, Exchange Online: tokens
     * {@code opportunistic}, {@code postfix-dane}, {@code exim}, {@code dane-only}, {@code gmail}, {@code exchange-online}}
     */
    public static List<Sender> standard() {
        return STANDARD;
    }

    /**
     * Finds one of them.
     *
     * @param token such as {@code gmail}
     * @return the one with exactly this token; empty if this release knows none
     */
    public static Optional<Sender> ofToken(String token) {
        Objects.requireNonNull(token, "token");
        return STANDARD.stream().filter(each -> each.token().equals(token)).findFirst();
    }
}
