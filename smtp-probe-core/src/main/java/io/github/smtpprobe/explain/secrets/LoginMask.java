/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import io.github.smtpprobe.explain.lines.Excerpt;
import io.github.smtpprobe.explain.lines.LoggedEvent;
import io.github.smtpprobe.explain.lines.Marks;
import io.github.smtpprobe.explain.lines.Utterance;
import io.github.smtpprobe.smtp.EnhancedStatusCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Masks everything in a pasted text that could be a login, before anything else reads it, so that masking does not depend on
 * understanding a line. All lines are masked in the same way, whoever says them: the logins in calls, settings and programs,
 * values after words such as {@code password}, what follows AUTH and its mechanism, and everything that a client sends between
 * AUTH or a 334 reply and the reply that ends the login. Only in replies are words of a sentence not taken for values, nor ids
 * for base64. Whatever was masked is then also masked in all other lines, including earlier ones. No pattern here looks at a
 * character more than a bounded number of times.
 */
public final class LoginMask {
    /** A reply's code after a program's own mark, or quoted in an error. */
    private static final Pattern CODE = Pattern.compile(
            "(?:(?<![A-Za-z0-9.:,=@+/-])|(?<=[<>],))(" + Utterance.THREE_DIGITS + ")(?=-|[\t ](?![\t ])|\r"
                    + "?\n"
                    + "|$|\\)|, b?['\"])");
    /** A client's mark, or the word AUTH: a code after it is not a reply's. */
    private static final Pattern CLIENT = Pattern.compile(
            "C[:~]|(?<!SERVER )->\\s(?!\")|[*~]>\\s|>>>|(?<!\\w)send:|\\u2514|(?<![A-Za-z0-9])AUTH(?![A-Za-z0-9])");

    /** Excludes a list of several mechanisms, which a server offers and no client sends. */
    private static final String OFFERED = "(?!AUTH(?: (?:" + LoginWords.MECHANISM + ")){2,20}+['\"] ?[,\\]])";

    /** Excludes a field of a log that only names the verb, with the code of the reply in the next field. */
    private static final String LOGGED = "(?!(?<=cmd=)AUTH code=[2-5][0-9][0-9] )";

