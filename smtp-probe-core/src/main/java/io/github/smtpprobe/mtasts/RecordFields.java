/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.mtasts.RecordProblem.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields after the version of one record: names and values, separated by semicolons (RFC 8461 §3.1, RFC 8460 §3). */
final class RecordFields {
    private static final int LONGEST_NAME = 32;

    private final TextRecords records;
    private final int number;
    private final String wanted;
    private final boolean blanks;
    private Optional<String> value = Optional.empty();
    private boolean sound = true;

    private RecordFields(TextRecords records, int number, String wanted, boolean blanks) {
        this.records = records;
        this.number = number;
        this.wanted = wanted;
        this.blanks = blanks;
    }

    /**
     * Reads the fields.
     *
     * @param records collects the problems
     * @param version the version with which the record begins
     * @param wanted  the name of the one field that counts
     * @param blanks  whether blanks are allowed around the equals sign of fields that do not count, as in RFC 8460
     */
    static RecordFields of(
            TextRecords records, TextRecords.Counted record, String version, String wanted, boolean blanks) {
        RecordFields fields = new RecordFields(records, record.number(), wanted, blanks);
        List<String> all = parts(record.text().substring(version.length() + 1), ';');
        int last = all.size() - 1;
        for (int i = 0; i <= last; i++) {
            String field = TextRecords.trimmed(all.get(i));
            if (i < last || !field.isEmpty()) { // one semicolon may end the record
                fields.take(field);
            }
        }
        return fields;
    }

    /** The value of the field that counts, unchanged. */
    Optional<String> value() {
        return value;
    }

    /** Whether each field is a pair of a name and a value. */
    boolean sound() {
        return sound;
    }

    private void take(String field) {
        int equals = field.indexOf('=');
        String name = equals < 0 ? "" : field.substring(0, equals);
        if (name.equals(wanted)) {
            if (value.isPresent()) {
                records.problem(Code.DUPLICATE_FIELD, number, field);
            } else {
                value = Optional.of(field.substring(equals + 1));
            }
        } else if (!extension(name, field.substring(equals + 1))) {
            sound = false;
            records.problem(Code.BAD_FIELD, number, field);
        } else if (TextRecords.trimmed(name).equals(wanted)) {
            records.problem(Code.BLANK, number, field);
        } else if (TextRecords.trimmed(name).equalsIgnoreCase(wanted)) {
            records.problem(Code.WRONG_CASE, number, field);
        }
    }

    private boolean extension(String name, String value) {
        String key = blanks ? TextRecords.trimmed(name) : name;
        String content = blanks ? TextRecords.trimmed(value) : value;
        return key(key) && !content.isEmpty() && content.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '=');
    }

    /**
     * Whether it can be the name of a field or the key of a line: a letter or digit, followed by up to 31 letters, digits, and
     * characters of {@code _ - .}.
     */
    static boolean key(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && TextRecords.alphanumeric(name.charAt(0))
                && name.chars().allMatch(c -> TextRecords.alphanumeric((char) c) || c == '_' || c == '-' || c == '.');
    }

    /** The parts between separators, including empty ones. */
    static List<String> parts(String text, char separator) {
        List<String> found = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, from)) {
            found.add(text.substring(from, end));
            from = end + 1;
        }
        found.add(text.substring(from));
        return found;
    }
}
