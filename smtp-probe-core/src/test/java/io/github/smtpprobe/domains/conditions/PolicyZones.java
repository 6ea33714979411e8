/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import java.util.List;
import java.util.stream.Stream;

/** Conditions of MTA-STS policies. */
final class PolicyZones {
    private PolicyZones() {}

    static List<Zoned> all() {
        return Stream.of(StsRecordZones.all(), StsHostZones.all(), StsPolicyZones.all(), StsExchangerZones.all())
                .flatMap(List::stream)
                .toList();
    }
}
