/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import java.util.Objects;

/** Builds a page of HTML: our own markup is written as it is, everything that others wrote is escaped. Not thread-safe. */
final class Markup {
    private final StringBuilder out = new StringBuilder();

    /** Our own markup, as it is. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    /** A number of ours. */
    Markup raw(long number) {
        out.append(number);
        return this;
    }

    /** Text of anybody's. */
    Markup text(String text) {
        out.append(HtmlTranscript.escape(text));
        return this;
    }

    /**
     * An element that holds text.
     *
     * @param start the inside of its start tag, such as {@code th scope="row"}
     * @param text  anybody's
     */
    Markup element(String start, String text) {
        return raw("<").raw(start).raw(">").text(text).end(start);
    }

    /** An end tag. */
    Markup end(String start) {
        int blank = start.indexOf(' ');
        return raw("</").raw(blank < 0 ? start : start.substring(0, blank)).raw(">");
    }

    /** Begins a table with the name that those hear who do not see the heading above it. */
    Markup table(String caption) {
        return raw("<table>").element("caption class=\"heard\"", caption);
    }

    /** Begins a table of pairs with the name that stands above it. */
    Markup pairs(String caption) {
        return raw("<table class=\"pairs\">").element("caption", caption).raw("<tbody>\n");
    }

    /** A row of a table of pairs; none where there is nothing to say. */
    Markup row(String label, String value) {
        Objects.requireNonNull(label, "label");
        return value.isEmpty()
                ? this
                : raw("<tr>")
                        .element("th scope=\"row\"", label)
                        .element("td", value)
                        .raw("</tr>\n");
    }

    /** A term with its description. */
    Markup pair(String label, String value) {
        return element("dt", label).element("dd", value).raw("\n");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
