/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.arguments;

import io.github.smtpprobe.text.Ascii;

/**
 * The form of a finding's id: one to four words separated by dots, each consisting of the letters a to z, digits and hyphens.
 */
public final class DottedId {
    private static final int LONGEST_FIRST = 40;
    private static final int LONGEST_OTHER = 60;
    private static final int MOST_WORDS = 4;

    private DottedId() {}

    /**
     * Checks an id, letter by letter, since this is done for each finding of each probe.
     *
     * @param id any string
     * @return whether it has this form, with a first word of at most 40 characters and others of at most 60
     */
    public static boolean wellFormed(String id) {
        int words = 0;
        int start = 0;
        int end = id.length();
        for (int i = 0; i <= end; i++) {
            char each = i < end ? id.charAt(i) : '.';
            if (each == '.') {
                int length = i - start;
                if (length == 0 || length > (words == 0 ? LONGEST_FIRST : LONGEST_OTHER) || ++words > MOST_WORDS) {
                    return false;
                }
                start = i + 1;
            } else if (!((each >= 'a' && each <= 'z') || Ascii.digit(each) || each == '-')) {
                return false;
            }
        }
        return true;
    }
}
