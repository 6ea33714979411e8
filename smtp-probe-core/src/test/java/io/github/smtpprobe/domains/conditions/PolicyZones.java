/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import java.util.List;

/** Conditions of MTA-STS policies. */
final class PolicyZones {
    private PolicyZones() {}

    static List<Zoned> all() {
        return List.of();
    }
}
