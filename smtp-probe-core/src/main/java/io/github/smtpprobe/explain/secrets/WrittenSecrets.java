/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.text.Redacted;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks and learns the logins in programs, settings and command lines. In each pattern, the first group is what precedes the
 * value, and the second group is the value.
 */
final class WrittenSecrets {
    /**
     * The user part of a URL, up to the last at sign before a blank or quotation mark, since many passwords are not escaped;
     * not a port that is followed by settings.
     */
    private static final Pattern USER_INFO = Pattern.compile(
            "(://[^\\s/:\"'`<>]{0,200}+:)" + "(?![0-9]{1,5}+[^\\w.~@%$!*-][^\\s@]{0,300}=)([^\\s\"'`<>]{1,500})(?=@)");

    private static final String OPTION =
            "((?:(?<![A-Za-z0-9-])--?(?:(?:[a-z]{1,12}+-)?pass(?:word|wd)?|ap|xp|pwd|token|w)";

    private static final String ZERO = "(?:\\\\{1,7}+(?:0{1,3}|x00|u0000)|\\^@|\\x00)";

    /** The tag before a command of IMAP; in the middle of a line, it must contain a digit. */
    private static final String TAG =
            "(?:(?:^|C:)\\s{0,9}+(?:[A-Za-z.]|\\d{1,2})|(?<![A-Za-z0-9])[A-Za-z]{1,5}+\\d{1,6}+)";

    /** Notations that sentences do not contain, so that they count in a server's reply, too. */
    private static final List<Pattern> PATTERNS = List.of(
            USER_INFO,
            of(OPTION + ")[ =]{1,3}+\\\\{0,7}+[\"'])([^\"'\\n]++)"),
            of(OPTION + ")[ =\"',\\\\]{1,9}+)([^\\s\"',;\\\\]++)"),
            // HTTP; a word of a sentence has no digit
            of("((?<![A-Za-z0-9])(?:Bearer|Basic)["
                    + " =]{1,3}+)(?=[^\\s\"',;]{0,300}[0-9!#$%&*+/?@^~])([^\\s\"',;\\\\]++)"),
            // curl -u user:password
            Pattern.compile("((?:^|[\\s\"'])(?:-u|--user|--proxy-user)["
                    + " =\"',\\\\]{1,9}+[^\\s:\"'\\\\]{1,200}+:)([^\\s\"'\\\\]++)"),
            // PowerShell
            of("(ConvertTo-SecureString\\s(?:-String\\s)?+\\\\{0,7}+[\"'])([^\"'\\n\\\\]++)"),
            // what PLAIN sends, before it is encoded
            of("(" + ZERO + "[^\\\\\\s\"'^\\x00]{1,200}+" + ZERO + ")([^\\\\\\s\"'^\\x00]++)"),
            // a field of a form
            of("(type=[\"']?+password[\"']?+\\s{1,9}+(?:name=[\"']?+\\w{1,50}+[\"']?+\\s{1,9}+)?+value=[\"'])([^\"'\\n"
                    + "]++)"),
            // msmtp, fetchmail, .netrc; a word of a sentence has only letters
            of(
                    "((?:(?:^|[\\s(\"'{])(?:login|user)\\s{1,3}+\\S{1,200}+\\s{0,20}+|(?<![A-Za-z0-9_])(?:[a-z]{1,20}+_){1,4}+)"
                            + "(?:password|passwd|pass)\\s{1,20}+)([^\\s\"']*[^\\sA-Za-z\"'.:,][^\\s\"']*)"),
            // Postfix's table of passwords; Exim writes I=[address]:port after the client's address
            of("(\\[[A-Za-z0-9.-]{1,255}+]:[0-9]{1,5}+\\s{1,9}+(?!\\w{1,9}=\\[)[^\\s:]{1,200}+:)([^\\s\"']++)"),
            // POP3, NNTP, IMAP
            Pattern.compile("((?:^|C:|>|AUTHINFO)\\s{0,9}+PASS\\s{1,9}+)([^\\s\"'\\\\]++)"),
            Pattern.compile("((?<![A-Za-z0-9])APOP\\s{1,9}+\\S{1,200}+\\s{1,9}+)([^\\s\"'\\\\]++)"),
            Pattern.compile("(" + TAG
                    + "\\s{1,9}+LOGIN\\s{1,9}+(?:\\\\{0,7}+\"[^\"\\n]{1,200}+\"|[^\\s\"\\\\]{1,200}+)\\s{1,9}+"
                    + "\\\\{0,7}+\"?+)((?<=\")[^\"\\n\\\\]++|[^\\s\"'\\\\]++)"),
            of(
                    "(" + TAG
                            + "\\s{1,9}+LOGIN\\s{1,9}+[^\\s\"\\\\]{1,200}+\\s{1,9}+)([^\\s\"'\\\\]*[^\\sA-Za-z\"'\\\\.:,][^\\s\"'\\\\]*)"));

