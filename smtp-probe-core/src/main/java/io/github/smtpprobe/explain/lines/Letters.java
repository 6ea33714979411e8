/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

import io.github.smtpprobe.text.Entities;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Restores characters that a program has changed: terminal colours, HTML entities, Markdown links, and UTF-8 that was read as
 * Windows-1252.
 */
final class Letters {
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]{0,20}[A-Za-z]");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:([A-Za-z]{2,8}[0-9]{0,2})|#(\\d{2,6})|#[xX]([0-9A-Fa-f]{2,5}));");

    /** The first octet of a letter in UTF-8, and the next one. */
    private static final Pattern MISREAD =
            Pattern.compile("[\u00C2-\u00C5\u00D0\u00D1][\u0080-\u00BF\u0152-\u017E\u02C6\u02DC\u2013-\u2122]");

    /** A name that an editor of web pages turned into a link to itself. */
    private static final Pattern LINK =
            Pattern.compile("\\[([^\\[\\]()\\s]{1,255})]\\((?:https?://|mailto:)?\\1/?\\)", Pattern.CASE_INSENSITIVE);

    /** Words between signs that make them bold. */
    private static final Pattern BOLD =
            Pattern.compile("(?<![\\w*])\\*\\*(?=[^\\s*])([^*]{1,300})(?<=\\S)\\*\\*(?![\\w*])");

    private static final String JAPANESE = "\u001B$";
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private Letters() {}

    /** The line as it was meant; it stays one line. */
    static String in(String line) {
        String text = line.indexOf('\u001B') < 0
                ? line
                : COLOUR.matcher(japanese(line)).replaceAll("");
        text = text.indexOf('&') < 0 ? text : ENTITY.matcher(text).replaceAll(Letters::entity);
        text = text.indexOf("**") < 0 ? text : BOLD.matcher(text).replaceAll("$1");
        text = text.indexOf("](") < 0 ? text : LINK.matcher(text).replaceAll("$1");
        return MISREAD.matcher(text).find() ? reread(text) : text;
    }

    /** Decodes ISO-2022-JP, whose letters are ASCII between escapes. */
    private static String japanese(String line) {
        return line.contains(JAPANESE) && line.chars().allMatch(each -> each < 128)
                ? new String(line.getBytes(StandardCharsets.US_ASCII), Charset.forName("ISO-2022-JP"))
                : line;
    }

    private static String entity(MatchResult found) {
        String number = found.group(2);
        int code = found.group(1) != null
                ? Entities.point(found.group(1))
                : number == null ? Integer.parseInt(found.group(3), 16) : Integer.parseInt(number);
        return Matcher.quoteReplacement(code < 0 ? found.group() : letter(code));
    }

    private static String letter(int code) {
        boolean shown = Character.isValidCodePoint(code) && !Character.isISOControl(code) && code != '\u00A0';
        return shown ? Character.toString(code) : " ";
    }

    /** Decodes the original octets again; returns the line itself if there are none. */
    private static String reread(String text) {
        try {
            ByteBuffer octets = WINDOWS.newEncoder().encode(java.nio.CharBuffer.wrap(text));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(octets)
                    .toString();
        } catch (CharacterCodingException other) {
            return text; // it contains letters of both kinds
        }
    }
}
