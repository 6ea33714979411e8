/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.surveys;

import io.github.smtpprobe.records.DnsAnswer;
import io.github.smtpprobe.records.DnsRecord;
import io.github.smtpprobe.records.DnsResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The TXT records of an answer, prepared for reading their contents. */
final class TextAnswer {
    private TextAnswer() {}

    /** What the records amount to; empty if nothing was learned, which does not mean that there are none. */
    static <R> Optional<R> read(DnsAnswer answer, Function<List<List<byte[]>>, R> reader) {
        return answer.result() == DnsResult.NONE ? Optional.empty() : Optional.of(reader.apply(strings(answer)));
    }

    private static List<List<byte[]>> strings(DnsAnswer answer) {
        return answer.records().stream()
                .map(DnsRecord::joined)
                .flatMap(Optional::stream)
                .map(List::of)
                .toList();
    }
}
