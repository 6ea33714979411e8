/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** Whether a certificate is valid: from its first second to its last (RFC 5280 §4.1.2.5). */
final class Dates {
    private Dates() {}

    static boolean valid(X509Certificate one, Instant now) {
        return !now.isBefore(one.getNotBefore().toInstant())
                && !now.isAfter(one.getNotAfter().toInstant());
    }
}
