/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import io.github.smtpprobe.explain.lines.Utterance;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where programs, settings and command lines write a password without a name and an equals sign in front of it. Each pattern has
 * what stands before the value as its first group, and the value as its second.
 */
final class WrittenSecrets {
    private static final List<Pattern> PATTERNS = List.of(
            // curl -u user:password
            Pattern.compile("((?:^|\\s)(?:-u|--user|--proxy-user)[ =]{1,3}+[\"']?+[^\\s:\"']{1,200}+:)([^\\s\"']++)"),
            // the last text among what is given to a call that logs in
            Pattern.compile(
                    "((?<![A-Za-z0-9])(?:login|NetworkCredential|PasswordAuthentication|PlainAuth|CRAMMD5Auth|BasicAuth|Authenticate(?:Async)?|setAuthentication|withSMTPServer|Credentials\\.password)\\((?:[\"'][^\"'\\n"
                        + "]{0,200}+[\"'],\\s{0,3}+|[\\w.]{1,50}+,\\s{0,3}+){0,6}[\"'])([^\"'\\n"
                        + "]++)"),
            // an element, or a field of a form
            Pattern.compile("(<(?:password|passwd|pass|secret|token)>)([^<\\n]++)", Pattern.CASE_INSENSITIVE),
            Pattern.compile(
                    "(type=[\"']?+password[\"']?+\\s{1,9}+(?:name=[\"']?+\\w{1,50}+[\"']?+\\s{1,9}+)?+value=[\"'])([^\"'\\n"
                        + "]++)",
                    Pattern.CASE_INSENSITIVE),
            // msmtp, fetchmail, .netrc; a word of a sentence has letters only
            Pattern.compile(
                    "((?:^|\\slogin\\s{1,3}+\\S{1,200}+)\\s{0,20}+(?:password|passwd)\\s{1,20}+[\"']?+)([^\\s\"']*[^\\sA-Za-z\"'][^\\s\"']*)",
                    Pattern.CASE_INSENSITIVE),
            // Postfix's table of passwords
            Pattern.compile("(\\[[A-Za-z0-9.-]{1,255}+]:[0-9]{1,5}+\\s{1,9}+[^\\s:]{1,200}+:)(\\S++)\\s*+$"));

    /** The name of a value that stands in the next line. */
    private static final Pattern AHEAD = Pattern.compile(
            "(?:pass(?:word|wd|phrase)?|pwd|secret|token)[\"']?+\\s{0,9}+(?:=>|[:=])\\s{0,9}+[|>]?+\\s*+$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FIRST = Pattern.compile("^(\\s*+[\"']?+)([^\\s\"',;]++)");

    private boolean ahead;

    /** Hides them in a line that is no reply; what hides is given each value. */
    String hide(String said, UnaryOperator<String> hiding) {
        String hidden = said;
        if (ahead && !said.isBlank() && !Utterance.command(said.strip())) {
            hidden = replace(FIRST, hidden, hiding);
        }
        ahead = AHEAD.matcher(said).find();
        for (Pattern each : PATTERNS) {
            hidden = replace(each, hidden, hiding);
        }
        return hidden;
    }

    /** A reply stands between a name and a value that are not the same program's. */
    void reply() {
        ahead = false;
    }

    private static String replace(Pattern pattern, String said, UnaryOperator<String> hiding) {
        return pattern.matcher(said)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + hiding.apply(found.group(2))));
    }
}
