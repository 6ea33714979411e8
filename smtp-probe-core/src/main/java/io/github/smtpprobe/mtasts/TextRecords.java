/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.mtasts.RecordProblem.Code;
import io.github.smtpprobe.text.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The TXT records at a name, sorted: records that begin with the version and a semicolon count, all others are dropped. Dropped
 * records that were probably meant to count are reported as problems. Each octet is represented by one character.
 */
final class TextRecords {
    /** How much of a record or a line is shown at most. */
    static final int MOST_SHOWN = 120;

    /** The version must begin within this many characters for the record to have been meant. */
    private static final int HEAD = 64;

    private static final int MOST_PROBLEMS = 100;

    /** A record that counts. */
    record Counted(int number, String text) {}

    private final String version;
    private final String stem;
    private final List<Counted> counted = new ArrayList<>();
    private final List<RecordProblem> problems = new ArrayList<>();

    private TextRecords(String version) {
        this.version = version;
        this.stem = squeezed(version.substring(0, version.length() - 2));
    }

    /**
     * Sorts the records at a name.
     *
     * @param records each record with its character-strings, which are joined without blanks between them (RFC 7208 §3.3)
     * @param version such as {@code v=STSv1}, without the semicolon
     */
    static TextRecords of(List<List<byte[]>> records, String version) {
        TextRecords sorted = new TextRecords(version);
        int number = 0;
        for (List<byte[]> each : Objects.requireNonNull(records, "records")) {
            sorted.sort(++number, joined(each));
        }
        return sorted;
    }

    /** The one record that counts; empty if there are several, which then count as none (RFC 8461 §3.1, RFC 8460 §3). */
    Optional<Counted> only() {
        return counted.size() == 1 ? Optional.of(counted.get(0)) : Optional.empty();
    }

    /** The state of the records if there is not exactly one that counts. */
    RecordState without() {
        return counted.isEmpty() ? RecordState.NONE : RecordState.MANY;
    }

    /** The problems found so far, in order. */
    List<RecordProblem> problems() {
        return List.copyOf(problems);
    }

    void problem(Code code, int number, String text) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new RecordProblem(code, number, shown(text)));
        }
    }

    private void sort(int number, String text) {
        if (text.startsWith(version + ";")) {
            counted.add(new Counted(number, text));
            if (counted.size() > 1) {
                problem(Code.SEVERAL, number, text);
            }
        } else {
            meant(text).ifPresent(code -> problem(code, number, text));
        }
    }

    /** Why a record was dropped that was probably meant to count; empty if it is a record of another kind. */
    private Optional<Code> meant(String text) {
        String head = text.substring(0, Math.min(HEAD, text.length()));
        String squeezed = squeezed(head);
        if (!squeezed.startsWith(stem)) {
            return Optional.empty();
        }
        if (head.startsWith(version)) {
            return Optional.of(afterVersion(head.substring(version.length())));
        }
        if (!squeezed.startsWith(squeezed(version))) {
            return Optional.of(Code.OTHER_VERSION);
        }
        return Optional.of(
                head.stripLeading().startsWith("\"")
                        ? Code.QUOTED
                        : without(" \t", head).startsWith(version) ? Code.BLANK : Code.WRONG_CASE);
    }

    private static Code afterVersion(String rest) {
        if (!rest.isEmpty() && alphanumeric(rest.charAt(0))) {
            return Code.OTHER_VERSION;
        }
        return blank(rest, 0) && trimmed(rest).startsWith(";") ? Code.BLANK : Code.NO_SEMICOLON;
    }

    private static boolean blank(String text, int at) {
        return at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t');
    }

    /** Lower case without blanks and quotation marks. */
    private static String squeezed(String text) {
        return without(" \t\"\\", text).toLowerCase(Locale.ROOT);
    }

    private static String without(String signs, String text) {
        StringBuilder left = new StringBuilder(text.length());
        text.chars().filter(c -> signs.indexOf(c) < 0).forEach(c -> left.append((char) c));
        return left.toString();
    }

    private static String joined(List<byte[]> strings) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] each : Objects.requireNonNull(strings, "records")) {
            all.writeBytes(Objects.requireNonNull(each, "records"));
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    static boolean alphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** A text without blanks (WSP, RFC 5234 B.1) at both ends. */
    static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && blank(text, from)) {
            from++;
        }
        while (to > from && blank(text, to - 1)) {
            to--;
        }
        return text.substring(from, to);
    }

    /** The beginning of a text whose characters represent octets, safe to show. */
    static String shown(String octets) {
        String some = octets.substring(0, Math.min(octets.length(), 4 * MOST_SHOWN));
        String clean = Printable.decode(some.getBytes(StandardCharsets.ISO_8859_1));
        return Printable.cut(clean, MOST_SHOWN, "\u2026");
    }
}
