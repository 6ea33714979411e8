/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import io.github.smtpprobe.text.Redacted;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks and learns what may be a client's response to a challenge. */
final class Responses {
    private static final int SHORT = 8;
    private static final int LONG = 20;
    private static final Pattern BASE64 =
            Pattern.compile("(?<![A-Za-z0-9+/_=.@<-]|\\?[bB]\\?)[A-Za-z0-9+/_-]{4,}+={0,2}+(?![A-Za-z0-9.@:(])"
                    + "(?!(?<==)(?:[\"'][A-Za-z0-9]|[\"']?[$%~{/]))"); // a name before its value

    /** A name and an equals sign, which is not base64 with its padding. */
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?:pass|pwd|secret|token|credential|clear-text)[A-Za-z0-9_-]{0,20}+=$", Pattern.CASE_INSENSITIVE);

    /**
     * A name before its value in angle brackets, brackets or braces, or one of several words before any value in quotation
     * marks: base64 with its padding never consists of lower-case letters only; 011 is a tab in the notation of syslog.
     */
    private static final Pattern BEFORE_VALUE = Pattern.compile("(?:011)?[a-z]{2,30}(?:[_-][a-z]{2,30}){0,5}=");

    private static final String OPENS = "<[{|(";

    /** The prompts of LOGIN, which logs repeat in place of a reason. */
    private static final Pattern PROMPT = Pattern.compile("(?i)(?:user ?name|password|login)[:\\x00 ]*");

    /** A word of a sentence; some are base64 for a readable letter. */
    private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]+");

    /** The words of a name such as {@code X509CertificateValidationService}. */
    private static final Pattern PART = Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z]?\\d+");

    /** The host and the program before a log entry (RFC 3164 §5.3). */
    private static final Pattern HOST = Pattern.compile("^\\S{1,255} (?=[a-z][\\w./-]{1,60}\\[\\d{1,7}]: )");

    /** Base64 anywhere, also after a written-out line end. */
    private static final Pattern ANY = Pattern.compile("((?:\\\\[nrt])?+)([A-Za-z0-9+/_-]{12,}+={0,2}+)");

    /** What a reply quotes from a command. */
    private static final Pattern QUOTED = Pattern.compile(
            "((?<![A-Za-z0-9-])AUTH(?:ENTICATE)?+[\\s:=]{1,20}+\\\\{0,7}+\"?+[A-Z0-9_-]{1,40}+\\\\{0,7}+\"?+\\s{1,9}+\\\\{0,7}+\"?+)"
                    + "([A-Za-z0-9+/_-]{8,}+={0,2}+)",
            Pattern.CASE_INSENSITIVE);

    private final LearntSecrets secrets;

    Responses(LearntSecrets secrets) {
        this.secrets = secrets;
    }

    /**
     * Masks everything that may be a response; blanks before it, and quotes and line ends after it, are kept.
     *
     * @param response whether it is one; otherwise it may be a sentence, which must lose no word in a reply
     */
    String hide(String said, boolean response) {
        int start = 0;
        while (start < said.length()
                && (Character.isWhitespace(said.charAt(start)) || ":=".indexOf(said.charAt(start)) >= 0)) {
            start++;
        }
        int end = said.length();
        while (end > start && Character.isWhitespace(said.charAt(end - 1))) {
            end--;
        }
        end = unquoted(said, start, end);
        if (start >= end) {
            return said;
        }
        String[] words = said.substring(start, end).split("\\s+", 4);
        for (String word : words) {
            if (encoded(word) || (response && words.length < 3)) {
                secrets.respond(word);
            }
        }
        return said.substring(0, start) + Redacted.MASK + said.substring(end);
    }

    /** The end of a response. Python and JSON append line ends and quotes to it, and others put brackets around the line. */
    private static int unquoted(String said, int start, int end) {
        int at = end;
        while (at > start && ",)}]>".indexOf(said.charAt(at - 1)) >= 0) {
            at--;
        }
        if (at == start || "'\"".indexOf(said.charAt(at - 1)) < 0) {
            return at > start && said.charAt(end - 1) == '>' ? at : end;
        }
        at--;
        for (String escape : new String[] {"\\n", "\\r"}) {
            at = said.startsWith(escape, at - 2) && at - 2 >= start ? at - 2 : at;
        }
        return at;
    }

    /** Masks what can only be a response that a server repeats, or a program quotes. */
    String certain(String said) {
        return replace(ANY, replace(QUOTED, said, Responses::encoded), LearntSecrets::separated);
    }

    private String replace(Pattern pattern, String said, Predicate<String> response) {
        return pattern.matcher(said).replaceAll(found -> {
            boolean is = response.test(found.group(2));
            if (is) {
                secrets.learn(found.group(2));
            }
            return Matcher.quoteReplacement(is ? found.group(1) + Redacted.MASK : found.group());
        });
    }

    /** Masks what looks like base64. */
    String tokens(String said) {
        boolean alone = BASE64.matcher(said.strip()).matches();
        Matcher host = HOST.matcher(said);
        int start = host.find() ? host.end() : 0;
        return said.substring(0, start)
                + BASE64.matcher(said.substring(start)).replaceAll(found -> {
                    String text = found.group();
                    int end = start + found.end();
                    boolean encoded = (text.length() >= SHORT || alone)
                            && encoded(text)
                            && !name(text, end < said.length() ? said.charAt(end) : ' ');
                    if (encoded) {
                        secrets.respond(text);
                    }
                    return Matcher.quoteReplacement(encoded ? Redacted.MASK : text);
                });
    }

    /** Whether it is a word or a name that looks like base64: outside of a login, sentences and settings are more likely. */
    private static boolean name(String text, char next) {
        String said = LearntSecrets.text(text);
        return ASSIGNED.matcher(text).find()
                || (said != null && PROMPT.matcher(said).matches())
                || WORD.matcher(text).matches()
                || (BEFORE_VALUE.matcher(text).matches()
                        && (OPENS.indexOf(next) >= 0 || (next == '"' && text.indexOf('_') > 0)))
                || words(text);
    }

    /** Whether it consists of words, which have four letters on average, most of them consecutive lower-case letters. */
    private static boolean words(String text) {
        if (text.endsWith("=") || LearntSecrets.text(text) != null) {
            return false;
        }
        int parts = 0;
        int small = 0;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            int letters =
                    (int) part.group().chars().filter(Character::isLowerCase).count();
            parts++;
            small += letters > 2 ? letters : 0;
        }
        return 4 * parts <= text.length() && 2 * small >= text.length();
    }

    static boolean encoded(String token) {
        boolean mixed = token.length() >= LONG
                && token.chars().anyMatch(Character::isDigit)
                && token.chars().anyMatch(Character::isUpperCase)
                && token.chars().anyMatch(Character::isLowerCase);
        return mixed || token.endsWith("=") || LearntSecrets.text(token) != null;
    }
}
