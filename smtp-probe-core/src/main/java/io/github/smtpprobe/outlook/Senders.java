/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.outlook;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The senders whose behaviour the library knows. */
public final class Senders {
    private static final List<Sender> STANDARD = Matrix.senders();

    private Senders() {}

    /**
     * {@return senders with opportunistic TLS, Postfix at level {@code dane}, Exim, senders that demand DANE, Gmail and Exchange
     * Online; their tokens are {@code opportunistic}, {@code postfix-dane}, {@code exim}, {@code dane-only}, {@code gmail} and
     * {@code exchange-online}}
     */
    public static List<Sender> standard() {
        return STANDARD;
    }

    /**
     * Finds one of them.
     *
     * @param token such as {@code gmail}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Sender> ofToken(String token) {
        Objects.requireNonNull(token, "token");
        return STANDARD.stream().filter(each -> each.token().equals(token)).findFirst();
    }
}
