/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides from what follows the word AUTH whether a login begins there, or the word is part of a sentence, a setting or a list.
 */
final class LoginWords {
    static final String MECHANISM =
            "PLAIN|LOGIN|XOAUTH2?|OAUTHBEARER|(?:CRAM|DIGEST)-?MD5|SCRAM-[A-Z0-9-]{1,20}|NTLM|GSSAPI|EXTERNAL";

    private static final Pattern TRACE = Pattern.compile(
            "^\\s*+(?:command trace suppressed|succeeded|failed|not (?:available|supported|offered): [45]\\d\\d"
                    + " .*)\\s*+");

    /** How a sentence continues after the name of a mechanism; none of these words is base64 of anything that is sent. */
    private static final Pattern OUTCOME = Pattern.compile(
            "\\s{0,9}+(?::\\s{0,9}+)?+(?:failed|failure|rejected|refused|denied|errors?|unsuccessful|unsupported|disabled"
                    + "|exception|attempt|(?:was|is|has|not) \\w{2,20}+)(?:[:,.;]?\\s.*|[:.]?)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Further mechanisms, which a server offers together. */
    private static final Pattern OFFER = Pattern.compile(
            "(?:[\\s,]{1,5}+(?:" + MECHANISM
                    + "|PLAIN-CLIENTTOKEN|XOAUTH|OAUTHBEARER)(?![\\w=/+-])){1,20}+[\\s'\"\\]),}]*+",
            Pattern.CASE_INSENSITIVE);

    /** What settings say about a login, without a mechanism. */
    private static final Pattern SETTING =
            Pattern.compile("none|on|off|true|false|null|yes|no", Pattern.CASE_INSENSITIVE);

    /** A setting on a line of its own, in the form in which msmtp prints them all. */
    private static final Pattern ASSIGNED = Pattern.compile("\\s{0,20}+auth\\s{1,9}+=\\s{1,9}+[\\w-]{1,40}+\\s{0,9}+");

    /** Words that follow it in sentences, and the counters of Postfix ({@code auth=0/1}); no mechanism has such a name. */
    private static final Pattern WORD = Pattern.compile(
            "\"?(?:failures?|failed|fails|attempts?|mechanisms?|commands?|methods?|types?|required|not|is|was|and|or|for|in|by|as"
                    + "|has|with|support(?:ed)?|succeeded|successful|success|errors?|available|unavailable|unsupported|disabled"
                    + "|enabled|rejected|refused|process|workers?|daemon|clients?|servers?|socket|cache|policy|database|backend"
                    + "|request(?:ed)?|service|sessions?|timed?|timeout|extension|needed|before|after|denied|must|from|to|at"
                    + "|warning|info|notice|debug|fatal|panic|trace|\\d{1,9})\"?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern KNOWN = Pattern.compile("\"?(?:" + MECHANISM + ")\"?", Pattern.CASE_INSENSITIVE);

    /** A mechanism after the number that Dovecot gives to a login. */
    private static final Pattern NUMBERED =
            Pattern.compile("\\s{1,9}+(?:" + MECHANISM + ")(?![\\w-]).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What follows a word after a program's own label {@code auth:}: a colon, a call, or a value. */
    private static final Pattern SPOKEN = Pattern.compile(":\\s|\\(|=\"|<");

    private LoginWords() {}

    /** Whether it is the command, and not a sentence, setting or name that contains its word. */
    static boolean begin(String line, Matcher auth) {
        return !TRACE.matcher(auth.group(3)).matches()
                && !OUTCOME.matcher(auth.group(3)).matches()
                && !SETTING.matcher(auth.group(2)).matches()
                && !OFFER.matcher(auth.group(3)).matches()
                && !ASSIGNED.matcher(line).matches()
                && !told(line, auth);
    }

    /** Whether a program describes logins, or writes the word before its description, which no client does. */
    private static boolean told(String line, Matcher auth) {
        String rest = auth.group(3);
        if (WORD.matcher(auth.group(2)).matches()) {
            return !NUMBERED.matcher(rest).matches();
        }
        boolean label = line.substring(auth.end(1), auth.start(2)).indexOf(':') >= 0;
        return label
                && !KNOWN.matcher(auth.group(2)).matches()
                && SPOKEN.matcher(rest).lookingAt();
    }
}
