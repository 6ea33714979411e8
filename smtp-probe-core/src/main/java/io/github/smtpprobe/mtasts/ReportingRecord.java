/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.mtasts.RecordProblem.Code;
import io.github.smtpprobe.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The TXT records at {@code _smtp._tls} as a sender reads them (RFC 8460 §3): where the domain wants reports on TLS. The addresses are
 * read and never contacted. Immutable and thread-safe; two with the same content are equal.
 */
public final class ReportingRecord {
    private static final String VERSION = "v=TLSRPTv1";

    private final RecordState state;
    private final List<String> addresses;
    private final List<RecordProblem> problems;

    private ReportingRecord(RecordState state, List<String> addresses, List<RecordProblem> problems) {
        this.state = state;
        this.addresses = addresses;
        this.problems = problems;
    }

    /**
     * Reads the records. It never throws for what is in them, and takes time in proportion to their length.
     *
     * @param records each TXT record with its character-strings, in any order; none if DNS said that there is none. What was not learned
     *                from DNS must not be given as none
     * @return what they come to
     */
    public static ReportingRecord of(List<List<byte[]>> records) {
        TextRecords sorted = TextRecords.of(records, VERSION);
        if (sorted.only().isEmpty()) {
            return new ReportingRecord(sorted.without(), List.of(), sorted.problems());
        }
        TextRecords.Counted only = sorted.only().get();
        RecordFields fields = RecordFields.of(sorted, only, VERSION, "rua", true);
        List<String> usable = new ArrayList<>();
        if (fields.value().isEmpty()) {
            sorted.problem(Code.NO_RUA, only.number(), only.text());
        } else {
            for (String each : RecordFields.parts(fields.value().get(), ',')) {
                read(TextRecords.trimmed(each), only.number(), sorted, usable);
            }
        }
        return fields.sound() && !usable.isEmpty()
                ? new ReportingRecord(RecordState.ONE, List.copyOf(usable), sorted.problems())
                : new ReportingRecord(RecordState.BAD_SYNTAX, List.of(), sorted.problems());
    }

    private static void read(String uri, int number, TextRecords sorted, List<String> usable) {
        switch (ReportUri.judge(uri)) {
            case USABLE -> usable.add(uri);
            case OTHER_SCHEME -> sorted.problem(Code.BAD_SCHEME, number, uri);
            case NO_URI -> sorted.problem(Code.BAD_URI, number, uri);
        }
    }

    /** {@return what the records come to; all but {@link RecordState#ONE} count as none} */
    public RecordState state() {
        return state;
    }

    /** {@return each {@code mailto:} or {@code https:} URI of the {@code rua} of the one record that counts, in its order; visible ASCII} */
    public List<String> addresses() {
        return addresses;
    }

    /**
     * What is wrong.
     *
     * @return at most 100, each with the number of its record: first of records that were dropped and probably meant, then of the one that
     *     counts
     */
    public List<RecordProblem> problems() {
        return problems;
    }

    /** {@return whether somebody has probably tried to publish one: any state but none, or a record that was dropped for a slip} */
    public boolean meant() {
        return state != RecordState.NONE || !problems.isEmpty();
    }

    /**
     * Tells whether there is a problem of a kind.
     *
     * @param code which
     * @return whether one of {@link #problems()} is of it
     */
    public boolean has(Code code) {
        Objects.requireNonNull(code, "code");
        return problems.stream().anyMatch(each -> each.code() == code);
    }

    /** {@return for JSON: {@code state}, {@code rua}, {@code problems}} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("state", state.token())
                .put("rua", addresses)
                .put("problems", Node.list(problems, RecordProblem::asMap))
                .map();
    }

    private List<Object> parts() {
        return List.of(state, addresses, problems);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReportingRecord that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** {@return state, addresses and problems} */
    @Override
    public String toString() {
        return state.token() + " " + addresses + " " + problems;
    }
}
