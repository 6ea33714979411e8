/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes plain maps, lists, strings, numbers and booleans as JSON (RFC 8259), indented for people. All invisible characters,
 * including U+2028 and unpaired surrogates, are escaped, so that the text means the same wherever it is pasted. Not thread-safe.
 */
final class JsonText {
    private static final String INDENT = "  ";

    private final int most;
    private final StringBuilder out = new StringBuilder();

    private JsonText(int most) {
        this.most = most;
    }

    /**
     * Writes a value.
     *
     * @param value consists of what {@link io.github.smtpprobe.report.ProbeReport#asMap()} consists of
     * @param most  the limit in characters; writing stops soon after it
     * @return the text; empty if it has more
     * @throws IllegalArgumentException if it contains anything else, a null, or a number that JSON does not have
     */
    static Optional<String> of(Object value, int most) {
        JsonText text = new JsonText(most);
        text.value(value, "\n");
        return text.full() ? Optional.empty() : Optional.of(text.out.toString());
    }

    private boolean full() {
        return out.length() > most;
    }

    private void value(Object value, String indent) {
        if (full()) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            map(map, indent);
        } else if (value instanceof List<?> list) {
            list(list, indent);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Boolean || (value instanceof Number number && finite(number))) {
            out.append(value);
        } else {
            throw new IllegalArgumentException("JSON has no such value");
        }
    }

    private static boolean finite(Number number) {
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }

    private void map(Map<?, ?> map, String indent) {
        String inner = indent + INDENT;
        String before = "{" + inner;
        for (Map.Entry<?, ?> each : map.entrySet()) {
            if (!(each.getKey() instanceof String key)) {
                throw new IllegalArgumentException("keys of JSON are strings");
            }
            out.append(before);
            string(key);
            out.append(": ");
            value(each.getValue(), inner);
            before = "," + inner;
        }
        out.append(map.isEmpty() ? "{}" : indent + "}");
    }

    private void list(List<?> list, String indent) {
        String inner = indent + INDENT;
        String before = "[" + inner;
        for (Object each : list) {
            out.append(before);
            value(each, inner);
            before = "," + inner;
        }
        out.append(list.isEmpty() ? "[]" : indent + "]");
    }

    private void string(String text) {
        out.append('"');
        int point;
        for (int at = 0; at < text.length() && !full(); at += Character.charCount(point)) {
            point = text.codePointAt(at);
            if (point == '"' || point == '\\') {
                out.append('\\').append((char) point);
            } else if (Printable.visible(point)) {
                out.appendCodePoint(point);
            } else {
                escape(point);
            }
        }
        out.append('"');
    }

    private void escape(int point) {
        for (char half : Character.toChars(point)) {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(Character.forDigit(half >> shift & 0xF, 16));
            }
        }
    }
}
