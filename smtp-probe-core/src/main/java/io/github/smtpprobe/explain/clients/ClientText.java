/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.clients;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pasted text in the form in which phrases are compared: all letters in one case, all quotation marks in one form, and as
 * many characters as the original. All lines together form one text, because programs and mails break sentences anywhere.
 */
final class ClientText {
    private static final int LONGEST_GAP = 200;
    private static final int LONGEST_LINE = 1_000;

    private static final Pattern ESCAPE = Pattern.compile("\\\\{1,8}+(?:u([0-9A-Fa-f]{4})|(?=[\"']))");

    private final String own;
    private final char[] plain;
    private final int[] starts;

    ClientText(List<String> lines) {
        List<String> read = lines.stream().map(ClientText::decoded).toList();
        this.own = String.join("\n", read);
        this.starts = new int[Math.max(1, lines.size())];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + read.get(i - 1).length() + 1;
        }
        this.plain = plain(own).toCharArray();
    }

    /** Words in the form in which they are compared. */
    static String plain(String words) {
        StringBuilder letters = new StringBuilder(words.length());
        for (int i = 0; i < words.length(); i++) {
            letters.append(plain(words.charAt(i)));
        }
        return letters.toString();
    }

    /**
     * A line in which letters and marks that JSON writes as numbers are decoded, as it writes those of all languages but
     * English.
     */
    static String decoded(String line) {
        return line.indexOf('\\') >= 0 ? ESCAPE.matcher(line).replaceAll(ClientText::letter) : line;
    }

    private static String letter(MatchResult escape) {
        if (escape.group(1) == null) {
            return ""; // a mark follows it
        }
        char letter = (char) Integer.parseInt(escape.group(1), 16);
        return Character.isISOControl(letter) ? " " : Matcher.quoteReplacement(String.valueOf(letter));
    }

    private static char plain(char each) {
        return switch (each) {
            case '\u2018', '\u2019', '`' -> '\'';
            case '\u201C', '\u201D' -> '"';
            case '\u0130', '\u0131' -> 'i'; // of Turkish, which are not a pair in other languages
            default -> Character.toLowerCase(each);
        };
    }

    /** A line as it was pasted, by its number; only the beginning of a long one. */
    String lineOf(int number) {
        return own(starts[number], lineEnd(starts[number], LONGEST_LINE));
    }

    /** Whether the next message of PHPMailer begins here, which PHPMailer joins to the previous one. */
    boolean glued(int index) {
        return index > 0 && Character.isLowerCase(own.charAt(index - 1)) && own.startsWith("SMTP ", index);
    }

    int length() {
        return plain.length;
    }

    char at(int index) {
        return index >= 0 && index < plain.length ? plain[index] : '\n';
    }

    /** The text as it was pasted. */
    String own(int from, int to) {
        return own.substring(from, to);
    }

    String plain(int from, int to) {
        return new String(plain, from, to - from);
    }

    /** The next index of a text, within a distance and on the same line; otherwise -1. */
    int next(String what, int from, int most) {
        int end = Math.min(plain.length, from + most);
        for (int i = from; i < end && plain[i] != '\n'; i++) {
            if (skip(what, i) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** The end of the line, or the index at a maximum distance. */
    int lineEnd(int from, int most) {
        int end = from;
        while (end < plain.length && end < from + most && plain[end] != '\n') {
            end++;
        }
        return end;
    }

    /** The beginning of the line, or the index at a maximum distance. */
    int lineStart(int from, int most) {
        int start = from;
        while (start > 0 && start > from - most && plain[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    /** The index of the first whole word of the line from here on, before another index. */
    int wordStart(int from, int before) {
        int start = from;
        while (start < before && at(start - 1) != '\n' && !Character.isWhitespace(at(start - 1))) {
            start++;
        }
        return start;
    }

    /** The number of the line that contains a character. */
    int line(int index) {
        int found = Arrays.binarySearch(starts, index);
        return found < 0 ? -found - 2 : found;
    }

    /** The index after the words, if they are here; otherwise -1. A blank in them matches any gap. */
    int skip(String words, int from) {
        int at = from;
        for (int i = 0; i < words.length(); i++) {
            if (words.charAt(i) == ' ') {
                char next = i + 1 < words.length() ? words.charAt(i + 1) : 0; // 0: a value follows the whole gap
                int end = at;
                while (end < at + LONGEST_GAP
                        && end < length()
                        && (gap(at(end)) || quote(end))
                        && (end == at || at(end) != next)) {
                    end++;
                }
                if (end == at) {
                    return -1;
                }
                at = end;
            } else if (at < length() && at(at) == words.charAt(i)) {
                at++;
            } else {
                return -1;
            }
        }
        return at;
    }

    /** Whether a sign at the beginning of a line marks a quoted mail. */
    private boolean quote(int index) {
        return at(index) == '>' && at(index - 1) == '\n';
    }

    private static boolean gap(char each) {
        return Character.isWhitespace(each) || each == '_' || each == '-' || Character.isSpaceChar(each);
    }

    /** Whether a phrase may end here, which is not so within a domain name that begins with its words. */
    boolean wordEndsAt(int index) {
        boolean named = at(index) == '.' && wordCharacter(at(index + 1));
        char last = at(index - 1);
        return !wordCharacter(last) || alone(last) || alone(at(index)) || !(wordCharacter(at(index)) || named);
    }

    /** Whether a phrase may begin here, which is not so after the sign of a mailbox. */
    boolean wordBeginsAt(int index) {
        char before = at(index - 1);
        boolean begins = !wordCharacter(before) || alone(before) || alone(at(index));
        return wordCharacter(at(index)) && begins && before != '@';
    }

    /** Whether a value is assigned here: an equals sign follows, or a colon and a number. */
    boolean assigned(int from) {
        int at = blanks(from);
        return at(at) == '=' || (at(at) == ':' && Character.isDigit(at(blanks(at + 1))));
    }

    private int blanks(int from) {
        int at = from;
        while (at < from + LONGEST_GAP && (at(at) == ' ' || at(at) == '"')) {
            at++;
        }
        return at;
    }

    static boolean wordCharacter(char each) {
        return Character.isLetterOrDigit(each);
    }

    /** Whether a character is a word by itself: Chinese and Japanese have no blanks between words. */
    private static boolean alone(char each) {
        return each >= '\u3040' && (Character.isIdeographic(each) || kana(each));
    }

    private static boolean kana(char each) {
        return each <= '\u30FF' || (each >= '\uFF66' && each <= '\uFF9D');
    }

    static int wordEnd(char[] text, int from) {
        int end = from;
        while (end < text.length && wordCharacter(text[end]) && !alone(text[end])) {
            end++;
        }
        return end == from && end < text.length && wordCharacter(text[end]) ? end + 1 : end;
    }

    /** The first word from here on, or the character here if no word begins here. */
    String opening(int from) {
        return plain(from, Math.max(from + 1, wordEnd(plain, from)));
    }
}
