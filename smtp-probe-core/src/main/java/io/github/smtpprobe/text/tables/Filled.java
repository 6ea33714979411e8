/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.tables;

import io.github.smtpprobe.text.Printable;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Template} with its values, which is composed only when it is read: few texts of most reports are read, and a batch
 * counts findings by their ids. It holds the values that the template uses, and nothing else from a probe. Immutable and
 * thread-safe.
 */
public final class Filled implements CharSequence {
    /** The longest escape of a character. */
    private static final int ESCAPED = 10;

    /** Shorter values are not worth examining character by character. */
    private static final int SHORT = 40;

    /** The longest words for an unknown value, in octets. */
    private static final int UNKNOWN = 60;

    private final Template template;
    /** The values, in the order in which the template names them. */
    private final String[] values;

    private volatile @Nullable String text;

    private Filled(Template template, String[] values) {
        this.template = template;
        this.values = values;
    }

    /**
     * Makes a text that is composed later. Its values are looked up now.
     *
     * @param template the template
     * @param values   the value of each name, empty if it is unknown
     * @return the text
     */
    public static CharSequence of(Template template, UnaryOperator<String> values) {
        List<String> names = template.names();
        if (names.isEmpty()) {
            return template.text();
        }
        String[] found = new String[names.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = values.apply(names.get(i));
        }
        return new Filled(template, found);
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
     * An upper bound for a text's octets in UTF-8, determined without composing it and without reading anything but its values.
     *
     * @param text an immutable one
     * @return at least the number of its octets
     */
    public static long most(CharSequence text) {
        return text instanceof Filled filled ? filled.most() : Printable.mostOctets(text.length());
    }

    private long most() {
        long most = Printable.mostOctets(template.text().length());
        for (String value : values) {
            most += value.isEmpty() ? UNKNOWN : most(value);
        }
        return most;
    }

    private static long most(String value) {
        boolean asItIs = value.length() > SHORT && Printable.visible(value);
        return asItIs ? Printable.mostOctets(value.length()) : (long) ESCAPED * value.length();
    }

    private String value(String name) {
        int place = template.names().indexOf(name);
        return place < 0 ? "" : values[place];
    }

    @Override
    public String toString() {
        String made = text;
        if (made == null) {
            made = Template.fill(template.text(), this::value);
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
