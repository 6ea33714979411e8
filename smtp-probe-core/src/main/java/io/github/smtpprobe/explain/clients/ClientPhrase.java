/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row of {@code client-phrases.tsv}: consecutive words of a program, with placeholders for values between them, such as
 * <code>connect to {at}: connection refused</code>. Whether a text contains them at a place is decided in one pass over the
 * phrase.
 *
 * @param parts   its parts, in order
 * @param symptom what the words say, or a mark of the table
 * @param stage   the step, if the words tell it
 */
record ClientPhrase(List<Part> parts, String symptom, Optional<Stage> stage) {
    /** The phrase only gives a step or a value. */
    static final String PLACE = "-";

    /** The client is reading a reply, so it is connected. */
    static final String READING = "reading";

    /** What follows in the text is the cause of what precedes it, or the other way round. */
    static final String INNER = ">";

    static final String OUTER = "<";

    /** A reply without its code follows. */
    static final String SAID = "said";

    /** The same, but only if it begins with an enhanced status code; otherwise, the words before it announce any error. */
    static final String SAID_CODED = "said-coded";

    /** The same in the log of the server that sent the reply. */
    static final String SAID_HERE = "said-here";

    /** A mail server's own words for a refusal. */
    static final String SAID_OWN = "said-own";

    /** Appended to one of these: the server may be asked again. */
    static final String LATER = "-later";

    /** The client gives a reason, in any words. */
    private static final String BECAUSE = "not-connected-because";

    /** Words, or the name of a value. */
    record Part(String text, boolean value) {}

    /** The phrases of a row, one for each choice among its alternatives. */
    static List<ClientPhrase> of(String[] cells) {
        Optional<Stage> stage = cells[2].isEmpty() ? Optional.empty() : Optional.of(Stage.valueOf(cells[2]));
        return choices(ClientText.plain(cells[0])).stream()
                .map(each -> new ClientPhrase(parts(each), cells[1], stage))
                .toList();
    }

    private static List<String> choices(String phrase) {
        int bar = phrase.indexOf('|');
        if (bar < 0) {
            return List.of(phrase);
        }
        int open = phrase.lastIndexOf('(', bar);
        int close = phrase.indexOf(')', bar);
        List<String> all = new ArrayList<>();
        for (String each : phrase.substring(open + 1, close).split("[|]", -1)) {
            String chosen = phrase.substring(0, open) + each + phrase.substring(close + 1);
            all.addAll(choices(chosen.replace("  ", " ").strip()));
        }
        return all;
    }

    /** The index of the next value; empty braces are words. */
    private static int opening(String phrase, int from) {
        int open = phrase.indexOf('{', from);
        while (open >= 0 && phrase.startsWith("{}", open)) {
            open = phrase.indexOf('{', open + 1);
        }
        return open;
    }

    private static List<Part> parts(String phrase) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < phrase.length()) {
            int open = opening(phrase, at);
            int end = open < 0 ? phrase.length() : open;
            if (end > at) {
                parts.add(new Part(phrase.substring(at, end), false));
            }
            if (open >= 0) {
                int close = phrase.indexOf('}', open);
                parts.add(new Part(phrase.substring(open + 1, close), true));
                at = close + 1;
            } else {
                at = end;
            }
        }
        if (parts.isEmpty() || parts.get(0).value()) {
            throw new IllegalArgumentException("a phrase begins with a word: " + phrase);
        }
        return List.copyOf(parts);
    }

    /** What it is found by: its first word, or its first character. */
    String opening() {
        String first = parts.get(0).text();
        int end = ClientText.wordEnd(first.toCharArray(), 0);
        return first.substring(0, Math.max(1, end));
    }

    /** Whether it may be the name of a setting, such as {@code connection_timeout = 30}. */
    private boolean setting() {
        return parts.get(parts.size() - 1).text().endsWith("timeout");
    }

    /** Whether it only gives steps or values, and no error. */
    boolean silent() {
        return symptom.equals(PLACE) || symptom.equals(READING) || symptom.equals(INNER) || symptom.equals(OUTER);
    }

    /** Whether words of a server may follow. */
    boolean said() {
        return symptom.startsWith(SAID);
    }

    /** Whether it ends with words of others, which may contain a phrase that says more. */
    boolean open() {
        return said() || symptom.equals(BECAUSE);
    }

    /** The phrase with its values, if the text contains it at this index. */
    Optional<ClientWords> at(ClientText text, int start) {
        if (text.skip(parts.get(0).text(), start) < 0) {
            return Optional.empty(); // nearly always
        }
        Map<String, String> values = new HashMap<>();
        int at = start;
        for (int i = 0; i < parts.size() && at >= 0; i++) {
            Part part = parts.get(i);
            String next = i + 1 < parts.size() ? parts.get(i + 1).text() : "";
            at = part.value() ? ClientValue.read(part.text(), text, at, next, values) : text.skip(part.text(), at);
        }
        boolean whole = at >= 0 && (parts.get(parts.size() - 1).value() || text.wordEndsAt(at) || text.glued(at));
        return whole && !(setting() && text.assigned(at))
                ? Optional.of(new ClientWords(this, start, at, Map.copyOf(values)))
                : Optional.empty();
    }
}
