/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.tables;

import io.github.smtpprobe.text.Printable;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Puts values into a {@link Template}, in one pass. Used once. */
final class Composition {
    /** The words for unknown values, loaded when the first value is missing. */
    private static final class Unknown {
        static final Map<String, String> WORDS = Tables.of(Template.class, "unknown.tsv", cells -> cells).stream()
                .collect(Collectors.toUnmodifiableMap(cells -> cells[0], cells -> cells[1]));
    }

    /** Values that consist of our own words, and not of names. */
    private static final Set<String> WORDS = Set.of("detail", "which");

    private final String template;
    private final UnaryOperator<String> values;
    private final StringBuilder out;
    private int valueEnd = -1;

    /**
     * Prepares to compose a text.
     *
     * @param template the template, with names in braces
     * @param values   the value of each name, empty if it is unknown
     */
    Composition(String template, UnaryOperator<String> values) {
        this.template = template;
        this.values = values;
        this.out = new StringBuilder(template.length() + 64);
    }

    String text() {
        put(0, template.length());
        return out.toString().strip();
    }

    private void put(int from, int to) {
        int at = from;
        while (at < to) {
            char each = template.charAt(at);
            int close = each == '{' || each == '[' ? template.indexOf(each == '{' ? '}' : ']', at) : -1;
            if (close < 0) { // a brace without a closing one is just a brace
                int end = words(at + 1, to);
                literal(at, end);
                at = end;
            } else if (each == '{') {
                value(template.substring(at + 1, close));
                at = close + 1;
            } else {
                clause(at + 1, close);
                at = close + 1;
            }
        }
    }

    /** The index of the next opening brace or bracket. */
    private int words(int from, int to) {
        int at = from;
        while (at < to && template.charAt(at) != '{' && template.charAt(at) != '[') {
            at++;
        }
        return at;
    }

    /** Adds literal text. If a value ends a sentence, as a quotation may, the full stop after it is dropped. */
    private void literal(int from, int to) {
        boolean second = template.charAt(from) == '.' && out.length() == valueEnd && ended();
        out.append(template, second ? from + 1 : from, to);
    }

    private boolean ended() {
        int last = out.length() - 1;
        boolean quoted = last > 0 && (out.charAt(last) == '"' || out.charAt(last) == '\u201d');
        return last >= 0 && ends(out.charAt(quoted ? last - 1 : last));
    }

    private void clause(int from, int to) {
        int bar = template.indexOf('|', from);
        int end = bar < 0 || bar > to ? to : bar;
        if (known(from, end)) {
            put(from, end);
        } else if (template.indexOf('|', end + 1) >= 0 && template.indexOf('|', end + 1) < to) {
            clause(end + 1, to);
        } else {
            put(Math.min(to, end + 1), to);
        }
    }

    private boolean known(int from, int to) {
        int open = template.indexOf('{', from);
        while (open >= 0 && open < to) {
            int close = template.indexOf('}', open);
            if (close < 0 || given(template.substring(open + 1, close)).isEmpty()) {
                return false;
            }
            open = template.indexOf('{', close);
        }
        return true;
    }

    private String given(String name) {
        return values.apply(name);
    }

    private void value(String name) {
        String value = given(name);
        String words = value.isEmpty() ? Unknown.WORDS.getOrDefault(name, "") : value;
        boolean ours = value.isEmpty() || WORDS.contains(name) || value.startsWith("the ");
        int start = out.length();
        boolean begins = start == 0 || (start > 1 && out.charAt(start - 1) == ' ' && ends(out.charAt(start - 2)));
        out.append(Printable.clean(words)); // whatever a server put into it
        if (ours && begins && out.length() > start) {
            out.setCharAt(start, Character.toUpperCase(out.charAt(start)));
        }
        valueEnd = out.length();
    }

    private static boolean ends(char each) {
        return each == '.' || each == '!' || each == '?';
    }
}
