/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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
    private final String text;
    private final List<String> names;

    private Template(String text, List<String> names) {
        this.text = text;
        this.names = names;
    }

    /**
     * Parses a template, which is worthwhile if it is filled repeatedly.
     *
     * @param text the template, with names in braces
     * @return the template
     */
    public static Template of(String text) {
        List<String> names = names(text);
        return new Template(names.isEmpty() ? fill(text, name -> "") : text, List.copyOf(names));
    }

    /**
     * Fills in a template in one pass, so that a value that looks like a name in braces is not replaced again.
     *
     * @param template the template, with names in braces
     * @param values   by name; they are made printable, and an empty one counts as unknown
     * @return the text; its sentences begin with a capital letter, even if they begin with words for an unknown value
     */
    public static String fill(String template, Map<String, String> values) {
        return fill(template, name -> values.getOrDefault(name, ""));
    }

    /**
     * As above, with values that are determined when the template names them.
     *
     * @param template the template, with names in braces
     * @param values   the value of each name, empty if it is unknown; called again if the name is repeated
     * @return the text
     */
    public static String fill(String template, UnaryOperator<String> values) {
        return plain(template) ? template.strip() : new Composition(template, values).text();
    }

    private static boolean plain(String text) {
        return text.indexOf('{') < 0 && text.indexOf('[') < 0;
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>(4);
        int open = text.indexOf('{');
        int close = text.indexOf('}', open);
        while (open >= 0 && close >= 0) {
            names.add(text.substring(open + 1, close));
            open = text.indexOf('{', close);
            close = text.indexOf('}', open);
        }
        return names;
    }

    /** The template as it was written; if it names no value, this is also the text. */
    String text() {
        return text;
    }

    /** The names of its values, each as often as it occurs. */
    List<String> names() {
        return names;
    }
}
