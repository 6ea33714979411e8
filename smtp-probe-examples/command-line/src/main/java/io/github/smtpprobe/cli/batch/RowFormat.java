/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.cli.Json;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.request.ProbeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a result becomes a line of the output, and what a later run reads from that line. */
enum RowFormat {
    /** The whole report as JSON. */
    REPORT {
        @Override
        Map<String, Object> row(BatchResult result, Operators operators) {
            return result.asMap();
        }

        @Override
        String keyName() {
            return "key";
        }

        @Override
        String reasonName() {
            return "detail";
        }
    },
    /** Columns as JSON. */
    SUMMARY,
    /** Columns as CSV, with a header. */
    CSV {
        @Override
        Map<String, Object> row(BatchResult result, Operators operators) {
            Map<String, Object> row = new FlatRow(result).columns(operators, true);
            row.put(CONTACT, ""); // always present, because a later run may have a value for it
            return row;
        }

        @Override
        String header(Map<String, Object> row) {
            return Csv.line(new ArrayList<>(row.keySet()));
        }

        @Override
        String line(Map<String, Object> row) {
            return Csv.line(new ArrayList<>(row.values()));
        }

        @Override
        Line read(String line) {
            if (line.startsWith(FIRST)) {
                if (!line.strip().equals(header())) {
                    throw new IllegalArgumentException("-o names a file with other columns than this batch writes:"
                            + " another version of smtp-probe wrote it; begin anew, with another file");
                }
                return new Line(0, "", "", false);
            }
            List<String> fields = fields(line);
            if (fields.size() < 4 || !fields.get(0).matches("[0-9]{1,9}")) {
                throw unlike();
            }
            return new Line(Long.parseLong(fields.get(0)), fields.get(1), fields.get(3), denied(fields.get(2)));
        }

        private List<String> fields(String line) {
            try {
                return Csv.fields(line);
            } catch (IllegalArgumentException noCsv) {
                throw unlike();
            }
        }

        @Override
        boolean mayBegin(String text, boolean first) {
            return first ? (header() + "\r").startsWith(text) : begins(CSV_ROW, text);
        }

        private String header() {
            return header(row(ANYTHING, Operators.lastTwoLabels())).strip();
        }
    };

    /** The column or key with the contact who answers questions of operators. */
    static final String CONTACT = "contact";

    private static final String FIRST = "number,";

    private static final Pattern CSV_ROW = Pattern.compile("[1-9][0-9]{0,8},.*", Pattern.DOTALL);

    /** Any result; all rows have the same columns. */
    private static final BatchResult ANYTHING = BatchResult.builder(
                    1, BatchTarget.of(ProbeRequest.to("mx.example.com", 25).build()), BatchResult.State.BROKEN)
            .build();

    private final Pattern jsonRow =
            Pattern.compile("\\{\"number\":[1-9][0-9]{0,8},\"" + keyName() + "\":\".*", Pattern.DOTALL);

    /**
     * What a line says about a target.
     *
     * @param number  of the target in its list, 0 for none
     * @param key     as the list has it
     * @param verdict its token, of a surveyed domain how senders stand; empty without one
     * @param denied  whether every way to it was forbidden
     */
    record Line(long number, String key, String verdict, boolean denied) {}

    Map<String, Object> row(BatchResult result, Operators operators) {
        return new FlatRow(result).columns(operators, false);
    }

    /** The text above the first row, such as the names of columns. */
    String header(Map<String, Object> row) {
        return "";
    }

    String line(Map<String, Object> row) {
        return Json.line(row) + "\n";
    }

    /** The name of the field that says why a target was not asked. */
    String reasonName() {
        return "summary";
    }

    /** The name of the field that identifies the target. */
    String keyName() {
        return "target";
    }

    /**
     * Reads a line of an earlier run.
     *
     * @throws IllegalArgumentException if it is no line of this format
     */
    Line read(String line) {
        Map<String, Object> row = object(line);
        if (!(row.get(keyName()) instanceof String key)
                || !(row.get("number") instanceof Integer || row.get("number") instanceof Long)) {
            throw unlike();
        }
        boolean denied = row.get("state") instanceof String state && denied(state);
        return new Line(((Number) row.get("number")).longValue(), key, verdict(row), denied);
    }

    private static boolean denied(String state) {
        return state.equals(BatchResult.State.DENIED.token());
    }

    /**
     * Whether a text may be the beginning of a line that was not completely written.
     *
     * @param text  of which there may be more
     * @param first whether there is no line before it
     */
    boolean mayBegin(String text, boolean first) {
        return begins(jsonRow, text);
    }

    /** Whether a line of that form can begin with this text: everything in it matches. */
    @SuppressWarnings("JdkObsolete") // hitEnd() is there for just that
    private static boolean begins(Pattern line, String text) {
        Matcher matcher = line.matcher(text);
        return text.isEmpty() || matcher.matches() || matcher.hitEnd();
    }

    private static String verdict(Map<String, Object> row) {
        if (row.get("domainReport") instanceof Map<?, ?> report && report.get("outlook") instanceof Map<?, ?> outlook) {
            return standing(outlook);
        }
        Object verdict = row.get("report") instanceof Map<?, ?> report ? report.get("verdict") : row.get("verdict");
        return verdict instanceof String token ? token : "";
    }

    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    private static String standing(Map<?, ?> outlook) {
        try {
            return Outlook.fromMap((Map<String, ?>) outlook).standing().token();
        } catch (IllegalArgumentException otherVersion) {
            return "";
        }
    }

    private static Map<String, Object> object(String line) {
        try {
            return Json.read(line);
        } catch (IllegalArgumentException torn) {
            throw unlike();
        }
    }

    /**
     * Why a text is refused that cannot be the beginning of a line of this format: a batch with other options may have written it.
     *
     * @param text  of which there may be more
     * @param first whether there is no line before it
     */
    static IllegalArgumentException other(String text, boolean first) {
        return Stream.of(values()).anyMatch(each -> each.mayBegin(text, first)) ? unlike() : foreign();
    }

    /** A file that is none of a batch's. */
    static IllegalArgumentException foreign() {
        return new IllegalArgumentException(
                "-o names a file in which a line is neither one of a batch nor the beginning"
                        + " of one; it is left as it is: name another file");
    }

    private static IllegalArgumentException unlike() {
        return new IllegalArgumentException(
                "-o names a file with other lines than this batch writes: --resume needs the same --summary and --csv");
    }
}
