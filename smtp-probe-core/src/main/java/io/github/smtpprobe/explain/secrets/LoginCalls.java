/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls of mail libraries that log in, with the number of the argument that is the password. */
final class LoginCalls {
    /** Stands for the last text among the arguments, if libraries differ. */
    private static final int LAST = 0;
    /** Stands for the text after the user name, whatever objects precede both. */
    private static final int SECOND = 2;

    private static final int MOST = 8;
    private static final int LONGEST = 600;

    private static final Map<String, Integer> PASSWORDS = Map.ofEntries(
            Map.entry("login", SECOND),
            Map.entry("auth", SECOND),
            Map.entry("set_auth", SECOND),
            Map.entry("withauth", SECOND),
            Map.entry("networkcredential", SECOND),
            Map.entry("passwordauthentication", SECOND),
            Map.entry("usernamepasswordcredentials", SECOND),
            Map.entry("usernamepasswordauthentication", SECOND),
            Map.entry("pscredential", SECOND),
            Map.entry("crammd5auth", SECOND),
            Map.entry("loginauth", SECOND),
            Map.entry("basicauth", SECOND),
            Map.entry("auth_login", SECOND),
            Map.entry("auth_plain", SECOND),
            Map.entry("auth_cram_md5", SECOND),
            Map.entry("authenticate", SECOND),
            Map.entry("authenticateasync", SECOND),
            Map.entry("setauthentication", SECOND),
            Map.entry("setcredentials", SECOND),
            Map.entry("setlogin", SECOND),
            Map.entry("simpleauthenticator", SECOND),
            Map.entry("smtpauthenticator", SECOND),
            Map.entry("defaultauthenticator", SECOND),
            Map.entry("credentials.password", SECOND),
            Map.entry("credentials::new", SECOND),
            Map.entry("yagmail.smtp", SECOND),
            Map.entry("newloginclient", SECOND),
            Map.entry("newplainclient", 3),
            Map.entry("plainauth", 3),
            Map.entry("withsmtpserver", 4),
            Map.entry("newdialer", 4),
            Map.entry("newplaindialer", 4),
            Map.entry("smtp.start", LAST),
            Map.entry("connect", LAST));

    /** A call; also an argument with a name whose value is a pair of both. */
    private static final Pattern CALL = Pattern.compile(
            "(?<![A-Za-z0-9])(" + String.join("|", PASSWORDS.keySet()).replace(".", "\\.")
                    + ")(?:\\\\{0,7}[\"'])?+\\s{0,3}+(?:[:=]\\s{0,3}+)?+[(\\[]",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern MECHANISM =
            Pattern.compile("PLAIN|LOGIN|XOAUTH2|NTLM|(?:CRAM|DIGEST|SCRAM)-.{1,20}", Pattern.CASE_INSENSITIVE);

    /** What follows a call of which a program shows only the first line: stack frames, and the error. */
    private static final Pattern BEHIND = Pattern.compile(
            "\n\\s{0,40}+(?:File \"|at |Traceback|[\\w.]{1,80}(?:Error|Exception|Refused|Disconnected)(?!\\w))");

    /** An argument in quotation marks. */
    private record Text(int start, int end, int argument) {}

    private LoginCalls() {}

    /** Replaces each password by what {@code hiding} returns for it. */
    static String hide(String said, UnaryOperator<String> hiding) {
        StringBuilder out = new StringBuilder();
        Matcher call = CALL.matcher(said);
        int at = 0;
        while (at <= said.length() && call.find(at)) {
            String name = call.group(1).toLowerCase(Locale.ROOT);
            Text password = password(said, call.end(), PASSWORDS.getOrDefault(name, LAST));
            int kept = password == null ? call.end() : password.start();
            out.append(said, at, kept);
            if (password != null) {
                out.append(hiding.apply(said.substring(password.start(), password.end())));
                kept = password.end();
            }
            at = kept;
        }
        return at == 0 ? said : out.append(said, at, said.length()).toString();
    }

    private static @Nullable Text password(String said, int from, int wanted) {
        List<Text> texts = texts(said, from);
        if (texts.isEmpty()) {
            return null;
        }
        Text last = texts.get(texts.size() - 1);
        if (wanted == LAST) {
            return last.argument() < 3 ? null : last;
        }
        if (wanted == SECOND && texts.size() > 1) {
            return texts.get(1);
        }
        return texts.stream()
                .filter(each -> each.argument() == wanted)
                .findFirst()
                .orElse(null);
    }

    /** The texts among the arguments, without the names of mechanisms. */
    private static List<Text> texts(String said, int from) {
        List<Text> found = new ArrayList<>();
        int argument = 1;
        int depth = 0;
        int last = Math.min(said.length(), from + LONGEST);
        Matcher behind = BEHIND.matcher(said).region(from, last);
        last = behind.find() ? behind.start() : last;
        for (int at = from; at < last && depth >= 0 && argument <= MOST; at++) {
            char each = said.charAt(at);
            depth += each == '(' || each == '[' ? 1 : each == ')' || each == ']' ? -1 : 0;
            argument += each == ',' && depth == 0 ? 1 : 0;
            int mark = Quotation.mark(said, at);
            if (mark > 0) {
                int start = at + mark;
                int end = Quotation.end(said, start, said.substring(at, start));
                String text = said.substring(start, end);
                if (!text.isEmpty() && !MECHANISM.matcher(text).matches()) {
                    found.add(new Text(start, end, argument));
                }
                at = Math.max(at, end + mark - 1);
            }
        }
        return found;
    }
}
