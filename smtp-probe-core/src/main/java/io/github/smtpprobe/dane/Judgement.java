/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dane;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One chain against all records. */
final class Judgement {
    private final List<byte[]> chain;
    private final DaneNames names;
    private final Instant now;

    Judgement(List<byte[]> chain, DaneNames names, Instant now) {
        this.chain = chain;
        this.names = names;
        this.now = now;
    }

    DaneVerdict of(List<TlsaRecord> records) {
        Map<Integer, Integer> strongest = Parameters.strongest(records);
        return new DaneVerdict(
                records.stream()
                        .map(each -> new RecordVerdict(
                                each, Parameters.considered(each, strongest), Held.not(Objection.UNUSABLE)))
                        .toList(),
                Set.of());
    }
}
