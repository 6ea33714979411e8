/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The style of the texts that people read: full sentences in plain words, with one full stop. */
public final class TextStyle {
    /** Riddles, quaint words, and names that only a programmer knows. */
    private static final Pattern BANNED =
            Pattern.compile("(?i)made out to|run out|ran out|drop by drop|keeps book|names of strangers"
                    + "|has had enough|says so itself|in due form|the time was over|of its own accord"
                    + "|\\bus\\b|\\bwe\\b|\\bour\\b|\\bcareful name servers|could be anybody|take it for"
                    + "|nobody|somebody on the way|as it should\\.|\\bperhaps\\b|\\bseldom\\b|\\bhears? us\\b"
                    + "|does not hear|IMPLICIT_TLS|STARTTLS_IF_OFFERED|heloName|mechanisms\\(|connectTo"
                    + "|envelope\\.from|sendToAccepted|authenticateOnEveryRoute|Exception:|WireParse"
                    + "|auth-equals|non-ascii(?! )|status [0-9]{3}|no-subject-alternative"
                    + "|[a-z]+[A-Z][a-zA-Z]*\\(\\)|unknown\\.invalid|0\\.0\\.0\\.0|use one of the names");

    private static final Pattern DOUBLED = Pattern.compile("(?i)\\b([a-z]+) \\1\\b");
    private static final int LONGEST_SUMMARY = 160;
    private static final int LONGEST_TEXT = 460;

    private TextStyle() {}

    /** A word that no text uses. */
    public static Optional<String> banned(String text) {
        Matcher found = BANNED.matcher(text);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }

    /** What is wrong with a text, or nothing. */
    public static String fault(String filled, boolean summary) {
        Matcher doubled = DOUBLED.matcher(filled);
        if (!filled.matches("(?s)(\\p{Lu}|mx\\.example\\.com|a value|[0-9\"]).*")) {
            return "begins with no capital letter";
        }
        if (!filled.matches("(?s).*[^.!?,;: ]([.!?][\"\u201d]?)")) {
            return "ends without one full stop";
        }
        if (filled.matches(
                "(?s).*(\\.\\.|\\?\\.|\\.[\"\u201d]\\.|;\\.|:\\.|,\\.| \\.(?![a-z])| ,| ;|  |\\(\\)|\\(\\?\\)|\\{|}|\\[|]| :|:"
                        + " :).*")) {
            return "holds a slip of the pen";
        }
        if (banned(filled).isPresent()) {
            return "says '" + banned(filled).get() + "'";
        }
        if (doubled.find()) {
            return "says twice '" + doubled.group(1) + "'";
        }
        if (filled.chars().filter(each -> each == '"').count() % 2 != 0
                || filled.chars().filter(each -> each == '(').count()
                        != filled.chars().filter(each -> each == ')').count()) {
            return "has unbalanced marks";
        }
        for (String sentence : filled.split("(?<=[.!?]) ")) {
            if (!sentence.matches("(?s)(\\p{Lu}|mx\\.example\\.com|a value|[0-9\"(]|https:).*")) {
                return "has a sentence that begins small (" + sentence + ")";
            }
        }
        int longest = summary ? LONGEST_SUMMARY : LONGEST_TEXT;
        return filled.length() > longest ? "is longer than " + longest : "";
    }
}
