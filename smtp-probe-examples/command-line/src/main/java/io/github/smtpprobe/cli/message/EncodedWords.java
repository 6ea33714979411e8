/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.message;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that is not ASCII, as encoded words in a header field (RFC 2047). */
final class EncodedWords {
    /** How many octets fit into an encoded word of 75 characters in base64 (§2). */
    private static final int MOST_OCTETS = 45;

    /** Non-ASCII words, with the blanks between them, because readers drop blanks between encoded words (§6.2). */
    private static final Pattern RUN =
            Pattern.compile("[^ \\t]*[^\\x00-\\x7F ][^ \\t]*(?:[ \\t]+[^ \\t]*[^\\x00-\\x7F ][^ \\t]*)*");

    private EncodedWords() {}

    static boolean ascii(String text) {
        return text.chars().allMatch(each -> each < 0x80);
    }

    /** Encodes free text such as a subject; ASCII in it stays unchanged. */
    static String inText(String text) {
        return RUN.matcher(text).replaceAll(run -> Matcher.quoteReplacement(word(run.group())));
    }

    /** Encodes one text as encoded words, none of which splits a character. */
    static String word(String text) {
        StringBuilder words = new StringBuilder();
        StringBuilder part = new StringBuilder();
        int octets = 0;
        for (int point : text.codePoints().toArray()) {
            String next = Character.toString(point);
            int more = next.getBytes(StandardCharsets.UTF_8).length;
            if (octets + more > MOST_OCTETS) {
                words.append(framed(part)).append(' ');
                part.setLength(0);
                octets = 0;
            }
            part.append(next);
            octets += more;
        }
        return words.append(framed(part)).toString();
    }

    private static String framed(CharSequence part) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(part.toString().getBytes(StandardCharsets.UTF_8))
                + "?=";
    }
}
