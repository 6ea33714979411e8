/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.Operators;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What a line says of a target.
     *
     * @param number  of the target in its list, 0 for none
     * @param key     as the list has it
     * @param verdict its token; empty without one
     */
    record Line(long number, String key, String verdict) {}

    Map<String, Object> row(BatchResult result, Operators operators) {
        return new FlatRow(result).columns(operators);
    }

    /** What stands above the first row, such as names of columns. */
    String header(Map<String, Object> row) {
        return "";
    }

    String line(Map<String, Object> row) {
        try {
            return JSON.writeValueAsString(new LinkedHashMap<>(row)) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("plain maps are JSON", impossible);
        }
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
        try {
            JsonNode row = JSON.readTree(line);
            if (!row.path(keyName()).isTextual() || !row.path("number").isIntegralNumber()) {
                throw unlike();
            }
            JsonNode report = row.path("report");
            JsonNode verdict = report.isObject() ? report.path("verdict") : row.path("verdict");
            return new Line(row.path("number").asLong(), row.path(keyName()).asText(), verdict.asText());
        } catch (JsonProcessingException torn) {
            throw unlike();
        }
    }

    private static IllegalArgumentException unlike() {
        return new IllegalArgumentException(
                "-o names a file with other lines than this batch writes: --resume needs the same --summary and --csv");
    }
}
