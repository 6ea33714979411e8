/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The runs of octets by which secrets are recognised: every eight consecutive octets, whatever their case, and shorter secrets as
 * a whole. Each is stored as one number, so a search takes at most one look-up per octet, however much was learned, and usually
 * none, since few places of a text end like a secret.
 */
final class Runs {
    /** Eight consecutive octets cannot be the same by chance. */
    static final int LENGTH = 8;

    /** Shorter secrets are found as whole words only. */
    private static final int SHORTEST = 4;

    private static final int ENDING_BITS = 12;

    /** A 12-bit hash of the last two octets of each run: if it is absent, nothing has to be looked up. */
    private final BitSet endings = new BitSet();

    private final Longs eights = new Longs();
    /** Shorter secrets, each with its length in the highest octet. */
    private final Longs shorts = new Longs();

    private final List<byte[]> beginnings = new ArrayList<>();
    private boolean empty = true;
    private boolean hasWords;

    boolean isEmpty() {
        return empty;
    }

    void learn(byte[] octets) {
        if (blank(octets)) {
            return;
        }
        empty = false;
        long window = 0;
        for (int i = 0; i < octets.length; i++) {
            boolean whole = octets.length >= LENGTH;
            window = window << 8
                    | (whole ? folded(octets[i]) : octets.length < SHORTEST ? octets[i] & 0xFF : spaced(octets[i]));
            if (whole && i >= LENGTH - 1) {
                eights.add(window);
                endings.set(ending(window));
            }
        }
        if (octets.length < LENGTH) {
            shorts.add(measured(window, octets.length));
            hasWords |= octets.length < SHORTEST;
            endings.set(ending(window));
        }
        beginnings.add(Arrays.copyOf(octets, Math.min(octets.length, LENGTH) - 1));
    }

    /** Whether the octets are up to three blanks, which every line contains. */
    private static boolean blank(byte[] octets) {
        boolean blank = true;
        for (byte octet : octets) {
            blank &= octet == ' ' || octet == '\t';
        }
        return octets.length < SHORTEST && blank;
    }

    /** Marks every eight known consecutive octets, and shorter secrets of at least four octets. */
    void find(Decoding text, boolean[] hidden) {
        long folded = 0;
        long spaced = 0;
        for (int i = 0; i < text.length(); i++) {
            folded = folded << 8 | folded(text.octet(i));
            spaced = spaced << 8 | spaced(text.octet(i));
            if (i >= LENGTH - 1 && endings.get(ending(folded)) && eights.contains(folded)) {
                text.mark(i + 1 - LENGTH, i + 1, hidden);
            }
            if (i >= SHORTEST - 1 && endings.get(ending(spaced))) {
                findShort(text, i + 1, spaced, hidden);
            }
        }
    }

    private void findShort(Decoding text, int end, long spaced, boolean[] hidden) {
        for (int length = SHORTEST; length < LENGTH && length <= end; length++) {
            if (shorts.contains(measured(spaced, length))) {
                text.mark(end - length, end, hidden);
            }
        }
    }

    /** Whether there are secrets that are found as whole words only. */
    boolean hasWords() {
        return hasWords;
    }

    /** Marks secrets of one to three octets if they are whole words. */
    void findWords(Decoding text, boolean[] hidden) {
        long exact = 0;
        for (int i = 0; i < text.length(); i++) {
            exact = exact << 8 | (text.octet(i) & 0xFF);
            for (int length = 1; length < SHORTEST && length <= i + 1; length++) {
                if (shorts.contains(measured(exact, length)) && Words.whole(text, i + 1 - length, i + 1)) {
                    text.mark(i + 1 - length, i + 1, hidden);
                }
            }
        }
    }

    /** Marks the end of a truncated line if at least four octets of it are the beginning of a secret. */
    void findCut(Decoding text, boolean[] hidden) {
        for (byte[] each : beginnings) {
            for (int length = Math.min(each.length, text.length()); length >= SHORTEST; length--) {
                if (text.endsWith(each, length)) {
                    text.mark(text.length() - length, text.length(), hidden);
                    break;
                }
            }
        }
    }

    private static int ending(long window) {
        return (int) (window ^ window >>> (2 * Byte.SIZE - ENDING_BITS)) & ((1 << ENDING_BITS) - 1);
    }

    /** The last octets of a window, fewer than eight, together with their number, so that leading zeros count. */
    private static long measured(long window, int length) {
        long last = window & ((1L << (8 * length)) - 1);
        return last | (long) length << (8 * (LENGTH - 1));
    }

    private static int folded(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : spaced(octet);
    }

    /**
     * An octet with blanks unified: forms of web pages write a blank as a plus sign, header fields of mail (RFC 2047) as an
     * underscore.
     */
    private static int spaced(byte octet) {
        return octet == '+' || octet == '_' ? ' ' : octet & 0xFF;
    }
}
