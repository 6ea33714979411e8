/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls of mail libraries that log in, with the number of the argument that is the password. */
final class LoginCalls {
    /** The last text among the arguments, where libraries differ. */
    private static final int LAST = 0;

    private static final int MOST = 8;
    private static final int LONGEST = 600;

    private static final Map<String, Integer> PASSWORDS = Map.ofEntries(
            Map.entry("login", 2),
            Map.entry("auth", 2),
            Map.entry("networkcredential", 2),
            Map.entry("passwordauthentication", 2),
            Map.entry("usernamepasswordcredentials", 2),
            Map.entry("crammd5auth", 2),
            Map.entry("loginauth", 2),
            Map.entry("basicauth", 2),
            Map.entry("authenticate", 2),
            Map.entry("authenticateasync", 2),
            Map.entry("setauthentication", 2),
            Map.entry("defaultauthenticator", 2),
            Map.entry("credentials.password", 2),
            Map.entry("credentials::new", 2),
            Map.entry("plainauth", 3),
            Map.entry("withsmtpserver", 4),
            Map.entry("newdialer", 4),
            Map.entry("newplaindialer", 4),
            Map.entry("smtp.start", LAST),
            Map.entry("connect", LAST));

    /** Also an argument with a name, whose value is a pair of both. */
    private static final Pattern CALL = Pattern.compile(
            "(?<![A-Za-z0-9])(" + String.join("|", PASSWORDS.keySet()).replace(".", "\\.")
                    + ")(?:\\s{0,3}+[:=]\\s{0,3}+)?+[(\\[]",
            Pattern.CASE_INSENSITIVE);

    private LoginCalls() {}

    /** Hides them; what hides is given each value. */
    static String hide(String said, UnaryOperator<String> hiding) {
        StringBuilder out = new StringBuilder(said.length());
        Matcher call = CALL.matcher(said);
        int at = 0;
        while (at <= said.length() && call.find(at)) {
            String name = call.group(1).toLowerCase(Locale.ROOT);
            int[] password = password(said, call.end(), PASSWORDS.getOrDefault(name, LAST));
            int kept = password == null ? call.end() : password[0];
            out.append(said, at, kept);
            if (password != null) {
                out.append(hiding.apply(said.substring(password[0], password[1])));
                kept = password[1];
            }
            at = kept;
        }
        return out.append(said, at, said.length()).toString();
    }

    /** Where the text of an argument begins and ends; null if it is none. */
    private static int @org.jspecify.annotations.Nullable [] password(String said, int from, int wanted) {
        int[] found = null;
        int argument = 1;
        int depth = 0;
        int end = Math.min(said.length(), from + LONGEST);
        for (int at = from; at < end && depth >= 0 && argument <= MOST; at++) {
            char each = said.charAt(at);
            depth += each == '(' || each == '[' ? 1 : each == ')' || each == ']' ? -1 : 0;
            argument += each == ',' && depth == 0 ? 1 : 0;
            int close = each == '"' || each == '\'' ? said.indexOf(each, at + 1) : -1;
            if (close >= 0 && close < end) {
                boolean filled = close > at + 1;
                found = filled && (wanted == LAST || wanted == argument) ? new int[] {at + 1, close} : found;
                at = close;
            }
        }
        return wanted == LAST && argument < 3 ? null : found;
    }
}
