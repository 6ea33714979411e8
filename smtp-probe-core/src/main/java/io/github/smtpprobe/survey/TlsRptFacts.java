/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.survey;

import io.github.smtpprobe.mtasts.ReportingRecord;
import io.github.smtpprobe.records.DnsAnswer;
import java.util.Objects;
import java.util.Optional;

/** What was seen of a domain's TLS reporting (RFC 8460). Immutable and thread-safe; compared by identity. */
public final class TlsRptFacts {
    private final DnsAnswer answer;
    private final Optional<ReportingRecord> record;

    private TlsRptFacts(DnsAnswer answer, Optional<ReportingRecord> record) {
        this.answer = Objects.requireNonNull(answer, "answer");
        this.record = Objects.requireNonNull(record, "record");
    }

    /**
     * Makes the facts.
     *
     * @param answer the answer to the TXT question for {@code _smtp._tls}
     * @param record the record as read; empty if nothing was learned
     * @return the facts
     */
    public static TlsRptFacts of(DnsAnswer answer, Optional<ReportingRecord> record) {
        return new TlsRptFacts(answer, record);
    }

    /** {@return the answer to the TXT question for {@code _smtp._tls}} */
    public DnsAnswer answer() {
        return answer;
    }

    /** {@return the record as read; empty if nothing was learned} */
    public Optional<ReportingRecord> record() {
        return record;
    }
}
