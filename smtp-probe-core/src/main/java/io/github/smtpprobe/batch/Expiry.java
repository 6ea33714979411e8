/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.batch;

import io.github.smtpprobe.arguments.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** How long a certificate was still valid when it was seen. */
public enum Expiry {
    /** It had expired. */
    EXPIRED("expired", 0),
    /** Less than a week. */
    UNDER_7_DAYS("under-7-days", 7),
    /** A week or more, and less than 30 days. */
    UNDER_30_DAYS("under-30-days", 30),
    /** 30 days or more, and less than 90. */
    UNDER_90_DAYS("under-90-days", 90),
    /** 90 days or more. */
    LATER("later", Long.MAX_VALUE);

    private final String token;
    private final long days;

    Expiry(String token, long days) {
        this.token = token;
        this.days = days;
    }

    /** {@return the stable token, such as {@code under-7-days}} */
    public String token() {
        return token;
    }

    /**
     * Finds a constant by its token.
     *
     * @param token such as {@code under-7-days}
     * @return the constant with exactly this token; empty if this release knows none
     */
    public static Optional<Expiry> ofToken(String token) {
        return Tokens.find(values(), Expiry::token, token);
    }

    /**
     * The span that a certificate falls into.
     *
     * @param notAfter its end
     * @param seen     when it was seen
     * @return how long it was still valid then
     */
    public static Expiry of(Instant notAfter, Instant seen) {
        Objects.requireNonNull(notAfter, "notAfter");
        Objects.requireNonNull(seen, "seen");
        if (notAfter.isBefore(seen)) {
            return EXPIRED;
        }
        long left = Duration.between(seen, notAfter).toDays();
        for (Expiry each : values()) {
            if (left < each.days) {
                return each;
            }
        }
        return LATER;
    }
}
