/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Some words in a row, as a row of the catalogue names them: {@code no such (user|mailbox)}. A star at the end of a word stands for
 * any ending ({@code block*}), alternatives stand in brackets, which a question mark makes optional, {@code ~} is a gap of up to
 * four words within a sentence, and {@code @}, {@code #}, {@code #host}, {@code #ip} and {@code #private} stand for a mailbox, a
 * number, a host name and addresses. A word with a dot in it fits every host name that ends so.
 *
 * @param parts each a list of alternatives, each a list of words
 */
record Phrase(List<List<List<String>>> parts) {
    private static final Pattern NESTED = Pattern.compile("\\([^()]*\\(");
    private static final int GAP = 4;
    private static final int SHORT = 6;
    private static final int NOWHERE = -1;
    private static final List<List<String>> ANYTHING = List.of(List.of("~"));

    static Phrase of(String text) {
        List<List<List<String>>> parts = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            boolean group = rest.startsWith("(");
            int end = group ? rest.indexOf(')') + 1 : rest.indexOf(' ') < 0 ? rest.length() : rest.indexOf(' ');
            List<List<String>> alternatives = new ArrayList<>();
            for (String each :
                    rest.substring(group ? 1 : 0, group ? end - 1 : end).split("[|]")) {
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
            throw new IllegalArgumentException("brackets do not stand in brackets: " + text);
        }
        if (parts.isEmpty() || parts.get(0).equals(ANYTHING) || parts.get(0).contains(List.<String>of())) {
            throw new IllegalArgumentException("a phrase begins with a word: " + text);
        }
        return new Phrase(List.copyOf(parts));
    }

    /** The words that can begin this phrase. */
    List<String> openings() {
        return parts.get(0).stream().map(each -> each.get(0)).toList();
    }

    /** Whether the phrase stands in the text from this word on. */
    boolean standsAt(List<String> words, int at) {
        return endAt(words, at) != NOWHERE;
    }

    /** Where the phrase ends that begins at this word; -1 if it does not stand there. */
    int endAt(List<String> words, int at) {
        return fits(words, at, 0);
    }

    /** Whether the last part is a gap. */
    boolean open() {
        return parts.get(parts.size() - 1).equals(ANYTHING);
    }

    /** Gaps are short and few, so the number of ways to try is bounded by the phrase, not by the text. */
    private int fits(List<String> words, int at, int part) {
        if (part == parts.size()) {
            return at;
        }
        if (parts.get(part).equals(ANYTHING)) {
            return fitsBehindGap(words, at, part + 1);
        }
        for (List<String> alternative : parts.get(part)) {
            int end = fits(alternative, words, at) ? fits(words, at + alternative.size(), part + 1) : NOWHERE;
            if (end != NOWHERE) {
                return end;
            }
        }
        return NOWHERE;
    }

    private int fitsBehindGap(List<String> words, int at, int part) {
        for (int i = at; i <= at + GAP && i <= words.size(); i++) {
            int end = fits(words, i, part);
            if (end != NOWHERE) {
                return end;
            }
            if (i < words.size() && words.get(i).equals(ReplyWords.END)) {
                return NOWHERE;
            }
        }
        return NOWHERE;
    }

    private static boolean fits(List<String> alternative, List<String> words, int at) {
        if (at + alternative.size() > words.size()) {
            return false;
        }
        for (int i = 0; i < alternative.size(); i++) {
            if (!matches(alternative.get(i), words.get(at + i))) {
                return false;
            }
        }
        return true;
    }

    static boolean number(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < '0' || word.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String pattern, String word) {
        if (pattern.endsWith("*")) {
            boolean name = word.indexOf('.') > 0 && pattern.length() <= SHORT; // relay* is not about relay3.example.com
            return !name && word.regionMatches(0, pattern, 0, pattern.length() - 1);
        }
        if (pattern.equals("#")) {
            return number(word);
        }
        if (pattern.equals("#host")) {
            return word.length() > 1 && word.indexOf('.') > 0;
        }
        if (pattern.equals("#ip")) {
            return word.equals("#ip") || word.equals("#private");
        }
        return word.equals(pattern) || (pattern.indexOf('.') > 0 && word.endsWith("." + pattern));
    }
}
