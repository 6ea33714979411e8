/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words of a reply, as phrases are compared with them: in lower case, without accents and punctuation. What is not a word
 * of the server's own is replaced: a mailbox by {@code @}, an address by {@code #ip} or {@code #private}, the end of a sentence
 * by {@code .}; links are kept separately. It takes one pass over the text.
 *
 * @param words   in order
 * @param marks   for some words, by place, a mark that tells to whom the thing that they name belongs: {@code @sender}, {@code
 *     #hello}
 * @param links   the links in the text, in lower case
 * @param slashes the places of the words behind a slash, and whether there is a blank before it
 */
record ReplyWords(List<String> words, Map<Integer, String> marks, List<String> links, Map<Integer, Boolean> slashes) {
    /** Of a longer text, only the beginning is read: no server needs more to explain itself. */
    static final int LONGEST = 4096;

    static final String END = ".";

    static ReplyWords of(String text, Owners owners) {
        String read = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        ReplyWords cut = new WordCutter(plain(read), owners).cut();
        cut.ofOneSide("@");
        cut.ofOneSide("#");
        return cut;
    }

    /**
     * Removes the marks of a kind from a reply that names both the sender's and the recipient's: it does not tell which of
     * them it means.
     */
    private void ofOneSide(String kind) {
        if (marks.containsValue(kind + "recipient")) {
            marks.values().removeIf(each -> each.equals(kind + "sender"));
        }
    }

    /**
     * Whether there are several words, and at least one that is not in the set; names, numbers and ids do not count as words.
     */
    boolean sayMoreThan(Set<String> plain) {
        int all = 0;
        boolean own = false;
        for (String each : words) {
            if (word(each)) {
                all += each.length() > 1 && each.chars().anyMatch(Run::withoutBlanks) ? 2 : 1;
                own |= !plain.contains(each);
            }
        }
        return own && all > 1;
    }

    private static boolean word(String text) {
        return text.codePoints().allMatch(each -> Character.isLetter(each) || each == '\'' || Run.signOfVowel(each));
    }

    /** Lower case without accents; most replies are ASCII and need no conversion. */
    static String plain(String text) {
        if (ascii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder letters = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .chars()
                .filter(each -> each < 0x300 || each > 0x36f)
                .forEach(each -> letters.append((char) each));
        return Normalizer.normalize(letters, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
