/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Sentences with placeholders, such as <code>{host}</code>, which are replaced by values. An unknown value is replaced by its
 * general words in {@code unknown.tsv}. A clause in square brackets is used only if all its values are known; otherwise it is
 * left out, or replaced by what follows its bar:
 *
 * <pre>{@literal
 * {host} does not take the message[, which has {size} octets].
 * [Wait for {wait}|Wait for some minutes], then try again.
 * }</pre>
 *
 * <p>If there are several bars, the first clause whose values are all known is used, or else the last one.
 */
public final class Template {
    /** The words for unknown values, read when the first value is missing. */
    private static final class Unknown {
        static final Map<String, String> WORDS = Tables.of(Template.class, "unknown.tsv", cells -> cells).stream()
                .collect(Collectors.toUnmodifiableMap(cells -> cells[0], cells -> cells[1]));
    }

    /** Values that are words of ours, and not names. */
    private static final Set<String> WORDS = Set.of("detail", "which");

    private final String template;
    private final UnaryOperator<String> values;
    private final StringBuilder out;
    private int valueEnd = -1;

    private Template(String template, UnaryOperator<String> values) {
        this.template = template;
        this.values = values;
        this.out = new StringBuilder(template.length() + 64);
    }

    /**
     * Puts values into a template in one pass, so that a value that looks like a name in braces stays what it is.
     *
     * @param template with names in braces
     * @param values   by name; they are made printable, and an empty one counts as unknown
     * @return the text, whose sentences begin with a capital letter also where they begin with words for a value
     */
    public static String fill(String template, Map<String, String> values) {
        return fill(template, name -> values.getOrDefault(name, ""));
    }

    /**
     * The same with values that are found out where the template names them.
     *
     * @param template with names in braces
     * @param values   the value of each name, empty if it is unknown; asked again where it is named again
     * @return the text
     */
    public static String fill(String template, UnaryOperator<String> values) {
        if (plain(template)) {
            return template.strip();
        }
        Template text = new Template(template, values);
        text.put(0, template.length());
        return text.out.toString().strip();
    }

    /** Whether nothing is put into a template. */
    static boolean plain(String template) {
        return template.indexOf('{') < 0 && template.indexOf('[') < 0;
    }

    /** The names of the values in a template, each as often as it stands there. */
    static List<String> names(String template) {
        List<String> names = new ArrayList<>(4);
        int open = template.indexOf('{');
        int close = template.indexOf('}', open);
        while (open >= 0 && close >= 0) {
            names.add(template.substring(open + 1, close));
            open = template.indexOf('{', close);
            close = template.indexOf('}', open);
        }
        return names;
    }

    private void put(int from, int to) {
        int at = from;
        while (at < to) {
            char each = template.charAt(at);
            int close = each == '{' || each == '[' ? template.indexOf(each == '{' ? '}' : ']', at) : -1;
            if (close < 0) { // a brace that closes nowhere is a brace
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

    /** Where the next brace or bracket opens. */
    private int words(int from, int to) {
        int at = from;
        while (at < to && template.charAt(at) != '{' && template.charAt(at) != '[') {
            at++;
        }
        return at;
    }

    /** A value that ends a sentence, such as a quotation, is followed by no second full stop. */
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
