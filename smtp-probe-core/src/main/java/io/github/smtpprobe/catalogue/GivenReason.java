/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.catalogue;

import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.text.Printable;
import java.util.regex.Pattern;

/**
 * The reason that a server gives in its own words, ready to be quoted: visible characters only, of a sensible length, without
 * codes and without the ids that servers append. A long run of letters and digits is left out in any case, since it may be a
 * key.
 */
final class GivenReason {
    /** Of a longer text, only the beginning is read. */
    private static final int READ = 1024;

    private static final int LONGEST = 200;
    private static final int LONGEST_WORD = 20;

    /** What servers append to the reason: the command, an id of the connection, the name of the software. */
    private static final Pattern TAIL = Pattern.compile(
            "\\((?:in reply to|#)[^()]{0,60}\\)|\\[[^\\[\\]]{0,80}[0-9]{4}-[0-9]{2}-[0-9]{2}T[^\\[\\]]{0,80}]"
                    + "|(?i)(?<![\\w&?-])(?:(?:queue|mail|msg|message|session|smtp|conn|request|trans|transaction|ref|tracking|case|error|u|x)"
                    + "[-_]?){0,2}id[=:] ?(?=\\S{0,79}[0-9])\\S{1,80}");

    private static final Pattern CODE = Pattern.compile(
            "^ *[245][0-9]{2}[ -]|(?<![\\w.])(?:[245][0-9]{2}[ -])?#?[245]\\.[0-9]{1,3}\\.[0-9]{1,3}(?![\\w.])[:;,]?");
    private static final Pattern SECRET =
            Pattern.compile("(?i)((?:password|passwd|pass|pwd|secret|token|key)[=:] ?)(?!https?://)\\S+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private GivenReason() {}

    /** The reason in quotation marks; empty if there are too few words for a reason. */
    static String in(Reply reply) {
        String text = withoutGoogle(Printable.clean(Printable.cut(reply.text(), READ, "")));
        String plain = SECRET.matcher(
                        CODE.matcher(TAIL.matcher(text).replaceAll(" ")).replaceAll(" "))
                .replaceAll("$1[redacted]");
        StringBuilder kept = new StringBuilder();
        int words = 0;
        for (String each : BLANKS.split(plain.strip(), -1)) {
            if (!key(each)) {
                kept.append(kept.length() == 0 ? "" : " ").append(each);
                words += words(each);
            }
        }
        return words < 2 ? "" : Printable.inMarks(cut(kept.toString()));
    }

    /** Google appends an id and its name to the reason: {@code f4sm12 - gsmtp}. */
    private static String withoutGoogle(String text) {
        int name = text.lastIndexOf(" - gsmtp");
        return name < 0 ? text : text.substring(0, Math.max(0, text.lastIndexOf(' ', name - 1)));
    }

    /** The number of words. In scripts that put no blanks between words, one run counts as several. */
    private static int words(String word) {
        boolean many = word.chars().anyMatch(Run::withoutBlanks);
        return many ? 2 : word.codePoints().anyMatch(Character::isLetter) ? 1 : 0;
    }

    private static String cut(String text) {
        int blank = text.length() <= LONGEST ? text.length() : text.lastIndexOf(' ', LONGEST);
        return blank == text.length() ? text : Printable.cut(text, blank < LONGEST / 2 ? LONGEST : blank, " ...");
    }

    /** Whether a word is meant for machines: long, of letters and digits, and neither a name, a mailbox nor a link. */
    private static boolean key(String word) {
        boolean named = word.indexOf('.') > 0 || word.indexOf('@') > 0 || word.indexOf("://") > 0;
        return word.length() >= LONGEST_WORD
                && !named
                && word.chars().anyMatch(Character::isDigit)
                && word.chars().anyMatch(Character::isLetter);
    }
}