    /** The command; in other protocols, too, if a known mechanism follows, or one in quotation marks. */
    private static final Pattern AUTH = Pattern.compile(
            "(?<![A-Za-z0-9-])" + OFFERED + LOGGED + "(AUTH|AUTHENTICATE(?=\\s{1,9}+(?:\"|(?:" + LoginWords.MECHANISM
                    + ")(?:\\s{1,9}+\\S++)?+\\s*+$)))[\\s:=]{1,20}+(\"?+[A-Z0-9_-]{1,40}+\"?+)(.*)$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The command with typing errors; servers refuse it, but what follows is sent nevertheless. */
    private static final Pattern MISTYPED = Pattern.compile(
            "^((?:(?=[A-Z]{0,3}U)[AUTH]{3,6}+[\\s:=_-]{0,5}+(?:" + LoginWords.MECHANISM
                    + ")|(?-i:LOGIN|PLAIN))(?![\\w.(>-]))(\\s{1,9}+\\S++)?+\\s*+$",
            Pattern.CASE_INSENSITIVE);

    /** A command that Exim or OpenSMTPD refused: what follows the quotation marks does not come from the client. */
    private static final Pattern REFUSED_COMMAND =
            Pattern.compile("(?:SMTP (?:protocol|syntax) error in|\\(last (?:command )?was|failed-command command=)"
                    + " ?\"(?i:AUTH) [^\"]{0,600}+\"(?= [HIU]=| \\(| \\[| [a-z]|\\))");

    /**
     * A log entry, which is nobody's response: a program, its process id, a colon (RFC 3164 §5.3) and three words; not a line
     * that it shows of a client.
     */
    private static final Pattern ENTRY = Pattern.compile(
            "(?:\\S{1,255} )?(?=[a-z])[\\w./-]{2,60}\\[\\d{1,7}]: (?![<>*-]|[CS][:~])\\S++\\s++\\S++\\s++\\S.*",
            Pattern.DOTALL);

    private static final Pattern MARK = Pattern.compile(
            "^\\s{0,20}+(?:.{0,60}?(?:C[:~]|[-~*]>|<-|>>>|send:|CLIENT ->"
                    + " SERVER:|\\u2514[\\u2500]{0,9}+)\\s{0,20}+)?+(?:b?['\"])?+",
            Pattern.DOTALL);

    /** What browsers and word processors turn a blank into. */
    private static final Pattern BLANKS =
            Pattern.compile("[\\u00A0\\u1680\\u2000-\\u200B\\u202F\\u205F\\u3000\\uFEFF]");

    /** The speaker of the lines that follow. */
    private static final Pattern LABEL = Pattern.compile("\\W{0,9}(?:SERVER|CLIENT)\\W?\\d{0,9}\\W{0,3}");

    /** Codes that end a login as intended; after any other one, some clients continue. */
    private static final Pattern ENDED = Pattern.compile("235|221|421");
    /** Refusals of a login that are not unusual. If lines without a client's mark follow, they are not responses. */
    private static final Pattern REFUSED = Pattern.compile("43[24]|454|53[0-9]");

    private enum Login {
        NONE,
        /** A response may follow. */
        ASKED,
        /** It was refused in the usual way. */
        REFUSED,
        /** The answer does not end it. */
        ODDLY_ANSWERED
    }

    private final LearntSecrets secrets = new LearntSecrets();
    private final Responses responses = new Responses(secrets);
    private final WrittenSecrets written = new WrittenSecrets(secrets);
    private final Marks marks;
    private Login login = Login.NONE;

    private LoginMask(List<String> lines) {
        marks = Marks.in(lines);
    }

    /**
     * The same lines, masked.
     *
     * @param pasted the excerpt; unless it is the beginning of a text, it may begin in the middle of a login
     */
    public static Excerpt over(Excerpt pasted) {
        List<String> plain = pasted.lines().stream()
                .map(line -> BLANKS.matcher(line).replaceAll(" "))
                .toList();
        LoginMask mask = new LoginMask(plain);
        mask.login = pasted.whole() ? Login.NONE : Login.ASKED;
        String[] text = mask.written.inText(String.join("\n", plain)).split("\n", -1);
        String[] known = new String[text.length];
        for (int i = 0; i < text.length; i++) {
            pasted.time().check();
            known[i] = mask.line(text[i], i + 1 < text.length ? text[i + 1] : "");
        }
        List<String> clean = new ArrayList<>();
        int at = 0;
        for (String line : plain) { // each with as many line feeds as before
            pasted.time().check();
            int end = at + 1 + (int) line.chars().filter(each -> each == '\n').count();
            clean.add(Arrays.stream(known, at, end).map(mask::repeated).collect(Collectors.joining("\n")));
            at = end;
        }
        return pasted.with(clean);
    }

    private String line(String line, String next) {
        Matcher code = CODE.matcher(line);
        if (reply(line, code)) {
            answered(code.group(1), line.substring(code.end()).strip());
            return responses.certain(
                    written.before(line.substring(0, code.start())) + written.inReply(line.substring(code.start())));
        }
        Matcher refused = REFUSED_COMMAND.matcher(line);
        if (refused.find()) {
            return refused(line, refused.end());
        }
        Matcher auth = AUTH.matcher(line);
        if (auth.find() && LoginWords.begin(line, auth)) {
            begun(auth.group(2));
            return command(line.substring(0, auth.start()), auth);
        }
        Matcher mark = MARK.matcher(line);
        int content = Math.max(marks.behind(line), mark.lookingAt() ? mark.end() : 0);
        String before = written.before(line.substring(0, content));
        boolean marked = !line.substring(0, content).isBlank(); // an indented line is nobody's by that
        return before + said(line.substring(content), marked, next);
    }

    private String refused(String line, int end) {
        int quote = line.lastIndexOf('"', end - 2);
        Matcher auth = AUTH.matcher(line.substring(quote + 1, end - 1));
        String command = auth.find() ? command("", auth) : line.substring(quote + 1, end - 1);
        return written.before(line.substring(0, quote + 1))
                + command
                + responses.tokens(responses.certain(written.hide(line.substring(end - 1))));
    }

    private void answered(String code, String words) {
        if (code.equals("334")) {
            login = Login.ASKED;
            secrets.prompted(words);
        } else if (login != Login.NONE) {
            login = ENDED.matcher(code).matches()
                    ? Login.NONE
                    : REFUSED.matcher(code).matches() ? Login.REFUSED : Login.ODDLY_ANSWERED;
        }
    }

    private void begun(String mechanism) {
        login = Login.ASKED;
        secrets.begun(mechanism);
    }

    /**
     * Masks a line that is not a reply.
     *
     * @param marked whether a mark precedes it
     */
    private String said(String said, boolean marked, String next) {
        Matcher mistyped = MISTYPED.matcher(said);
        if (mistyped.matches() && (marked || answered(next))) {
            begun("LOGIN");
            String response = mistyped.group(2);
            return mistyped.group(1) + (response == null ? "" : responses.hide(response, false));
        }
        boolean command = Utterance.command(said.strip());
        boolean event = said.isBlank()
                || LABEL.matcher(said).matches()
                || ENTRY.matcher(said).matches()
                || LoggedEvent.in(said).isPresent();
        boolean response = login == Login.ASKED
                || (login == Login.REFUSED && marked)
                || (login == Login.ODDLY_ANSWERED && (marked || answered(next)));
        if (response && !command && !event) {
            written.hide(said); // to learn what it names, before all of it is masked
            return responses.hide(said, true);
        }
        login = command && login != Login.ASKED ? Login.NONE : login;
        return responses.tokens(responses.certain(written.hide(said)));
    }

    /** Whether a reply follows at once: a line without a mark is then what was said, and not a sentence about it. */
    private boolean answered(String next) {
        Matcher code = CODE.matcher(next);
        return reply(next, code) && next.substring(0, code.start()).isBlank();
    }

    /** Masks a command, keeping its spelling and blanks. */
    private String command(String before, Matcher auth) {
        String rest = auth.group(3);
        written.hide(auth.group()); // to learn what it names, before all of it is masked
        String start = before.isBlank() ? "" : written.before(before.stripTrailing());
        String blank = start.length() < before.length() && !start.isEmpty() ? " " : "";
        return start + blank + auth.group(1).toUpperCase(Locale.ROOT) + " " + auth.group(2)
                + (rest.isBlank() ? rest : " " + argument(rest.stripLeading()));
    }

    /**
     * Masks the argument. After what must be a response, the answer may be on the same line; otherwise all of it may be the
     * response.
     */
    private String argument(String rest) {
        String first = rest.split("[\\s\\\\\"')>]", 2)[0];
        String more = rest.substring(first.length());
        Matcher code = CODE.matcher(more);
        if (!LearntSecrets.separated(first) || !code.find()) {
            return responses.hide(rest, false);
        }
        answered(code.group(1), more.substring(code.end()).strip());
        return responses.hide(first, false) + written.inReply(more);
    }

    /**
     * Whether a line is a server's: a code follows the server's mark, or one that both sides have; without such a mark, the
     * code is near the beginning, and nothing of a client's precedes it.
     */
    private boolean reply(String line, Matcher code) {
        int behind = marks.behind(line);
        if (behind >= 0) {
            boolean server = marks.of(line).map(Marks.Said::server).orElse(true);
            return code.region(behind, line.length()).find() && code.start() == behind && server;
        }
        return code.find() && !CLIENT.matcher(line).region(0, code.start()).find();
    }

    /** Masks what was part of a login elsewhere; a code is kept. */
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
