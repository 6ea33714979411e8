/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.secrets;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks values that are separate from the word that names a secret: {@code name: SMTP_PASSWORD, value: x}, {@code
 * <name>password</name>}, {@code <password>x</password>}, also over several lines. No sentence is written in this way.
 */
final class ValuePairs {
    private static final String QUOTE = "(?:\\\\{0,7}+[\"'])?+";
    private static final String VALUE =
            "(?:(\\\\{0,7}+[\"'])(?!\\[redacted)([^\\n]{1,500}?)\\1|([^\\s\"',;}\\])<\\\\]++))";
    private static final String WORD =
            QUOTE + "(?<![A-Za-z])(?:value|val|content|default|data)" + QUOTE + "\\s{0,9}+[:=]\\s{0,9}+";

    /** A value up to the next tag or, if no tag follows, one that is not a word of a sentence. */
    private static final String ELEMENT = "\\s{0,9}+([^<\\s][^<\\n]*+(?=<)|(?=[A-Za-z]*+[^<\\sA-Za-z])[^<\\s]++)";

    private static final List<Pattern> ALL = List.of(
            of(NamedValues.NAME + QUOTE + "\\s{0,9}+[,;]?+\\s{0,40}+" + WORD + VALUE),
            of(WORD + VALUE + "[\\s,;]{1,40}+" + QUOTE + "(?:name|key)" + QUOTE + "\\s{0,9}+[:=]\\s{0,9}+" + QUOTE
                    + "[\\w.-]{0,60}?" + NamedValues.NAME + "(?![A-Za-z])"),
            of("()(?:<(?:[\\w.-]{1,40}+:)?+" + NamedValues.NAME + "|" + NamedValues.NAME
                    + "\\\\{0,7}+[\"'])>(?:<value>)?+" + ELEMENT + "()"),
            of("()" + NamedValues.NAME + "<\\\\?+/[\\w.-]{1,40}+>\\s{0,40}+<[\\w.-]{1,40}+>" + ELEMENT + "()"));

    /** What each of the patterns requires: most texts name no secret, and are searched only once. */
    private static final Pattern NAME = of(NamedValues.NAME);

    /** The index from which on the patterns are for elements with a sign at their end. */
    private static final int FIRST_ELEMENT = 2;

    /** Without this word there are no pairs, whose search takes long. */
    private static final Pattern VALUES = of(WORD);

    private ValuePairs() {}

    private static Pattern of(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Replaces each value by what {@code hiding} returns for it. */
    static String hide(String text, UnaryOperator<String> hiding) {
        if (!NAME.matcher(text).find()) {
            return text;
        }
        String hidden = text;
        boolean values = VALUES.matcher(text).find();
        boolean elements = text.indexOf('>') >= 0;
        for (int i = values ? 0 : FIRST_ELEMENT; i < (elements ? ALL.size() : FIRST_ELEMENT); i++) {
            Pattern each = ALL.get(i);
            hidden = each.matcher(hidden).replaceAll(found -> Matcher.quoteReplacement(replaced(found, hiding)));
        }
        return hidden;
    }

    private static String replaced(MatchResult found, UnaryOperator<String> hiding) {
        int value = found.start(2) >= 0 ? 2 : 3;
        String all = found.group();
        return all.substring(0, found.start(value) - found.start())
                + hiding.apply(found.group(value))
                + all.substring(found.end(value) - found.start());
    }
}
