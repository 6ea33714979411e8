/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.mtasts.RecordProblem;
import io.github.smtpprobe.mtasts.RecordProblem.Code;
import io.github.smtpprobe.mtasts.ReportingRecord;
import java.util.Optional;
import java.util.regex.Pattern;

/** The mailbox that a TLS reporting record names. */
public final class ReportMailbox {
    private static final Pattern MAILBOX = Pattern.compile("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}");

    private ReportMailbox() {}

    /**
     * Finds a mailbox in {@code rua} without {@code mailto:} before it.
     *
     * @param record any record
     * @return the first one; empty if there is none
     */
    public static Optional<String> withoutScheme(ReportingRecord record) {
        return record.problems().stream()
                .filter(each -> each.code() == Code.BAD_URI)
                .map(RecordProblem::text)
                .filter(text -> MAILBOX.matcher(text).matches())
                .findFirst();
    }
}
