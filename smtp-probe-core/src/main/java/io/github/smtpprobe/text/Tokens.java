/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.util.Locale;

/** The form in which constants are written for machines: lower case, with hyphens. */
public final class Tokens {
    private Tokens() {}

    /**
     * Writes a constant.
     *
     * @param constant such as {@code TLS_FAILED}
     * @return such as {@code tls-failed}
     */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
