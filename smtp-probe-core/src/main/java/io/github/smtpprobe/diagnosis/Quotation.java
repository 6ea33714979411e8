/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.text.Printable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What findings quote of a reply: its words in quotation marks, and the link that it names. */
final class Quotation {
    private static final int LONGEST = 300;
    private static final int LONGEST_LINK = 200;

    private Quotation() {}

    /** The values of a fact that quote the reply; none where there was no reply. */
    static Map<String, String> values(Fact fact) {
        Map<String, String> values = new HashMap<>();
        fact.outcome().reply().ifPresent(reply -> {
            values.put("reply", shortened(reply.oneLine()));
            values.put("detail", shortened(reply.oneLine()));
            values.put("quoted", quoted(reply));
            values.put(
                    "link",
                    link(reply.text()).map(link -> " The server names " + link).orElse(""));
        });
        return values;
    }

    static String shortened(String text) {
        return Printable.cut(text, LONGEST, "...");
    }

    /** A full stop of the server's stands inside the marks, and there is one. */
    private static String quoted(Reply reply) {
        String text = shortened(reply.oneLine());
        boolean ends = text.endsWith(".") || text.endsWith("!") || text.endsWith("?");
        return "\"" + text + (ends ? "\"" : "\".");
    }

    private static Optional<String> link(String text) {
        int from = Math.max(text.indexOf("http://"), text.indexOf("https://"));
        if (from < 0) {
            return Optional.empty();
        }
        int to = from;
        while (to < text.length()
                && text.charAt(to) > ' '
                && text.charAt(to) < 0x7f
                && "<>\"".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        while (to > from && ".,;:)]".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return to - from > LONGEST_LINK ? Optional.empty() : Optional.of(text.substring(from, to));
    }
}
