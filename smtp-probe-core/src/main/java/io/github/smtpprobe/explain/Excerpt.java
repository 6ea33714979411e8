/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import io.github.smtpprobe.text.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What is read of a pasted text: its last lines, each whole or not at all, since half a login is not known for what it is.
 *
 * @param lines  without their ends
 * @param whole  whether the text begins with them
 * @param unread octets of what is left out
 */
record Excerpt(List<String> lines, boolean whole, int unread) {
    /** Longer lines are no part of a dialogue: a reply has 64 KiB at most. */
    private static final int LONGEST_LINE = 64 * 1024 + 100;

    static Excerpt of(String text) {
        String[] all = text.split("\r\n|\r|\n", -1);
        Deque<String> kept = new ArrayDeque<>();
        long unread = 0;
        int left = Explain.MAX_LENGTH;
        int at = all.length - 1;
        while (at >= 0 && left >= 0 && kept.size() < Explain.MAX_LINES) {
            if (all[at].length() <= LONGEST_LINE) {
                kept.addFirst(all[at]);
                left -= all[at].length() + 1;
            } else {
                unread += Printable.octets(all[at]);
            }
            at--;
        }
        for (int i = 0; i <= at; i++) {
            unread += Printable.octets(all[i]) + 1;
        }
        return new Excerpt(List.copyOf(kept), at < 0, (int) Math.min(Integer.MAX_VALUE, unread));
    }

    /** The same without what programs put around the lines. */
    Excerpt undressed() {
        return new Excerpt(Undressing.lines(lines), whole, unread);
    }

    /** The same without what could be a login. */
    Excerpt withoutLogins() {
        return new Excerpt(LoginMask.over(lines, whole), whole, unread);
    }
}
