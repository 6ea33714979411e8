/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a reply, as phrases are compared with them: lower case, without accents and punctuation. What is no word of the
 * server's own is taken out of the way: a mailbox becomes {@code @}, an address {@code #ip} or {@code #private}, the
 * end of a sentence {@code .}; links are kept apart. One pass over the text.
 *
 * @param words in order
 * @param links the links in the text, in lower case
 */
record ReplyWords(List<String> words, List<String> links) {
    /** Longer texts are judged by their beginning: no server explains itself in more. */
    static final int LONGEST = 4096;

    static final String END = ".";
    private static final Set<String> ELISIONS =
            Set.of("l", "d", "n", "s", "j", "c", "qu", "un", "all", "dell", "nell", "dall", "sull");
    private static final String MAILBOX = "@";
    private static final String ADDRESS = "#ip";
    private static final String PRIVATE = "#private";

    static ReplyWords of(String text) {
        String read = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return new Reader(plain(read)).read();
    }

    /** Lower case and without accents; most replies are ASCII and pass as they are. */
    static String plain(String text) {
        if (ascii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder letters = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKD)
                .chars()
                .filter(each -> each < 0x300 || each > 0x36f)
                .forEach(each -> letters.append((char) each));
        return Normalizer.normalize(letters, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Cuts one text into words. */
    private static final class Reader {
        private final String text;
        private final List<String> words = new ArrayList<>();
        private final List<String> links = new ArrayList<>();
        private int at;

        Reader(String text) {
            this.text = text;
        }

        ReplyWords read() {
            while (at < text.length()) {
                char each = text.charAt(at);
                if (linkBegins()) {
                    link();
                } else if (ideograph(each)) {
                    words.add(String.valueOf(each));
                    at++;
                } else if (inWord(each)) {
                    word();
                } else {
                    sentence(each);
                    at++;
                }
            }
            return new ReplyWords(words, links);
        }

        private boolean linkBegins() {
            return text.charAt(at) == 'h' && (text.startsWith("http://", at) || text.startsWith("https://", at));
        }

        private void link() {
            int end = at;
            while (end < text.length() && text.charAt(end) > ' ' && "<>\"".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            links.add(text.substring(at, end));
            at = end;
        }

        /** A run that may turn out to be a word, a host name, a number, an address or a mailbox. */
        private void word() {
            int end = endOfLetters(at);
            boolean joined = end < text.length() && joins(end);
            while (end < text.length() && !ideograph(text.charAt(end)) && (inWord(text.charAt(end)) || joins(end))) {
                end++;
            }
            String run = text.substring(at, end);
            if (joined) {
                add(run);
            } else {
                words.add(run);
            }
            at = end;
        }

        private int endOfLetters(int start) {
            int end = start;
            while (end < text.length() && inWord(text.charAt(end)) && !ideograph(text.charAt(end))) {
                end++;
            }
            return end;
        }

        /** Whether a character in the middle belongs to a name or an address, rather than ending a word. */
        private boolean joins(int index) {
            char each = text.charAt(index);
            boolean inside = index > 0 && index + 1 < text.length() && inWord(text.charAt(index - 1));
            return switch (each) {
                case '.', '@', '+', '=' -> inside && inWord(text.charAt(index + 1));
                case ':' ->
                    inside && hexBefore(index) && (inWord(text.charAt(index + 1)) || text.charAt(index + 1) == ':');
                case '\'', '\u2019' -> inside && Character.isLetter(text.charAt(index + 1)) && !elided(index);
                case '-', '_' -> inside && inWord(text.charAt(index + 1)) && named(index);
                default -> false;
            };
        }

        /** French and Italian leave out the vowel before another: {@code l'adresse n'existe pas} is five words. */
        private boolean elided(int apostrophe) {
            int start = apostrophe;
            while (start > 0 && inWord(text.charAt(start - 1))) {
                start--;
            }
            return ELISIONS.contains(text.substring(start, apostrophe));
        }

        /** A hyphen joins the parts of a host name and of a mailbox; elsewhere it parts two words. */
        private boolean named(int index) {
            for (int i = index + 1; i < text.length() && i < index + 64; i++) {
                char each = text.charAt(i);
                if (each == '@' || (each == '.' && i + 1 < text.length() && inWord(text.charAt(i + 1)))) {
                    return true;
                }
                if (!inWord(each) && each != '-' && each != '_') {
                    return false;
                }
            }
            return false;
        }

        private boolean hexBefore(int index) {
            for (int i = index - 1; i >= 0 && i >= index - 5 && text.charAt(i) != ' '; i--) {
                if (text.charAt(i) == ':') {
                    return true;
                }
                if (Character.digit(text.charAt(i), 16) < 0) {
                    return false;
                }
            }
            return true;
        }

        private void add(String run) {
            int equals = run.indexOf('=');
            if (run.indexOf('@') > 0) {
                words.add(MAILBOX);
            } else if (equals > 0) {
                add(run.substring(0, equals));
                add(run.substring(equals + 1));
            } else if (address(run)) {
                words.add(inside(run) ? PRIVATE : ADDRESS);
            } else if (code(run)) {
                withoutCodeBefore();
            } else {
                words.add(run.indexOf('.') > 0 ? run : letters(run)); // a name with dots stays one word
            }
        }

        /** An enhanced status code, as it stands at the beginning of each line of a long reply; a version has one dot only. */
        private static boolean code(String run) {
            boolean digits = run.indexOf('.') > 0 && run.lastIndexOf('.') > run.indexOf('.');
            for (int i = 0; digits && i < run.length(); i++) {
                char each = run.charAt(i);
                digits = each == '.' || each == '-' || (each >= '0' && each <= '9');
            }
            return digits;
        }

        private void withoutCodeBefore() {
            int last = words.size() - 1;
            if (last >= 0 && words.get(last).length() == 3 && Phrase.number(words.get(last))) {
                words.remove(last);
            }
        }

        /** Without apostrophes, and without the ending of a possessive: {@code Spamhaus's}. */
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

        private void sentence(char each) {
            boolean ends = each == '.' || each == '!' || each == '?' || each == ';' || each == '\u3002';
            boolean last = at + 1 >= text.length() || !inWord(text.charAt(at + 1));
            if (ends && last && !words.isEmpty() && !words.get(words.size() - 1).equals(END)) {
                words.add(END);
            }
        }

        private static boolean inWord(char each) {
            boolean plain = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9');
            return plain || (each >= 0x80 && Character.isLetterOrDigit(each));
        }

        /** Scripts that put no blanks between words: each character is compared by itself. */
        private static boolean ideograph(char each) {
            return each >= 0x2e80 && each <= 0x9fff || each >= 0xf900 && each <= 0xfaff;
        }

        private static boolean address(String run) {
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

        private static boolean inside(String run) {
            boolean shared = run.startsWith("172.") && middle(run);
            return run.startsWith("10.")
                    || run.startsWith("192.168.")
                    || shared
                    || run.startsWith("fd")
                    || run.startsWith("fe80");
        }

        private static boolean middle(String run) {
            String second = run.substring(4, Math.max(4, run.indexOf('.', 4)));
            return second.length() == 2 && second.compareTo("16") >= 0 && second.compareTo("31") <= 0;
        }
    }
}
