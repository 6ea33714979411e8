/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.mtasts.RecordProblem.Code;
import io.github.smtpprobe.text.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The TXT records at {@code _mta-sts} as a sender reads them (RFC 8461 §3.1), which say whether the domain has a policy, and with
 * what {@code id}. Immutable and thread-safe; instances with the same content are equal.
 */
public final class StsRecord {
    private static final String VERSION = "v=STSv1";
    private static final int LONGEST_ID = 32;

    private final RecordState state;
    private final Optional<String> id;
    private final List<RecordProblem> problems;

    private StsRecord(RecordState state, Optional<String> id, List<RecordProblem> problems) {
        this.state = state;
        this.id = id;
        this.problems = problems;
    }

    /**
     * Reads the records, in linear time. Invalid records never cause an exception.
     *
     * @param records each TXT record with its character-strings, in any order; empty if DNS said that there are none, but not if
     *                the look-up failed
     * @return the result
     */
    public static StsRecord of(List<List<byte[]>> records) {
        TextRecords sorted = TextRecords.of(records, VERSION);
        if (sorted.only().isEmpty()) {
            return new StsRecord(sorted.without(), Optional.empty(), sorted.problems());
        }
        TextRecords.Counted only = sorted.only().get();
        RecordFields fields = RecordFields.of(sorted, only, VERSION, "id", false);
        Optional<String> id = fields.value().filter(StsRecord::valid);
        if (id.isEmpty()) {
            sorted.problem(
                    fields.value().isPresent() ? Code.BAD_ID : Code.NO_ID,
                    only.number(),
                    fields.value().orElse(only.text()));
        }
        return fields.sound() && id.isPresent()
                ? new StsRecord(RecordState.ONE, id, sorted.problems())
                : new StsRecord(RecordState.BAD_SYNTAX, Optional.empty(), sorted.problems());
    }

    private static boolean valid(String id) {
        return !id.isEmpty()
                && id.length() <= LONGEST_ID
                && id.chars().allMatch(c -> TextRecords.alphanumeric((char) c));
    }

    /** {@return what the records amount to; all states but {@link RecordState#ONE} count as no record} */
    public RecordState state() {
        return state;
    }

    /** {@return the {@code id} of the one record that counts, 1 to 32 letters and digits; ids have no order} */
    public Optional<String> id() {
        return id;
    }

    /**
     * What is wrong.
     *
     * @return at most 100 problems, each with the number of its record: first those of records that were probably meant but
     *     ignored, then those of the one that counts
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

    /** {@return a plain map for JSON, with {@code state}, {@code id} and {@code problems}} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("state", state.token())
                .put("id", id)
                .put("problems", Node.list(problems, RecordProblem::asMap))
                .map();
    }

    private List<Object> parts() {
        return List.of(state, id, problems);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StsRecord that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return state, id and problems} */
    @Override
    public String toString() {
        return state.token() + id.map(text -> " " + text).orElse("") + " " + problems;
    }
}
