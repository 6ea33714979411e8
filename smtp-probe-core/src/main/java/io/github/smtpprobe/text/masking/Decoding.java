/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import io.github.smtpprobe.text.Utf8Sequence;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * A line after an encoding was undone, with the place in the line that each octet comes from, so that whatever is found in it
 * can be masked in the line itself. NUL marks places where nothing could be decoded.
 */
final class Decoding {
    /** By how much a character may grow when its case changes, in halves of its octets. */
    private static final int GROWTH = 3;

    private static final int[] EVERYWHERE = {};

    private final byte[] octets;
    /** Empty if nothing was decoded; each octet is then in its own place. */
    private final int[] starts;

    private final int[] ends;
    private int length;

    Decoding(int capacity) {
        octets = new byte[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    private Decoding(byte[] line) {
        octets = line;
        starts = EVERYWHERE;
        ends = EVERYWHERE;
        length = line.length;
    }

    /** The line itself, for reading only. */
    static Decoding none(byte[] line) {
        return new Decoding(line);
    }

    /** The same text with letters beyond ASCII in one case, and ASCII signs in one width and style. */
    Decoding folded() {
        Decoding made = new Decoding(length * GROWTH / 2 + 1);
        int at = 0;
        while (at < length) {
            int size = Utf8Sequence.length(octets[at] & 0xFF);
            int point =
                    size == 0 || at + size > length ? Utf8Sequence.MALFORMED : Utf8Sequence.decode(octets, at, size);
            if (point == Utf8Sequence.MALFORMED) {
                made.add(octets[at], start(at), end(at));
                at++;
            } else {
                made.addFolded(point, start(at), end(at + size - 1));
                at += size;
            }
        }
        return made;
    }

    private void addFolded(int point, int start, int end) {
        addPoint(Character.toLowerCase(Character.toUpperCase(plain(point))), start, end);
    }

    /** The ASCII sign for which a full-width, mathematical or encircled one stands. */
    private static int plain(int point) {
        boolean styled = (point >= 0x2070 && point <= 0x24FF)
                || (point >= 0xFE50 && point <= 0xFF5E)
                || (point >= 0x1D400 && point <= 0x1D7FF);
        if (!styled) {
            return point;
        }
        String compatible = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC);
        return compatible.length() == 1 && compatible.charAt(0) < 0x80 ? compatible.charAt(0) : point;
    }

    /** Adds a character in UTF-8. */
    void addPoint(int point, int start, int end) {
        if (point < 0x80) { // most are
            add((byte) point, start, end);
            return;
        }
        for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            add(octet, start, end);
        }
    }

    /** Whether it contains anything beyond ASCII. */
    boolean foreign() {
        for (int i = 0; i < length; i++) {
            if (octets[i] < 0) {
                return true;
            }
        }
        return false;
    }

    void add(byte octet, int start, int end) {
        octets[length] = octet;
        starts[length] = start;
        ends[length] = end;
        length++;
    }

    /** Extends the place of the last octet up to an end. */
    void extend(int end) {
        if (length > 0) {
            ends[length - 1] = end;
        }
    }

    /** Removes the octets that were added last. */
    void shorten(int shorter) {
        length = shorter;
    }

    /** Removes and overwrites all octets. */
    void clear() {
        Arrays.fill(octets, (byte) 0);
        length = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(octets, length);
    }

    int length() {
        return length;
    }

    byte octet(int at) {
        return octets[at];
    }

    /** Whether the last octets are the first ones of a word. */
    boolean endsWith(byte[] word, int count) {
        return Arrays.equals(octets, length - count, length, word, 0, count);
    }

    /** The end, in the line, of the last octet. */
    int end() {
        return length == 0 ? 0 : end(length - 1);
    }

    int start(int at) {
        return starts == EVERYWHERE ? at : starts[at];
    }

    int end(int at) {
        return ends == EVERYWHERE ? at + 1 : ends[at];
    }

    /** Marks the places from which a part of this text comes. */
    void mark(int from, int to, boolean[] hidden) {
        Arrays.fill(hidden, start(from), end(to - 1), true);
    }
}
