/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.mtasts.RecordProblem.Code;
import io.github.smtpprobe.text.kept.Node;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The TXT records at {@code _mta-sts} as a sender reads them (RFC 8461 §3.1), which say whether the domain has a policy, and with
 * what {@code id}. Immutable and thread-safe; instances with the same content are equal.
 */
public final class StsRecord extends PublishedRecord {
    private static final String VERSION = "v=STSv1";
    private static final int LONGEST_ID = 32;

    private final Optional<String> id;

    private StsRecord(RecordState state, Optional<String> id, List<RecordProblem> problems) {
        super(state, problems);
        this.id = id;
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

    /** {@return the {@code id} of the one record that counts, 1 to 32 letters and digits; ids have no order} */
    public Optional<String> id() {
        return id;
    }

    /** {@return a plain map for JSON, with {@code state}, {@code id} and {@code problems}} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("state", state().token())
                .put("id", id)
                .put("problems", Node.list(problems(), RecordProblem::asMap))
                .map();
    }

    private List<Object> parts() {
        return List.of(state(), id, problems());
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
        return state().token() + id.map(text -> " " + text).orElse("") + " " + problems();
    }
}
