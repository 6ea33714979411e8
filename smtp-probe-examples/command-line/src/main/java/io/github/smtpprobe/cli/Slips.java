/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The distance between two words, counted in typing errors. */
public final class Slips {
    /** Nobody misspells a longer word; the time grows with the square of the length. */
    private static final int LONGEST = 200;

    private Slips() {}

    /**
     * Counts typing errors.
     *
     * @param a a word
     * @param b another word
     * @return the least number of letters to leave out, put in, change or swap with the next, that make the one of the other
     */
    public static int between(String a, String b) {
        if (Math.max(a.length(), b.length()) > LONGEST) {
            return Integer.MAX_VALUE;
        }
        int[][] least = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                least[i][j] = i == 0 || j == 0 ? i + j : least(least, a, i, b, j);
            }
        }
        return least[a.length()][b.length()];
    }

    /**
     * Finds the words that may have been meant.
     *
     * @param typed what was typed
     * @param words what there is
     * @return those words that are nearest, by two slips at most and less than half of the word; none if no word is near
     */
    static List<String> nearest(String typed, Collection<String> words) {
        Map<String, Integer> slips = new TreeMap<>();
        for (String word : words) {
            int between = word.equalsIgnoreCase(typed) ? 0 : between(typed, word);
            if (between <= 2 && 2 * between < word.length()) {
                slips.put(word, between);
            }
        }
        int least = slips.values().stream().min(Integer::compare).orElse(0);
        return slips.entrySet().stream()
                .filter(each -> each.getValue() == least)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static int least(int[][] least, String a, int i, String b, int j) {
        int changed = least[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(changed, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, 1 + least[i - 2][j - 2]) : best;
    }
}
