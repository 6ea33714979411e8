/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.text.Printable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What findings quote of a reply: its words in quotation marks, and the link that it names. */
final class Quotation {
    private static final int LONGEST = 300;
    private static final int LONGEST_LINK = 200;

    private Quotation() {}

    /**
     * The values of a fact that quote the reply; none where there was no reply.
     *
     * @param others addresses that are not the client's
     */
    static Map<String, String> values(Fact fact, Predicate<String> others) {
        Map<String, String> values = new HashMap<>();
        fact.outcome().reply().ifPresent(reply -> {
            values.putAll(NamedValues.of(reply.text(), others));
            values.put("reply", quoted(reply.oneLine()));
            values.put("detail", quoted(reply.oneLine()));
            values.put(
                    "link",
                    link(reply.text())
                            .map(link -> " See " + link + " for what the server says about it.")
                            .orElse(""));
        });
        return values;
    }

    static String shortened(String text) {
        return Printable.cut(text, LONGEST, "...");
    }

    /** Within quotation marks, so that marks of the server's own become single ones. */
    static String quoted(String words) {
        return '"' + shortened(words).strip().replace('"', '\'') + '"';
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
