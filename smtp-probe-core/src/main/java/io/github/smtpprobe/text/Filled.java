/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Template} with its values, which is composed only when it is read, since few texts of most reports are read, and a
 * batch counts findings by their ids. It holds the values that the template uses, and nothing else of a probe. Immutable and
 * thread-safe.
 */
public final class Filled implements CharSequence {
    /** No character is written out in more. */
    private static final int ESCAPED = 10;

    /** No words for what is unknown have more octets. */
    private static final int UNKNOWN = 60;

    private final String template;
    private final List<String> names;
    private final Map<String, String> values;
    private volatile @Nullable String text;

    private Filled(String template, List<String> names, Map<String, String> values) {
        this.template = template;
        this.names = names;
        this.values = values;
    }

    /**
     * Makes texts that are composed later. Each value is looked up now, and only once.
     *
     * @param values    by name; empty where there is none
     * @param templates see {@link Template}
     * @return as many texts
     */
    public static List<CharSequence> of(UnaryOperator<String> values, String... templates) {
        Map<String, String> found = new HashMap<>();
        List<CharSequence> texts = new ArrayList<>(templates.length);
        for (String template : templates) {
            if (Template.plain(template)) {
                texts.add(template.strip());
                continue;
            }
            List<String> names = Template.names(template);
            for (int i = 0; i < names.size(); i++) {
                found.computeIfAbsent(names.get(i), values);
            }
            texts.add(new Filled(template, names, found));
        }
        return texts;
    }

    /**
     * Makes a text immutable.
     *
     * @param text any text; its current content is used
     * @return the same text, which never changes
     */
    public static CharSequence kept(CharSequence text) {
        return text instanceof Filled ? text : text.toString();
    }

    /**
     * How many octets a text has at most in UTF-8, without making it and without reading more than its values.
     *
     * @param text a kept one
     * @return no less than its octets
     */
    public static long most(CharSequence text) {
        return text instanceof Filled filled ? filled.most() : Printable.mostOctets(text.length());
    }

    private long most() {
        long most = Printable.mostOctets(template.length());
        for (int i = 0; i < names.size(); i++) {
            String value = values.getOrDefault(names.get(i), "");
            most += value.isEmpty() ? UNKNOWN : most(value);
        }
        return most;
    }

    private static long most(String value) {
        return Printable.visible(value) ? Printable.mostOctets(value.length()) : (long) ESCAPED * value.length();
    }

    @Override
    public String toString() {
        String made = text;
        if (made == null) {
            made = Template.fill(template, values);
            text = made;
        }
        return made;
    }

    @Override
    public int length() {
        return toString().length();
    }

    @Override
    public char charAt(int index) {
        return toString().charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().subSequence(start, end);
    }
}
