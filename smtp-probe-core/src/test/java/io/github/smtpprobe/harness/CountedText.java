/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

/** A text that counts how often one of its characters is looked at: the time of a search without a clock. */
public final class CountedText implements CharSequence {
    private final char[] text;
    private final long most;
    private long steps;

    /**
     * Makes a text.
     *
     * @param text what it says
     * @param most looks after which the search is broken off
     */
    public CountedText(String text, long most) {
        this.text = text.toCharArray();
        this.most = most;
    }

    /** {@return looks so far} */
    public long steps() {
        return steps;
    }

    @Override
    public int length() {
        return text.length;
    }

    @Override
    public char charAt(int index) {
        steps++;
        if (steps > most) {
            throw new TooManySteps();
        }
        return text[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(text, start, end - start);
    }

    @Override
    public String toString() {
        return new String(text);
    }

    /** The search takes longer than it may. */
    public static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Without a stack trace: a search may be thousands of calls deep. */
        private TooManySteps() {
            super("", null, false, false);
        }
    }
}
