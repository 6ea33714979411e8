/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Groups records by usage, selector and matching type, to find out which ones a client prefers and which ones are stale. */
final class Parameters {
    private Parameters() {}

    /** The strongest digest of each usage and selector among the usable records (RFC 7671 §9). */
    static Map<Integer, Integer> strongest(List<TlsaRecord> records) {
        Map<Integer, Integer> found = new HashMap<>();
        for (TlsaRecord each : records) {
            if (each.usability() == Usability.USABLE) {
                found.merge(pair(each), each.matching().orElse(0), Math::max);
            }
        }
        return found;
    }

    /** Whether a client considers the record. */
    static boolean considered(TlsaRecord record, Map<Integer, Integer> strongest) {
        int matching = record.matching().orElse(0);
        return record.usability() == Usability.USABLE
                && (matching == 0 || strongest.getOrDefault(pair(record), 0) == matching);
    }

    static List<TlsaRecord> stale(List<RecordVerdict> records) {
        Set<Integer> fresh = new HashSet<>();
        for (RecordVerdict each : records) {
            if (each.wouldAuthenticate()) {
                fresh.add(triple(each.record()));
            }
        }
        return fresh.isEmpty()
                ? List.of()
                : records.stream()
                        .filter(each -> each.usability() == Usability.USABLE)
                        .map(RecordVerdict::record)
                        .filter(each -> !fresh.contains(triple(each)))
                        .toList();
    }

    private static int pair(TlsaRecord record) {
        return record.usage().orElse(0) << 8 | record.selector().orElse(0);
    }

    private static int triple(TlsaRecord record) {
        return pair(record) << 8 | record.matching().orElse(0);
    }
}
