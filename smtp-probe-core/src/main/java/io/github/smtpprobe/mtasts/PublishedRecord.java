/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.mtasts.RecordProblem.Code;
import java.util.List;
import java.util.Objects;

/** What the TXT records at a name amount to, and what is wrong with them. The same for each kind of record. */
abstract sealed class PublishedRecord permits ReportingRecord, StsRecord {
    private final RecordState state;
    private final List<RecordProblem> problems;

    PublishedRecord(RecordState state, List<RecordProblem> problems) {
        this.state = state;
        this.problems = problems;
    }

    /** {@return what the records amount to; all states but {@link RecordState#ONE} count as no record} */
    public RecordState state() {
        return state;
    }

    /**
     * What is wrong.
     *
     * @return at most 100 problems, each with the number of its record: first the problems of records that were probably meant
     *     but are ignored, then those of the one that counts
     */
    public List<RecordProblem> problems() {
        return problems;
    }

    /**
     * {@return whether somebody has probably tried to publish a record: any state but none, or a record that was ignored because
     * of a mistake}
     */
    public boolean meant() {
        return state != RecordState.NONE || !problems.isEmpty();
    }

    /**
     * Tells whether there is a problem of a kind.
     *
     * @param code the kind
     * @return whether one of {@link #problems()} is of this kind
     */
    public boolean has(Code code) {
        Objects.requireNonNull(code, "code");
        return problems.stream().anyMatch(each -> each.code() == code);
    }
}
