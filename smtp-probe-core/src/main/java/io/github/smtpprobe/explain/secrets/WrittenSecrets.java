/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.text.Scrubber;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What programs, settings and command lines write of a login: masked where it stands, and learnt. Each pattern has what stands
 * before the value as its first group, and the value as its second.
 */
final class WrittenSecrets {
    private static final Pattern USER_INFO = Pattern.compile("(://[^\\s/:]{0,200}+:)([^\\s/]{1,500})(?=@)");

    private static final String OPTION =
            "((?:(?<![A-Za-z0-9-])--?(?:(?:[a-z]{1,12}+-)?pass(?:word|wd)?|ap|xp|pwd|token|w)"
                    + "[ =]{1,3}+|(?<![A-Za-z0-9])(?:Bearer|Basic)[ =]{1,3}+)";

    private static final List<Pattern> OPTIONS = List.of(
            Pattern.compile(OPTION + "[\"'])([^\"'\\n]++)", Pattern.CASE_INSENSITIVE),
            Pattern.compile(OPTION + ")([^\\s\"',;]++)", Pattern.CASE_INSENSITIVE));

    private static final List<Pattern> PATTERNS = List.of(
            // curl -u user:password
            Pattern.compile("((?:^|\\s)(?:-u|--user|--proxy-user)[ =]{1,3}+[\"']?+[^\\s:\"']{1,200}+:)([^\\s\"']++)"),
            // PowerShell
            Pattern.compile("(ConvertTo-SecureString\\s(?:-String\\s)?+[\"'])([^\"'\\n]++)", Pattern.CASE_INSENSITIVE),
            // what PLAIN sends, before it is encoded
            Pattern.compile("((?:\\\\(?:0{1,3}|x00|u0000)|\\^@|\\x00)[^\\\\\\s\"'^\\x00]{1,200}+"
                    + "(?:\\\\(?:0{1,3}|x00|u0000)|\\^@|\\x00))([^\\\\\\s\"'^\\x00]++)"),
            // a field of a form
            Pattern.compile(
                    "(type=[\"']?+password[\"']?+\\s{1,9}+(?:name=[\"']?+\\w{1,50}+[\"']?+\\s{1,9}+)?+value=[\"'])([^\"'\\n"
                        + "]++)",
                    Pattern.CASE_INSENSITIVE),
            // msmtp, fetchmail, .netrc; a word of a sentence has letters only
            Pattern.compile(
                    "((?:^|(?:^|\\s)(?:login|user)\\s{1,3}+\\S{1,200}+)\\s{0,20}+(?:[a-z]{1,20}_)?+(?:password|passwd|pass)\\s{1,20}+)"
                        + "([^\\s\"']*[^\\sA-Za-z\"'][^\\s\"']*)",
                    Pattern.CASE_INSENSITIVE),
            // Postfix's table of passwords
            Pattern.compile("(\\[[A-Za-z0-9.-]{1,255}+]:[0-9]{1,5}+\\s{1,9}+[^\\s:]{1,200}+:)(\\S++)\\s*+$"));

    /** The name of a value that stands in the next line. */
    private static final Pattern AHEAD = Pattern.compile(
            "(?:pass(?:word|wd|phrase)?|pwd|secret|token)[\"']?+\\s{0,9}+(?:=>|[:=])\\s{0,9}+(?:[|>][+-]?+)?+\\s*+$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FIRST = Pattern.compile("^(\\s*+[\"']?+)([^\\s\"',;]++)");

    private final LearntSecrets secrets;
    private final NamedValues named;
    private boolean ahead;

    WrittenSecrets(LearntSecrets secrets) {
        this.secrets = secrets;
        this.named = new NamedValues(secrets);
    }

    /** Hides them in a server's reply, where only what is written as a value is one. */
    String inReply(String said) {
        ahead = false; // a reply stands between a name and a value that are not the same program's
        return replace(USER_INFO, named.hide(said, true));
    }

    /** Hides them in what is taken for the mark of a line, and may be none. */
    String inMark(String mark) {
        return mark.isBlank() ? mark : options(named.hide(mark, false));
    }

    /** Hides them in any other line. */
    String hide(String said) {
        String hidden = said;
        if (ahead && !said.isBlank() && !Utterance.command(said.strip())) {
            hidden = replace(FIRST, hidden);
        }
        ahead = AHEAD.matcher(said).find();
        hidden = options(named.hide(LoginCalls.hide(hidden, this::hidden), false));
        for (Pattern each : PATTERNS) {
            hidden = replace(each, hidden);
        }
        return hidden;
    }

    private String options(String said) {
        String hidden = said;
        for (Pattern each : OPTIONS) {
            hidden = replace(each, hidden);
        }
        return replace(USER_INFO, hidden);
    }

    private String replace(Pattern pattern, String said) {
        return pattern.matcher(said)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + hidden(found.group(2))));
    }

    private String hidden(String value) {
        if (LearntSecrets.placeholder(value)) {
            return value;
        }
        secrets.learn(value);
        return Scrubber.MASK;
    }
}
