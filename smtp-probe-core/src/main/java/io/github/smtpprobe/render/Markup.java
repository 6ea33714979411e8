/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import java.util.Objects;

/**
 * Builds a page of HTML: the library's own markup is written as it is, and all text from others is escaped. Not thread-safe.
 */
final class Markup {
    private final StringBuilder out = new StringBuilder();

    /** Adds the library's own markup, unescaped. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Adds one of the library's own numbers. */
    Markup raw(long number) {
        out.append(number);
        return this;
    }

    /** Adds text from anybody, escaped. */
    Markup text(String text) {
        out.append(HtmlTranscript.escape(text));
        return this;
    }

    /**
     * Adds an element with text.
     *
     * @param start the inside of its start tag, such as {@code th scope="row"}
     * @param text  text from anybody
     */
    Markup element(String start, String text) {
        return raw("<").raw(start).raw(">").text(text).end(start);
    }

    /** Adds an end tag. */
    Markup end(String start) {
        int blank = start.indexOf(' ');
        return raw("</").raw(blank < 0 ? start : start.substring(0, blank)).raw(">");
    }

    /** Begins a table with a caption for those who do not see the heading above it. */
    Markup table(String caption) {
        return raw("<table>").element("caption class=\"heard\"", caption);
    }

    /** Begins a table of pairs with a visible caption. */
    Markup pairs(String caption) {
        return raw("<table class=\"pairs\">").element("caption", caption).raw("<tbody>\n");
    }

    /** Adds a row to a table of pairs, unless its value is empty. */
    Markup row(String label, String value) {
        Objects.requireNonNull(label, "label");
        return value.isEmpty()
                ? this
                : raw("<tr>")
                        .element("th scope=\"row\"", label)
                        .element("td", value)
                        .raw("</tr>\n");
    }

    /** Adds a term with its description. */
    Markup pair(String label, String value) {
        return element("dt", label).element("dd", value).raw("\n");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
