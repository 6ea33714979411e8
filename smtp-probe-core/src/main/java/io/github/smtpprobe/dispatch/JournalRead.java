/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.dispatch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The contents of a journal, in a little more than eight octets per target. A last line without its end counts as not written.
 */
final class JournalRead {
    private static final String NAME = "smtp-probe journal ";

    static final String HEAD = NAME + "2";

    private static final Pattern LINE =
            Pattern.compile("(?:begun ([1-9][0-9]{0,8}) ([0-9a-f]{8}) ([0-9a-f]{8})|done ([1-9][0-9]{0,8}))");

    /** Longer than any valid line. */
    private static final int LONGEST = 64;

    private final BitSet begun = new BitSet();
    private final BitSet done = new BitSet();
    private int[] targets = new int[0];
    private int[] asked = new int[0];
    private long length;
    private long lines;

    /**
     * Reads a journal; the stream stays open.
     *
     * @throws IllegalArgumentException if it is not a journal, is damaged, or was written by another version
     */
    static JournalRead of(InputStream journal) throws IOException {
        InputStream in = new BufferedInputStream(journal, 1 << 16);
        JournalRead read = new JournalRead();
        StringBuilder line = new StringBuilder();
        long at = 0;
        for (int octet = in.read(); octet >= 0 && line.length() <= LONGEST; octet = in.read()) {
            at++;
            if (octet == '\n') {
                read.line(line.toString());
                read.length = at;
                line.setLength(0);
            } else {
                line.append((char) octet);
            }
        }
        if (read.lines == 0 && !HEAD.startsWith(line.toString())) {
            throw unusableHead(line.toString());
        }
        if (line.length() > LONGEST) {
            throw damaged(read.lines + 1);
        }
        return read;
    }

    private static IllegalArgumentException unusableHead(String line) {
        return new IllegalArgumentException(
                line.startsWith(NAME)
                        ? "it was written by another version of smtp-probe"
                        : "it is no journal of a batch");
    }

    private static IllegalArgumentException damaged(long line) {
        return new IllegalArgumentException("line " + line + " is damaged");
    }

    private void line(String text) {
        lines++;
        if (lines == 1) {
            if (!text.equals(HEAD)) {
                throw unusableHead(text);
            }
            return;
        }
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            throw damaged(lines);
        }
        if (line.group(4) != null) {
            done.set(Integer.parseInt(line.group(4)));
        } else {
            begun(Integer.parseInt(line.group(1)), new JournalSums(sum(line.group(2)), sum(line.group(3))));
        }
    }

    private static int sum(String digits) {
        return Integer.parseUnsignedInt(digits, 16);
    }

    private void begun(int number, JournalSums sums) {
        if (number >= targets.length) {
            int room = Math.max(number + 1, targets.length + (targets.length >> 1));
            targets = Arrays.copyOf(targets, room);
            asked = Arrays.copyOf(asked, room);
        }
        begun.set(number);
        targets[number] = sums.target();
        asked[number] = sums.asked();
    }

    boolean begun(long number) {
        return number < Integer.MAX_VALUE && begun.get((int) number);
    }

    boolean done(long number) {
        return number < Integer.MAX_VALUE && done.get((int) number);
    }

    JournalSums sums(long number) {
        return new JournalSums(targets[(int) number], asked[(int) number]);
    }

    /** The highest number of a target that was begun; 0 if none was. */
    int highest() {
        return Math.max(0, begun.length() - 1);
    }

    /** The length of the file without an incomplete last line. */
    long length() {
        return length;
    }
}
