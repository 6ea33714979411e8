/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import io.github.smtpprobe.explain.lines.Happening;
import io.github.smtpprobe.explain.lines.Marks;
import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.smtp.EnhancedStatusCode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pasted text without what could be a login, made before anybody reads it: so nothing depends on a line having been understood.
 * Masked are what stands behind AUTH and its mechanism, all that comes between AUTH or a 334 and the next reply, what looks like
 * base64 where it is no reply, and values behind words such as {@code password}. What was masked is then masked in all other
 * lines too, also in those before it. No pattern here looks at a character more often than a bounded number of times.
 */
public final class LoginMask {
    /** A reply's code behind a program's own mark, or quoted in an error; the numbers of two ports are none. */
    private static final Pattern CODE = Pattern.compile(
            "(?<![A-Za-z0-9.:,=@+/-])((?!465|587)[2-5][0-9][0-9])(?=-|[\t ](?![\t ])|\r?\n|$|\\)|, b?['\"])");
    /** A client's mark, or the word AUTH: a code behind it is none. */
    private static final Pattern CLIENT = Pattern.compile(
            "C[:~]|(?<!SERVER )->\\s(?!\")|[*~]>\\s|>>>|(?<!\\w)send:|\\u2514|(?<![A-Za-z0-9])AUTH(?![A-Za-z0-9])");

    private static final Pattern AUTH = Pattern.compile(
            "(?<![A-Za-z0-9-])AUTH[\\s:=]{1,20}+([A-Z0-9_-]{1,40}+)(.*)$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TRACE = Pattern.compile("^\\s*+(?:command trace suppressed|succeeded|failed)\\s*+");
    /** What settings say of a login, and no mechanism. */
    private static final Pattern SETTING =
            Pattern.compile("none|on|off|true|false|null|yes|no", Pattern.CASE_INSENSITIVE);

    private static final Pattern MARK = Pattern.compile(
            "^\\s{0,20}+(?:.{0,60}?(?:C[:~]|[-~*]>|<-|>>>|send:|CLIENT ->"
                    + " SERVER:|\\u2514[\\u2500]{0,9}+)\\s{0,20}+)?+(?:b?['\"])?+",
            Pattern.DOTALL);

    /** What browsers and word processors make of a blank. */
    private static final Pattern BLANKS =
            Pattern.compile("[\\u00A0\\u1680\\u2000-\\u200B\\u202F\\u205F\\u3000\\uFEFF]");

    /** Who speaks in the lines behind it. */
    private static final Pattern LABEL = Pattern.compile("\\W{0,9}(?:SERVER|CLIENT)\\W?\\d{0,9}\\W{0,3}");

    private final LearntSecrets secrets = new LearntSecrets();
    private final Responses responses = new Responses(secrets);
    private final WrittenSecrets written = new WrittenSecrets(secrets);
    private final Marks marks;
    private boolean waiting;

    private LoginMask(List<String> lines) {
        marks = Marks.in(lines);
    }

    /**
     * The same lines.
     *
     * @param whole whether they are the beginning of a text: else they may begin in the middle of a login
     */
    public static List<String> over(List<String> lines, boolean whole) {
        List<String> plain =
                lines.stream().map(line -> BLANKS.matcher(line).replaceAll(" ")).toList();
        LoginMask mask = new LoginMask(plain);
        mask.waiting = !whole;
        List<String> known = plain.stream().map(mask::login).toList();
        return known.stream().map(mask::repeated).toList();
    }

    /** The same text. */
    public static String over(String text) {
        return String.join("\n", over(List.of(text.split("\r\n|\r|\n", -1)), true));
    }

    private String login(String line) {
        Matcher code = CODE.matcher(line);
        if (reply(line, code)) {
            waiting = code.group(1).equals("334");
            if (waiting) {
                secrets.prompted(line.substring(code.end()).strip());
            }
            return written.inReply(line);
        }
        Matcher auth = AUTH.matcher(line);
        if (auth.find()
                && !TRACE.matcher(auth.group(2)).matches()
                && !SETTING.matcher(auth.group(1)).matches()) {
            waiting = true;
            secrets.begun(auth.group(1));
            return command(line.substring(0, auth.start()), auth);
        }
        Matcher mark = MARK.matcher(line);
        int content = Math.max(marks.behind(line), mark.lookingAt() ? mark.end() : 0);
        String before = written.inMark(line.substring(0, content));
        String said = line.substring(content);
        if (waiting
                && !said.isBlank()
                && !Utterance.command(said.strip())
                && !LABEL.matcher(said).matches()
                && Happening.in(said).isEmpty()) {
            written.hide(said); // to learn what it names, before all of it goes
            return before + responses.hide(said, true);
        }
        return before + written.hide(responses.tokens(said));
    }

    /** Written as the command is written, whatever blanks were in it. */
    private String command(String before, Matcher auth) {
        String rest = auth.group(2);
        written.hide(auth.group()); // to learn what it names, before all of it goes
        String start = before.isBlank() ? "" : before.stripTrailing();
        String blank = start.length() < before.length() && !start.isEmpty() ? " " : "";
        return start + blank + "AUTH " + auth.group(1)
                + (rest.isBlank() ? rest : " " + responses.hide(rest.stripLeading(), false));
    }

    /**
     * Whether a line is a server's: behind the server's mark, or one that both sides have, stands a code; where there is no such
     * mark, the code is not far from the beginning, and nothing of a client's stands before it.
     */
    private boolean reply(String line, Matcher code) {
        int behind = marks.behind(line);
        if (behind >= 0) {
            boolean server = marks.of(line).map(Marks.Said::server).orElse(true);
            return code.region(behind, line.length()).find() && code.start() == behind && server;
        }
        return code.find() && !CLIENT.matcher(line).region(0, code.start()).find();
    }

    /** Masks what was a login elsewhere; a code stays. */
    private String repeated(String line) {
        Matcher code = CODE.matcher(line);
        if (!reply(line, code)) {
            return secrets.scrub(line, 0);
        }
        String rest = line.substring(code.end());
        String words = rest.isEmpty() ? rest : rest.substring(1);
        int enhanced = EnhancedStatusCode.atStartOf(words)
                .map(each -> each.toString().length())
                .orElse(0);
        return secrets.scrub(line.substring(0, code.start()), 0)
                + code.group()
                + secrets.scrub(rest, Math.min(rest.length(), 1 + enhanced));
    }
}
