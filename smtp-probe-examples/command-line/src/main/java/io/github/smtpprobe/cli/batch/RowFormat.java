/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.Operators;
import io.github.smtpprobe.cli.Json;
import io.github.smtpprobe.outlook.Outlook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a result is one line of the output, and what a later run reads of it. */
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
    },
    /** Columns as JSON. */
    SUMMARY,
    /** Columns as CSV, with a header. */
    CSV {
        @Override
        Map<String, Object> row(BatchResult result, Operators operators) {
            return new FlatRow(result).columns(operators, true);
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
            List<String> fields = Csv.fields(line);
            if (!fields.get(0).equals("number")
                    && (fields.size() < 4 || !fields.get(0).matches("[0-9]{1,9}"))) {
                throw unlike();
            }
            return fields.get(0).equals("number")
                    ? new Line(0, "", "")
                    : new Line(Long.parseLong(fields.get(0)), fields.get(1), fields.get(3));
        }
    };

    /**
     * What a line says of a target.
     *
     * @param number  of the target in its list, 0 for none
     * @param key     as the list has it
     * @param verdict its token, of a surveyed domain how senders stand; empty without one
     */
    record Line(long number, String key, String verdict) {}

    Map<String, Object> row(BatchResult result, Operators operators) {
        return new FlatRow(result).columns(operators, false);
    }

    /** What stands above the first row, such as names of columns. */
    String header(Map<String, Object> row) {
        return "";
    }

    String line(Map<String, Object> row) {
        return Json.line(row) + "\n";
    }

    /** Where a line says which target it is of. */
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
        return new Line(((Number) row.get("number")).longValue(), key, verdict(row));
    }

    private static String verdict(Map<String, Object> row) {
        if (row.get("domainReport") instanceof Map<?, ?> report && report.get("outlook") instanceof Map<?, ?> outlook) {
            return standing(outlook);
        }
        Object verdict = row.get("report") instanceof Map<?, ?> report ? report.get("verdict") : row.get("verdict");
        return verdict instanceof String token ? token : "";
    }

    @SuppressWarnings("unchecked") // the keys of JSON are texts
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

    private static IllegalArgumentException unlike() {
        return new IllegalArgumentException(
                "-o names a file with other lines than this batch writes: --resume needs the same --summary and --csv");
    }
}
