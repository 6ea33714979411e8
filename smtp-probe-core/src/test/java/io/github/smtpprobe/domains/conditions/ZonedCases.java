/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import java.util.List;
import java.util.stream.Stream;

/** All cases, by family. */
final class ZonedCases {
    private ZonedCases() {}

    static List<Zoned> all() {
        return Stream.of(
                        MailHostZones.all(),
                        ExchangerZones.all(),
                        ZoneProofZones.all(),
                        ZoneSigningZones.all(),
                        NamedServerZones.all(),
                        ReverseNameZones.all(),
                        TlsaZones.all(),
                        PolicyZones.all(),
                        ReportZones.all())
                .flatMap(List::stream)
                .toList();
    }
}
