/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

/** A text in quotation marks, however often these are escaped. It ends at the next mark that is written like the first one. */
final class Quotation {
    /** An opening mark in a pattern: also escaped for JSON within JSON, or in the form of HTML and URLs. */
    static final String OPEN = "\\\\{0,7}+[\"'`]|&quot;|&#34;|&#39;|%22|\\\\{1,7}+u002[27]";

    private static final int LONGEST = 10_000;

    private Quotation() {}

    /**
     * The end of the text: before its closing mark, otherwise the end of the line.
     *
     * @param from the index after the opening mark
     * @param mark the opening mark
     */
    static int end(String said, int from, String mark) {
        int last = Math.min(said.length(), from + LONGEST);
        int escaped = -1;
        for (int at = from; at < last; at++) {
            if (said.charAt(at) == '\n') {
                return escaped >= 0 ? escaped : at;
            }
            if (said.startsWith(mark, at)) {
                if (at == from || said.charAt(at - 1) != '\\') {
                    return at;
                }
                escaped = at;
            }
        }
        return escaped >= 0 ? escaped : last;
    }

    /** The length of the mark at this index; 0 if there is none. */
    static int mark(String said, int at) {
        int end = at;
        while (end < said.length() && end < at + 7 && said.charAt(end) == '\\') {
            end++;
        }
        return end < said.length() && "\"'`".indexOf(said.charAt(end)) >= 0 ? end + 1 - at : 0;
    }
}
