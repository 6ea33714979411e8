/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import io.github.smtpprobe.text.Scrubber;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values behind words that name a secret, in any notation of settings and programs: masked where they stand, and learnt. Whether
 * a word of a sentence stands there is told by what is between the two.
 */
final class NamedValues {
    private static final String NAME = "(?:pass(?:word|wd|phrase|wort|code|ord|e)?|pwd|(?<![A-Za-z0-9])pw|kennwort"
        + "|contrase.{1,2}a|senha|wachtwoord|has[\\u0142l]o|heslo|jelsz[\\u00F3o]|parol[ea]|salasana|adgangskode|l[\\u00F6o]senord|\\u015Fifre|kata"
        + " sandi|m\\u1EADt kh\\u1EA9u|\\u043F\\u0430\\u0440\\u043E\\u043B\\u044C?"
        + "|\\u5BC6[\\u7801\\u78BC]|\\u30D1\\u30B9\\u30EF\\u30FC\\u30C9|\\uBE44\\uBC00\\uBC88\\uD638|\\u05E1\\u05D9\\u05E1\\u05DE\\u05D4|\\u0643\\u0644\\u0645\\u0629"
        + " \\u0627\\u0644(?:\\u0645\\u0631\\u0648\\u0631|\\u0633\\u0631)"
        + "|secret|token|api[_-]?key|private[_-]?key|authorization|credentials?)(?:[_-]?(?:key|value|string))?+\\d?+";

    /** Behind the name: the end of its own quotation, an index or a call, and for whom it is. */
    private static final String CLOSED = "(?:\\\\?[\"'`]|[\\])]|&quot;|%22){0,3}+(?: for [^\\s:]{1,100}+)?+\\s{0,10}+";

    /** Signs of an assignment, also as URLs, HTML and JSON write them. */
    private static final String SIGN = "=>|:=|->|[:=\\uFF1A]|%3[dDaA]|&#61;|\\\\(?:u00|x)3[dD]";

    private static final Pattern QUOTED = Pattern.compile(
            NAME + CLOSED + "(" + SIGN + "|[,(]|value\\s?=|is\\s|was\\s)?+\\s{0,10}+(?:(?:Some|Secret)\\()?+[bu]?+(?:"
                    + "\\\\?\"([^\"\\n]++)|'([^'\\n]++)|`([^`\\n]++)|%22([^%\\n]++)|&quot;([^&\\n]++))",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    private static final Pattern BARE = Pattern.compile(
            NAME + CLOSED + "(" + SIGN + ")\\s{0,10}+([^\\s\"',;})\\[`]++(?: [^\\s\"',;})\\[`]++)?+)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    /** The text of an element, and of the one behind it. */
    private static final Pattern ELEMENT = Pattern.compile(
            "(?:<(?:[\\w.-]{1,40}+:)?+" + NAME + "|" + NAME + "[\"'])>(?:<value>)?+([^<\\n]++)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final LearntSecrets secrets;

    NamedValues(LearntSecrets secrets) {
        this.secrets = secrets;
    }

    /**
     * Masks them.
     *
     * @param reply whether it is a server's: then only what is written as a value, and not as a sentence
     */
    String hide(String said, boolean reply) {
        String quoted = QUOTED.matcher(said)
                .replaceAll(found -> Matcher.quoteReplacement(
                        reply && !sign(found) ? found.group() : masked(found, last(found), true)));
        String bare = BARE.matcher(quoted)
                .replaceAll(found -> Matcher.quoteReplacement(
                        reply && !assigned(found) ? found.group() : masked(found, found.group(2), assigned(found))));
        return reply
                ? bare
                : ELEMENT.matcher(bare)
                        .replaceAll(found -> Matcher.quoteReplacement(masked(found, found.group(1), true)));
    }

    private static boolean sign(MatchResult found) {
        String between = found.group(1) == null ? "" : found.group(1);
        return between.equals(":") || between.contains("=");
    }

    /** Behind a colon may stand a word of a sentence; behind a sign of equality stands a value. */
    private static boolean assigned(MatchResult found) {
        return found.group(1).contains("=") || found.group(1).length() > 2;
    }

    private static String last(MatchResult found) {
        int group = 2;
        while (found.group(group) == null) {
            group++;
        }
        return found.group(group);
    }

    /** Of what may be words of a sentence only the last is learnt, and only if it is no word: no reply must lose its words. */
    private String masked(MatchResult found, String text, boolean value) {
        if (LearntSecrets.placeholder(text)) {
            return found.group();
        }
        String last = text.substring(text.lastIndexOf(' ') + 1);
        if (value) {
            secrets.learn(text);
            int next = text.indexOf('&'); // the next field of a form
            if (next > 0) {
                secrets.learn(text.substring(0, next));
            }
        } else if (last.chars().anyMatch(each -> !Character.isLetter(each))) {
            secrets.learn(last);
        }
        return found.group().substring(0, found.group().length() - text.length()) + Scrubber.MASK;
    }
}
