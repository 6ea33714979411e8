/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

/** Classifies a run of characters in a reply: a mailbox, an address, a code, the name of a host, or a word. */
final class Run {
    private static final String MAILBOX = "@";
    private static final int FAR_EAST = 0x2e80;
    private static final int FAR_EAST_END = 0xffff;

    static final String ADDRESS = "#ip";
    static final String PRIVATE = "#private";

    private Run() {}

    /** The run as phrases write it; a name with dots stays one word. */
    static String word(String run) {
        if (run.indexOf('@') > 0) {
            return MAILBOX;
        }
        if (address(run)) {
            return inside(run) ? PRIVATE : ADDRESS;
        }
        return run.indexOf('.') > 0 ? run : letters(run);
    }

    /**
     * Whether it is an enhanced status code, which long replies have at the beginning of each line. A version number has only
     * one dot.
     */
    static boolean code(String run) {
        boolean digits = run.indexOf('.') > 0 && run.lastIndexOf('.') > run.indexOf('.');
        for (int i = 0; digits && i < run.length(); i++) {
            char each = run.charAt(i);
            digits = each == '.' || each == '-' || (each >= '0' && each <= '9');
        }
        return digits && !address(run);
    }

    /** The run without apostrophes, and without the ending of a possessive: {@code Spamhaus's}. */
    private static String letters(String run) {
        boolean possessive = run.endsWith("'s") || run.endsWith("\u2019s");
        StringBuilder out = new StringBuilder(run.length());
        for (int i = 0; i < run.length() - (possessive ? 2 : 0); i++) {
            if (inWord(run.charAt(i))) {
                out.append(run.charAt(i));
            }
        }
        return out.toString();
    }

    /** Whether a character can be part of a word. */
    static boolean inWord(char each) {
        boolean plain = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9');
        return plain || (each >= 0x80 && (Character.isLetterOrDigit(each) || signOfVowel(each)));
    }

    /** Scripts of India and South East Asia write vowels as signs, which are not letters by themselves. */
    static boolean signOfVowel(int each) {
        int type = Character.getType(each);
        return type == Character.COMBINING_SPACING_MARK || type == Character.NON_SPACING_MARK;
    }

    /**
     * Whether a character belongs to a script that puts no blanks between words: Thai to Burmese, Khmer, and those of East
     * Asia.
     */
    static boolean withoutBlanks(int each) {
        boolean southEast = (each >= 0xe00 && each <= 0xeff) || (each >= 0x1000 && each <= 0x109f);
        return (southEast || (each >= 0x1780 && each <= 0x17ff) || (each >= FAR_EAST && each <= FAR_EAST_END))
                && Character.isLetter(each);
    }

    static boolean address(String run) {
        int dots = 0;
        int colons = 0;
        for (int i = 0; i < run.length(); i++) {
            char each = run.charAt(i);
            dots += each == '.' ? 1 : 0;
            colons += each == ':' ? 1 : 0;
            boolean digit = each >= '0' && each <= '9';
            if (!digit && each != '.' && each != ':' && Character.digit(each, 16) < 0) {
                return false;
            }
        }
        return (dots == 3 && colons == 0 && Phrase.number(run.replace(".", ""))) || colons >= 2;
    }

    /**
     * Whether it is an address of RFC 1918, RFC 6598 or RFC 4193. Those of 127.0.0.0/8 are left out, since they are the
     * answers of block lists.
     */
    static boolean inside(String run) {
        return run.startsWith("10.")
                || run.startsWith("192.168.")
                || (run.startsWith("172.") && second(run, 16, 31))
                || (run.startsWith("100.") && second(run, 64, 127))
                || run.startsWith("fd")
                || run.startsWith("fe80");
    }

    private static boolean second(String run, int from, int to) {
        int end = run.indexOf('.', 4);
        int number = end > 4 && end < 8 ? Integer.parseInt(run, 4, end, 10) : -1;
        return number >= from && number <= to;
    }
}
