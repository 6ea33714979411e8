/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.mtasts.RecordProblem.Code;
import io.github.smtpprobe.text.kept.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The TXT records at {@code _smtp._tls} as a sender reads them (RFC 8460 §3), which say where to send TLS reports. The addresses
 * are never contacted. Immutable and thread-safe; instances with the same content are equal.
 */
public final class ReportingRecord extends PublishedRecord {
    private static final String VERSION = "v=TLSRPTv1";

    private final List<String> addresses;

    private ReportingRecord(RecordState state, List<String> addresses, List<RecordProblem> problems) {
        super(state, problems);
        this.addresses = addresses;
    }

    /**
     * Reads the records, in linear time. Invalid records never cause an exception.
     *
     * @param records each TXT record with its character-strings, in any order; empty if DNS said that there are none, but not if
     *                the look-up failed
     * @return the result
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

    /**
     * {@return each {@code mailto:} or {@code https:} URI in the {@code rua} field of the one record that counts, in order;
     * visible ASCII}
     */
    public List<String> addresses() {
        return addresses;
    }

    /** {@return a plain map for JSON, with {@code state}, {@code rua} and {@code problems}} */
    public Map<String, Object> asMap() {
        return new Node()
                .put("state", state().token())
                .put("rua", addresses)
                .put("problems", Node.list(problems(), RecordProblem::asMap))
                .map();
    }

    private List<Object> parts() {
        return List.of(state(), addresses, problems());
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
        return state().token() + " " + addresses + " " + problems();
    }
}
