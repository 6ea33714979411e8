/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.testkit;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of a conversation, for the message of a failed test, each cut to the width of a screen. */
final class SaidLines {
    private static final int LINES = 60;
    static final int CHARACTERS = 200;

    private final Deque<String> lines = new ArrayDeque<>();
    private int dropped;

    void add(String line) {
        lines.add(line.length() <= CHARACTERS ? line : line.substring(0, CHARACTERS) + " …");
        if (lines.size() > LINES) {
            lines.remove();
            dropped++;
        }
    }

    /** Nothing, or a block that goes behind a sentence. */
    @Override
    public String toString() {
        if (lines.isEmpty()) {
            return "; nothing was said before";
        }
        StringBuilder out = new StringBuilder("; what was said:");
        if (dropped > 0) {
            out.append("\n    (").append(dropped).append(" lines before)");
        }
        lines.forEach(line -> out.append("\n    ").append(line));
        return out.toString();
    }
}
