/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import io.github.smtpprobe.text.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The part of a pasted text that is read: its last lines. Lines are never cut, because half a login could not be recognised.
 *
 * @param lines  the lines without their line ends
 * @param whole  whether they include the beginning of the text
 * @param unread the number of octets that are left out
 * @param time   the time limit for reading; no line is returned after it
 */
public record Excerpt(List<String> lines, boolean whole, int unread, ReadingTime time) {
    /** The most characters that are read. */
    public static final int MAX_LENGTH = 256 * 1024;

    public static final int MAX_LINES = 10_000;

    /** Longer lines are not part of a dialogue: a reply has at most 64 KiB. */
    private static final int LONGEST_LINE = 64 * 1024 + 100;

    public Excerpt {
        lines = time.over(lines);
    }

    public static Excerpt of(String text, ReadingTime time) {
        String[] all = text.split("\r\n|\r|\n", -1);
        Deque<String> kept = new ArrayDeque<>();
        long unread = 0;
        int left = MAX_LENGTH;
        int at = all.length - 1;
        while (at >= 0 && left >= 0 && kept.size() < MAX_LINES) {
            time.check();
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
        int octets = (int) Math.min(Integer.MAX_VALUE, unread);
        List<String> last = time.over(List.copyOf(kept));
        List<String> apart = time.over(Interleaved.parted(
                BrokenQuotes.joined(HardWraps.joined(ExceptionLines.joined(Base64Parts.decoded(last))))));
        return new Excerpt(Records.spoken(apart), at < 0, octets, time);
    }

    /** All lines of a text that is short enough. */
    public static Excerpt whole(String text, ReadingTime time) {
        return new Excerpt(List.of(text.split("\r\n|\r|\n", -1)), true, 0, time);
    }

    /** No lines of a text for which there was no time. */
    public static Excerpt nothing(String text, ReadingTime time) {
        return new Excerpt(List.of(), false, Printable.octets(text), time);
    }

    /** The same excerpt with other lines. */
    public Excerpt with(List<String> others) {
        return new Excerpt(others, whole, unread, time);
    }

    /** The lines as programs meant them, one for each, including whatever surrounds what was said. */
    public List<String> readable() {
        return lines.stream().map(Letters::in).toList();
    }

    /** The same excerpt without what programs put around the lines. */
    public Excerpt undressed() {
        return with(Undressing.lines(lines));
    }
}
