/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a text into runs of letters and the characters that join them, and the runs into words; {@link Run} classifies the
 * runs.
 */
final class WordCutter {
    private static final Set<String> ELISIONS =
            Set.of("l", "d", "n", "s", "j", "c", "qu", "un", "all", "dell", "nell", "dall", "sull");

    /** What may come before a group of an IPv6 address. */
    private static final String BEFORE_ADDRESS = " :[(<\"'=";

    private final String text;
    private final Owners owners;
    private final Map<Integer, String> marks = new HashMap<>(2);
    private final List<String> words = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final Map<Integer, Boolean> slashes = new HashMap<>(2);
    private int at;

    WordCutter(String text, Owners owners) {
        this.text = text;
        this.owners = owners;
    }

    ReplyWords cut() {
        while (at < text.length()) {
            char each = text.charAt(at);
            if (linkBegins()) {
                link();
            } else if (ideograph(each)) {
                words.add(String.valueOf(each));
                at++;
            } else if (Run.inWord(each)) {
                word();
            } else if (each == '/') {
                slashes.put(words.size(), at > 0 && text.charAt(at - 1) == ' ');
                at++;
            } else {
                sentence(each);
                at++;
            }
        }
        return new ReplyWords(words, marks, links, slashes);
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

    /** Handles a run that may turn out to be a word, a host name, a number, an address or a mailbox. */
    private void word() {
        int end = endOfLetters(at);
        boolean joined = end < text.length() && joins(end);
        while (end < text.length() && !ideograph(text.charAt(end)) && (Run.inWord(text.charAt(end)) || joins(end))) {
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
        while (end < text.length() && Run.inWord(text.charAt(end)) && !ideograph(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Whether a character in the middle belongs to a name or an address, rather than ending a word. */
    private boolean joins(int index) {
        char each = text.charAt(index);
        boolean inside = index > 0 && index + 1 < text.length() && Run.inWord(text.charAt(index - 1));
        return switch (each) {
            case '.', '@', '+', '=' -> inside && Run.inWord(text.charAt(index + 1));
            case ':' -> addressGoesOn(index);
            case '\'', '\u2019' -> inside && Character.isLetter(text.charAt(index + 1)) && !elided(index);
            case '-', '_' -> inside && Run.inWord(text.charAt(index + 1)) && named(index);
            default -> false;
        };
    }

    /** French and Italian drop a vowel before another one: {@code l'adresse n'existe pas} is five words. */
    private boolean elided(int apostrophe) {
        int start = apostrophe;
        while (start > 0 && Run.inWord(text.charAt(start - 1))) {
            start--;
        }
        return ELISIONS.contains(text.substring(start, apostrophe));
    }

    /** A hyphen joins the parts of a host name or a mailbox; elsewhere it separates two words. */
    private boolean named(int index) {
        for (int i = index + 1; i < text.length() && i < index + 64; i++) {
            char each = text.charAt(i);
            if (each == '@' || (each == '.' && i + 1 < text.length() && Run.inWord(text.charAt(i + 1)))) {
                return true;
            }
            if (!Run.inWord(each) && each != '-' && each != '_') {
                return false;
            }
        }
        return false;
    }

    /** Whether a colon belongs to an IPv6 address, which may have two in a row. */
    private boolean addressGoesOn(int index) {
        boolean between = index > 0 && index + 1 < text.length() && groupOrColon(index - 1) && groupOrColon(index + 1);
        return between && hexBefore(index);
    }

    private boolean groupOrColon(int index) {
        return text.charAt(index) == ':' || Run.inWord(text.charAt(index));
    }

    private boolean hexBefore(int index) {
        for (int i = index - 1; i >= 0 && i >= index - 5 && BEFORE_ADDRESS.indexOf(text.charAt(i)) < 0; i--) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private void add(String run) {
        int equals = run.indexOf('=');
        if (equals > 0 && run.indexOf('@') <= 0) {
            add(run.substring(0, equals));
            add(run.substring(equals + 1));
        } else if (Run.code(run)) {
            withoutCodeBefore();
        } else {
            String mark = owners.mark(run);
            if (!mark.isEmpty()) {
                marks.put(words.size(), mark);
            }
            words.add(owners.word(run));
        }
    }

    private void withoutCodeBefore() {
        int last = words.size() - 1;
        if (last >= 0 && words.get(last).length() == 3 && Phrase.number(words.get(last))) {
            words.remove(last);
        }
    }

    private void sentence(char each) {
        boolean ends = each == '.' || each == '!' || each == '?' || each == ';' || each == '\u3002';
        boolean last = at + 1 >= text.length() || !Run.inWord(text.charAt(at + 1));
        if (ends && last && !words.isEmpty() && !words.get(words.size() - 1).equals(ReplyWords.END)) {
            words.add(ReplyWords.END);
        }
    }

    /** Scripts without blanks between words: each character is compared by itself. */
    private static boolean ideograph(char each) {
        return (each >= 0x2e80 && each <= 0x9fff) || (each >= 0xf900 && each <= 0xfaff);
    }
}
