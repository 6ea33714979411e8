/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains.conditions;

import java.util.List;
import java.util.stream.Stream;

/** Conditions of TLSA records and what servers show. */
final class TlsaZones {
    private TlsaZones() {}

    static List<Zoned> all() {
        return Stream.of(
                        TlsaRecordZones.all(),
                        TlsaPlaceZones.all(),
                        TlsaMatchZones.all(),
                        TlsaIssuerZones.all(),
                        TlsaServerZones.all())
                .flatMap(List::stream)
                .toList();
    }
}
