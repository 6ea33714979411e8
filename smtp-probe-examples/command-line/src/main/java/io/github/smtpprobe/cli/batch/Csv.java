/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fields that are separated by commas (RFC 4180), or by what spreadsheets use instead; a quoted field may contain line ends.
 */
final class Csv {
    private final String line;
    private final char separator;
    private final List<String> fields = new ArrayList<>();
    private int at;
    private boolean open;

    private Csv(String line, char separator) {
        this.line = line;
        this.separator = separator;
    }

    /** Splits a line at its commas. */
    static List<String> fields(String line) {
        return fields(line, ',');
    }

    /**
     * Splits a line.
     *
     * @throws IllegalArgumentException if a quote is not closed, or something stands behind one
     */
    static List<String> fields(String line, char separator) {
        return new Csv(line, separator).read();
    }

    /** Whether a text ends within a quoted field. */
    static boolean open(String text, char separator) {
        Csv record = new Csv(text, separator);
        return !record.readable() && record.open;
    }

    /** Whether a text is a complete record. */
    static boolean sound(String text, char separator) {
        return new Csv(text, separator).readable();
    }

    private boolean readable() {
        try {
            read();
            return true;
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    private List<String> read() {
        do {
            fields.add(at < line.length() && line.charAt(at) == '"' ? quoted() : plain());
        } while (at++ < line.length());
        return fields;
    }

    private String plain() {
        int end = line.indexOf(separator, at);
        String field = line.substring(at, end < 0 ? line.length() : end).strip();
        at = end < 0 ? line.length() : end;
        return field;
    }

    private String quoted() {
        StringBuilder field = new StringBuilder();
        for (at++; at < line.length(); at++) {
            if (line.charAt(at) != '"') {
                field.append(line.charAt(at));
            } else if (line.startsWith("\"\"", at)) {
                field.append('"');
                at++;
            } else {
                at++;
                if (at < line.length() && line.charAt(at) != separator) {
                    throw new IllegalArgumentException(
                            "something stands between a closing quote and the end of its field");
                }
                return field.toString().strip();
            }
        }
        open = true;
        throw new IllegalArgumentException("a quote is not closed, in this line or in those below it");
    }

    /** One record, with its line end. */
    static String line(List<?> fields) {
        return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    /**
     * A field. An apostrophe is put before anything that a spreadsheet would take for a formula, since fields contain texts of
     * servers.
     */
    private static String field(Object value) {
        String text = value.toString().replaceAll("[\\r\\n]+", " "); // each record is one line
        boolean formula = !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0;
        String safe = formula && !(value instanceof Number) ? "'" + text : text;
        return safe.matches(".*[,\"].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
