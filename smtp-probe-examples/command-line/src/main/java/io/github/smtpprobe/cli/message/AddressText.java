/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.message;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a field with mailboxes, such as {@code "Löwe, Ada" <ada@example.com>, bob@example.com}. Text beside the
 * mailboxes may be encoded; text in a mailbox or in quotation marks may not (RFC 2047 §5), so the quotation marks around
 * encoded text are removed.
 */
final class AddressText {
    private static final Pattern PARTS = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"(?!@)|[^\\s,;:<>\"]*@[^\\s,;:<>]*"
            + "|[^\\s,;:<>()\"@]*[^\\x00-\\x7F\\s,;:<>()\"@][^\\s,;:<>()\"@]*"
            + "(?:[ \\t]+[^\\s,;:<>()\"@]*[^\\x00-\\x7F\\s,;:<>()\"@][^\\s,;:<>()\"@]*(?![^\\s,;:<>()\"]*@))*");

    private AddressText() {}

    /**
     * Encodes what is not ASCII.
     *
     * @throws IllegalArgumentException if a mailbox is not ASCII, which no encoding helps
     */
    static String encoded(String value) {
        return PARTS.matcher(value).replaceAll(part -> Matcher.quoteReplacement(encoded(part)));
    }

    private static String encoded(MatchResult part) {
        String text = part.group();
        if (EncodedWords.ascii(text)) {
            return text;
        }
        if (part.group(1) != null) {
            return EncodedWords.word(part.group(1).replaceAll("\\\\(.)", "$1"));
        }
        if (text.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "contains a mailbox that is not ASCII, which this program does not send");
        }
        return EncodedWords.word(text);
    }
}
