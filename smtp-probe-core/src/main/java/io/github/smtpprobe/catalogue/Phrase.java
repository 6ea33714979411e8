/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Some consecutive words, as a row of the catalogue writes them: {@code no such (user|mailbox)}. A star at the end of a word
 * stands for any ending ({@code block*}); alternatives stand in brackets, which a question mark makes optional; {@code ~} is a
 * gap of up to four words within a sentence. {@code @}, {@code #}, {@code #host}, {@code #ip} and {@code #private} stand for a
 * mailbox, a number, a host name and addresses; {@code @sender}, {@code @recipient}, {@code #sender}, {@code #recipient},
 * {@code #hello}, {@code #client} and {@code #server} for those whose owner is known (see {@link Owners}). A word with a dot in
 * it matches every host name that ends with it.
 *
 * @param parts each a list of alternatives, each a list of words
 */
record Phrase(List<List<List<String>>> parts) {
    private static final Pattern NESTED = Pattern.compile("\\([^()]*\\(");

    /** The part that is a gap. */
    static final List<List<String>> ANYTHING = List.of(List.of("~"));

    static Phrase of(String text) {
        List<List<List<String>>> parts = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            boolean group = rest.startsWith("(");
            int end = group ? rest.indexOf(')') + 1 : rest.indexOf(' ') < 0 ? rest.length() : rest.indexOf(' ');
            List<List<String>> alternatives = new ArrayList<>();
            for (String each :
                    rest.substring(group ? 1 : 0, group ? end - 1 : end).split("[|]", -1)) {
                alternatives.add(List.of(each.strip().split(" +")));
            }
            if (group && rest.startsWith("?", end)) {
                alternatives.add(List.of());
                end++;
            }
            parts.add(List.copyOf(alternatives));
            rest = rest.substring(end).strip();
        }
        if (NESTED.matcher(text).find()) {
            throw new IllegalArgumentException("brackets must not contain brackets: " + text);
        }
        if (parts.isEmpty() || parts.get(0).equals(ANYTHING) || parts.get(0).contains(List.<String>of())) {
            throw new IllegalArgumentException("a phrase begins with a word: " + text);
        }
        return new Phrase(List.copyOf(parts));
    }

    static boolean number(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