    /** A line that begins with the name of a secret; only if it is not a server's. */
    private static final Pattern LEADING =
            of("(^\\s{0,20}+(?:password|passwd|pass)\\s{1,20}+)([^\\s\"']*[^\\sA-Za-z\"'][^\\s\"']*)");

    /** The name of a value that is on the next line. */
    private static final Pattern AHEAD = of(
            "(?:pass(?:word|wd|phrase)?|pwd|secret|token)[\"']?+\\s{0,9}+(?:=>|[:=])\\s{0,9}+(?:[|>][+-]?+)?+\\s*+$");

    /** A block that no sentence contains. */
    private static final Pattern BLOCK = of("(?:pass(?:word|wd|phrase)?|pwd|secret|token):\\s{1,9}+[|>][+-]?+\\s*+$");

    /** What is between a name and its value, and must not be taken for the value by notations without it. */
    private static final Pattern SIGN = Pattern.compile("[:=]{1,2}|=>|->");

    private static final Pattern FIRST = Pattern.compile("^(\\s*+[\"']?+)([^\\s\"',;]++)");

    private final LearntSecrets secrets;
    private final NamedValues named;
    private boolean ahead;

    WrittenSecrets(LearntSecrets secrets) {
        this.secrets = secrets;
        this.named = new NamedValues(secrets);
    }

    private static Pattern of(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    /** Masks values that may extend over several lines of a text, whose number of lines does not change. */
    String inText(String text) {
        return ValuePairs.hide(LoginCalls.hide(text, this::hidden), this::hidden);
    }

    /** Masks values in a server's reply, if they are written as values. */
    String inReply(String said) {
        ahead = BLOCK.matcher(said).find(); // otherwise a reply is between a name and a value of different programs
        return replace(PATTERNS, named.hide(said, true));
    }

    /** Masks values in what precedes an utterance, which may be a mark, or a sentence that quotes it. */
    String before(String said) {
        return said.isBlank() ? said : replace(PATTERNS, named.hide(said, false));
    }

    /** Masks values in a line or in a part of one. */
    String hide(String said) {
        String hidden = said;
        String line = said.strip();
        if (ahead && !line.isEmpty() && !Utterance.command(line) && !Utterance.command(line + " ")) { // a verb alone
            hidden = replace(FIRST, hidden);
        }
        ahead = AHEAD.matcher(said).find();
        return replace(PATTERNS, replace(LEADING, named.hide(hidden, false)));
    }

    private String replace(List<Pattern> patterns, String said) {
        String hidden = said;
        for (Pattern each : patterns) {
            hidden = replace(each, hidden);
        }
        return hidden;
    }

    private String replace(Pattern pattern, String said) {
        return pattern.matcher(said)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + hidden(found.group(2))));
    }

    private String hidden(String value) {
        if (LearntSecrets.placeholder(value) || SIGN.matcher(value).matches()) {
            return value;
        }
        secrets.learn(value);
        return Redacted.MASK;
    }
}
