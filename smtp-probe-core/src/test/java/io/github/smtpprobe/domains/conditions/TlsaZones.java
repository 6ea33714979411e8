/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import java.util.List;

/** Conditions of TLSA records and what servers show. */
final class TlsaZones {
    private TlsaZones() {}

    static List<Zoned> all() {
        return List.of();
    }
}
