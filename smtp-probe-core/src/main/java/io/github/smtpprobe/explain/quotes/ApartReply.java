/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.quotes;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reply whose code a program prints separately from its words: in brackets, in a tuple, or in named fields. */
final class ApartReply {
    private static final String CODE = "(?<code>[45]\\d\\d)";

    private static final List<Pattern> FORMS = List.of(
            of("(?<!\\w)code " + CODE + " (?:\\([\\d.]{1,12}\\) )?'(?<text>.*)'"),
            of("(?<!\\w)(?:permanent|transient) error \\(" + CODE + "\\): (?<text>[^\"\\n]{0,3000})"),
            of("(?<!\\w)(?:permanent|transient) error \\(" + CODE + "\\)(?<text>)[\\s\"',;)]{0,9}+$"),
            of("(?<![\\w.:])" + CODE + ", ?b\\\\{0,8}+'(?<text>[^']{0,3000})'"),
            of("(?:exception|error): " + CODE + ": (?<text>[45]\\.\\d{1,3}\\.\\d{1,3} .*)"),
            of("\\(\\s?(?:code=)?" + CODE + ", ?(?:msg=|message=)?b?\\\\{0,8}+'(?<text>[^']{0,3000})'"),
            of("\\(\\s?(?:code=)?" + CODE + ", ?(?:msg=|message=)?b?\\\\{0,8}+\"(?<text>[^\"]{0,3000})\""),
            of("expected (?:smtp )?(?:reply |response |status )?code:? \\d{3},? (?:but )?got:? " + CODE
                    + "(?<text>)(?!\\d)"),
            // PEAR's Net_SMTP
            of("response code received from server \\(code: " + CODE + ", response: (?<text>.{0,3000})\\)"),
            // PHPMailer
            of("detail: (?<text>.{0,3000}?)\\s{0,9}(?<!\\w)smtp code: " + CODE
                    + "(?= additional smtp info:|\\s{0,9}$)"),
            of("error_code ?: ?" + CODE + ", error_code ?: ?(?<text>[45]\\.\\d{1,3}\\.\\d{1,3} .*)"));

    /** PHPMailer's code on a line of its own. */
    private static final Pattern CODE_ALONE = of("\\s{0,9}smtp code: [45]\\d\\d(?!\\d)");

    private static final Pattern QMAIL =
            of("remote_host_said:_" + CODE + "(?<text>[_-].*?)(?:/(?=Giving_|STARTTLS_|[2-5]\\d\\d[_-]|\\w{0,3}$)|$)");

    /** lettre's code, which consists of three names. */
    private static final Pattern NAMES = of("severity: (?<first>Transient|Permanent)NegativeCompletion, category:"
            + " (?<second>\\w{1,20}), detail: (?<third>\\w{1,20}),? ?\\}(?:\\)(?:, source: \"(?<text>[^\"]{0,3000})\")?"
            + "|, message: \\[ ?\\\\{0,8}\"(?<lines>.{0,3000}?)\\\\{0,8}\",? ?](?= ?[,}]))");

    /** What separates the lines of a reply in a list. */
    private static final Pattern NEXT = Pattern.compile("\\\\{0,8}\", ?\\\\{0,8}\"");

    private static final List<String> CATEGORIES =
            List.of("syntax", "information", "connections", "unspecified3", "unspecified4", "mailsystem");
    private static final List<String> DETAILS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    /** Programs that print nothing but the code. */
    private static final Pattern ALONE =
            of("(?:error|reply|response|status) ?code\\.?:? ?\\[?" + CODE + "(?:\\]|\\s|$)");

    private ApartReply() {}

    private static Pattern of(String form) {
        return Pattern.compile(form, Pattern.CASE_INSENSITIVE);
    }

    static Optional<String> in(String line) {
        Matcher qmail = QMAIL.matcher(line);
        if (qmail.find()) {
            return Optional.of(
                    qmail.group("code") + qmail.group("text").replace('_', ' ').stripTrailing());
        }
        return FORMS.stream()
                .map(each -> each.matcher(line))
                .filter(Matcher::find)
                .findFirst()
                .map(found -> found.group("code") + " " + found.group("text").strip())
                .or(() -> named(line));
    }

    /** A reply whose code is on a line of its own, because the words before it end with a line break. */
    static Optional<String> in(String before, String line) {
        return CODE_ALONE.matcher(line).lookingAt() ? in(before.strip() + " " + line.strip()) : Optional.empty();
    }

    private static Optional<String> named(String line) {
        Matcher names = NAMES.matcher(line);
        if (!names.find()) {
            return Optional.empty();
        }
        int second = CATEGORIES.indexOf(names.group("second").toLowerCase(Locale.ROOT));
        int third = DETAILS.indexOf(names.group("third").toLowerCase(Locale.ROOT));
        boolean permanent = names.group("first").equalsIgnoreCase("permanent");
        String words = Optional.ofNullable(names.group("text"))
                .or(() -> Optional.ofNullable(names.group("lines"))
                        .map(lines -> NEXT.matcher(lines).replaceAll(" ")))
                .orElse("");
        return second < 0 || third < 0
                ? Optional.empty()
                : Optional.of((permanent ? "5" : "4") + second + third + " " + words);
    }

    /** A code without any words, on a line that says that it is one of SMTP. */
    static Optional<String> withoutWords(String line) {
        Matcher alone = ALONE.matcher(line);
        boolean mail = line.toLowerCase(Locale.ROOT).contains("smtp");
        return mail && alone.find() ? Optional.of(alone.group("code") + " ") : Optional.empty();
    }
}
