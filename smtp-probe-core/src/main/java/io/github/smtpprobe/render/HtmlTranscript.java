/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.util.Objects;

/**
 * A transcript as an HTML list without scripts and links, in which everything that the peer wrote is escaped. It can be styled by
 * its classes.
 */
public final class HtmlTranscript {
    private HtmlTranscript() {}

    /**
     * Renders a transcript.
     *
     * @param transcript any
     * @return an {@code ol} element with the class {@code transcript}, its items with {@code client}, {@code server},
     *         {@code refusal} or {@code event}
     */
    public static String render(Transcript transcript) {
        Objects.requireNonNull(transcript, "transcript");
        StringBuilder out = new StringBuilder("<ol class=\"transcript\">\n");
        for (Entry entry : transcript.entries()) {
            out.append(open(entry, "")).append("</li>\n");
        }
        return out.append("</ol>\n").toString();
    }

    /** Opens an item with its line; the markup that is given, which must be the library's own, precedes the line. */
    static String open(Entry entry, String before) {
        return "<li class=\"" + kind(entry) + "\">" + before + "<code>" + escape(entry.toString()) + "</code>";
    }

    private static String kind(Entry entry) {
        return switch (entry.direction()) {
            case CLIENT -> "client";
            case SERVER -> AnsiTranscript.refusal(entry) ? "server refusal" : "server";
            case EVENT -> "event";
        };
    }

    /**
     * Escapes text for an element's content or a quoted attribute. Invisible characters, such as controls and direction marks,
     * are written out.
     *
     * @param given any
     * @return the text, escaped for HTML
     */
    static String escape(String given) {
        String text = Printable.clean(Objects.requireNonNull(given, "given"));
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
