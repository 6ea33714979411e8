/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import io.github.smtpprobe.outlook.Standing;
import io.github.smtpprobe.report.Verdict;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Which targets the output of an earlier run contains, judging by its complete lines. Takes five octets per target. */
final class Written {
    /** The length of the beginning that shows whether a line may be one of ours. */
    private static final int HEAD = 1 << 10;

    /** No report is longer: stored reports have limits of their own. */
    private static final int LONGEST = 64 << 20;

    private static final Set<String> FAILED = Set.of(Verdict.FAILED.token(), Standing.AT_RISK.token());
    private static final Set<String> PASSED = Set.of(Verdict.PASSED.token(), Standing.FINE.token());

    private boolean[] written = new boolean[0];
    private int[] keys = new int[0];
    private long length;
    private long targets;
    private long highest;
    private long failed;
    private long passed;
    private long denied;

    /** An empty output. */
    static Written nothing() {
        return new Written();
    }

    /**
     * Reads an output, and leaves it open.
     *
     * @throws IllegalArgumentException if a line is none of this format, or what stands behind the last line's end is no beginning of one: such a file
     *     is somebody else's
     */
    static Written of(InputStream output, RowFormat format) throws IOException {
        InputStream in = new BufferedInputStream(output, 1 << 16);
        Written found = new Written();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long at = 0;
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            at++;
            if (octet == '\n') {
                found.add(format.read(line.toString(StandardCharsets.UTF_8)));
                found.length = at;
                line.reset();
            } else {
                line.write(octet);
                if (line.size() == HEAD) {
                    found.check(line, format);
                } else if (line.size() > LONGEST) {
                    throw RowFormat.foreign();
                }
            }
        }
        found.check(line, format);
        return found;
    }

    private void check(ByteArrayOutputStream line, RowFormat format) {
        String text = line.toString(StandardCharsets.UTF_8);
        if (!format.mayBegin(text, length == 0)) {
            throw RowFormat.other(text, length == 0);
        }
    }

    /** Whether an output has this format, judging by its beginning. */
    static boolean begins(InputStream output, RowFormat format) throws IOException {
        String head = new String(output.readNBytes(HEAD), StandardCharsets.UTF_8);
        int end = head.indexOf('\n');
        return format.mayBegin(end < 0 ? head : head.substring(0, end), true);
    }

    private void add(RowFormat.Line line) {
        if (line.number() < 1 || line.number() >= Integer.MAX_VALUE || has(line.number())) {
            return;
        }
        int number = (int) line.number();
        if (number >= keys.length) {
            int room = Math.max(number + 1, keys.length + (keys.length >> 1));
            keys = Arrays.copyOf(keys, room);
            written = Arrays.copyOf(written, room);
        }
        highest = Math.max(highest, number);
        written[number] = true;
        keys[number] = line.key().hashCode();
        targets++;
        if (line.denied()) {
            denied++; // its verdict does not count
            return;
        }
        failed += FAILED.contains(line.verdict()) ? 1 : 0;
        passed += PASSED.contains(line.verdict()) ? 1 : 0;
    }

    /** Whether a target has a line. */
    boolean has(long number) {
        return number < written.length && written[(int) number];
    }

    /**
     * Refuses a list that has a different target at the number of one that has a line.
     *
     * @throws IllegalArgumentException if it has
     */
    void check(long number, String key) {
        if (has(number) && keys[(int) number] != key.hashCode()) {
            throw new IllegalArgumentException("target " + number
                    + " of the list is not the one that -o has a line of: --resume needs the same list");
        }
    }

    /**
     * Refuses a list that has ended before a target that has a line.
     *
     * @throws IllegalArgumentException if it has
     */
    void ended(long taken) {
        if (highest > taken) {
            throw new IllegalArgumentException("-o has a line of target " + highest + ", and the list has "
                    + Counted.of(taken, "target") + ": --resume needs the same list");
        }
    }

    /** How long the output is without a line that was not written to its end. */
    long length() {
        return length;
    }

    /** How many targets have a line. */
    long targets() {
        return targets;
    }

    /** How many of these passed. */
    long passed() {
        return passed;
    }

    /** How many of these had only ways that the address policy forbids. */
    long denied() {
        return denied;
    }

    /** How many of these failed. */
    long failed() {
        return failed;
    }
}
