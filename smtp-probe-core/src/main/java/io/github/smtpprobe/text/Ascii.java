/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.util.Locale;

/** Classifies ASCII characters. Letters and digits of Unicode outside ASCII do not count. */
public final class Ascii {
    private static final int END = 0x80;

    private Ascii() {}

    /**
     * Tells whether a text contains only ASCII.
     *
     * @param text any string
     * @return whether every character is below 128
     */
    public static boolean only(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= END) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells whether a character is a digit.
     *
     * @param c any character
     * @return whether it is 0 to 9
     */
    public static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Tells whether a character is a letter.
     *
     * @param c any character
     * @return whether it is A to Z or a to z
     */
    public static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /**
     * Converts ASCII letters to upper case, and leaves all other characters. The JDK also turns the dotless i and the long s
     * into ASCII letters, so that words could become keywords that they are not.
     *
     * @param text any string
     * @return the text; the same object if there is nothing to change
     */
    public static String upper(String text) {
        return only(text) ? text.toUpperCase(Locale.ROOT) : upperLetters(text);
    }

    private static String upperLetters(String text) {
        char[] all = text.toCharArray();
        for (int i = 0; i < all.length; i++) {
            if (all[i] >= 'a' && all[i] <= 'z') {
                all[i] = (char) (all[i] - 'a' + 'A');
            }
        }
        return new String(all);
    }

    /**
     * Tells whether a text consists of digits.
     *
     * @param text any string
     * @param most how many there may be
     * @return whether it consists of 1 to that many digits
     */
    public static boolean digits(String text, int most) {
        for (int i = 0; i < text.length(); i++) {
            if (!digit(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= most;
    }

    /**
     * Reads a number.
     *
     * @param text any string
     * @param most how many digits there may be, at most 18
     * @return the number; negative if {@link #digits} is false
     */
    public static long number(String text, int most) {
        if (text.isEmpty() || text.length() > most) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!digit(c)) {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }
}
