/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import java.util.List;

/** Conditions of the reverse names of the exchangers' addresses. */
final class ReverseNameZones {
    private ReverseNameZones() {}

    static List<Zoned> all() {
        return List.of();
    }
}
