/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.nio.charset.StandardCharsets;

/**
 * Turns octets and strings of unknown origin into visible characters. Well-formed UTF-8 stays readable (RFC 6531 replies);
 * everything that could move a cursor, change the writing direction or end a line is escaped as {@code \xHH} or a {@code u} with
 * braces.
 */
public final class Printable {
    /** The escape of each octet. */
    private static final String[] ESCAPES = escapes();

    private static final int LONGEST_QUOTED = 120;

    private Printable() {}

    private static String[] escapes() {
        String digits = "0123456789ABCDEF";
        String[] all = new String[256];
        for (int octet = 0; octet < all.length; octet++) {
            all[octet] = "\\x" + digits.charAt(octet >> 4) + digits.charAt(octet & 0xF);
        }
        all['\\'] = "\\\\";
        return all;
    }

    /**
     * Decodes octets into text without control characters. A backslash stays as it is, so this form is for reading only.
     *
     * @param octets octets from the wire
     * @return printable text
     */
    public static String decode(byte[] octets) {
        return decode(octets, 0, octets.length);
    }

    /**
     * Decodes a part of octets into text without control characters.
     *
     * @param octets octets from the wire
     * @param from   the first index
     * @param to     the index after the last
     * @return printable text
     */
    public static String decode(byte[] octets, int from, int to) {
        return text(octets, from, to, false);
    }

    /**
     * Decodes octets into text from which the octets can be read back: a backslash is doubled.
     *
     * @param octets octets from the wire
     * @param from   the first index
     * @param to     the index after the last
     * @return the reversible form
     */
    public static String escape(byte[] octets, int from, int to) {
        return text(octets, from, to, true);
    }

    /**
     * Makes a string of unknown origin (a certificate's subject, a DNS name, an exception's text) safe to show.
     *
     * @param text any string
     * @return the same without control, bidi and other invisible characters
     */
    public static String clean(String text) {
        if (visible(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 8);
        int point;
        for (int at = 0; at < text.length(); at += Character.charCount(point)) {
            point = text.codePointAt(at);
            if (visible(point)) {
                out.appendCodePoint(point);
            } else {
                appendPoint(out, point);
            }
        }
        return out.toString();
    }

    /**
     * Shortens a text without cutting a character in half.
     *
     * @param text any string
     * @param most its maximum length in {@code char}s
     * @param mark stands for what was cut off
     * @return the same, or its beginning with the mark
     */
    public static String cut(String text, int most, String mark) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + mark;
    }

    /**
     * Quotes what somebody supplied, for a message about it. Not for secrets.
     *
     * @param text any string
     * @return its first 120 characters in quotation marks, safe to show
     */
    public static String quoted(String text) {
        return '"' + clean(cut(text, LONGEST_QUOTED, "\u2026")) + '"';
    }

    /**
     * Puts a peer's words into quotation marks, unchanged if possible: if they contain straight marks, they are put into
     * typographic ones.
     *
     * @param words the words, safe to show and short enough
     * @return the words in quotation marks; if they contain both kinds, their own straight ones become single
     */
    public static String inMarks(String words) {
        boolean own = words.indexOf('"') >= 0;
        boolean both = own && (words.indexOf('\u201c') >= 0 || words.indexOf('\u201d') >= 0);
        return own && !both ? '\u201c' + words + '\u201d' : '"' + words.replace('"', '\'') + '"';
    }

    /**
     * Counts the octets that a text has in UTF-8, without encoding it.
     *
     * @param text any string
     * @return its length on disk or on the wire; half a character counts two
     */
    public static int octets(String text) {
        int sum = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            sum += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return sum;
    }

    /**
     * An upper bound for a text's octets in UTF-8, without reading it.
     *
     * @param chars its length
     * @return at least the number of its {@linkplain #octets octets}
     */
    public static long mostOctets(int chars) {
        return 3L * chars;
    }

    /**
     * Tells whether a character may be shown as it is.
     *
     * @param point a Unicode code point
     * @return false for controls, format and bidi characters, separators, surrogates, tags, fillers, variation selectors and
     *     unassigned code points
     */
    public static boolean visible(int point) {
        if (point >= 0x20 && point < 0x7F) {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> !Ignorable.is(point);
        };
    }

    /**
     * Tells whether all characters of a text may be shown as they are.
     *
     * @param text any string
     * @return whether each is {@linkplain #visible(int) visible}
     */
    public static boolean visible(String text) {
        int point;
        for (int at = plain(text); at < text.length(); at += Character.charCount(point)) {
            point = text.codePointAt(at);
            if (!visible(point)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells whether a text contains no unpaired surrogates.
     *
     * @param text any characters
     * @return whether they can be written in UTF-8
     */
    public static boolean wellFormed(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++; // the other half
            }
        }
        return true;
    }

    /** The length of the printable ASCII at the beginning of a text; most texts contain nothing else. */
    private static int plain(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) >= 0x20 && text.charAt(at) < 0x7F) {
            at++;
        }
        return at;
    }

    private static String text(byte[] octets, int from, int to, boolean reversible) {
        int plain = plain(octets, from, to, reversible);
        if (plain == to) { // true of most text
            return new String(octets, from, to - from, StandardCharsets.US_ASCII);
        }
        StringBuilder out = new StringBuilder(to - from + 8);
        append(out, octets, from, to, reversible);
        return out.toString();
    }

    private static void append(StringBuilder out, byte[] octets, int from, int to, boolean reversible) {
        int at = from;
        while (at < to) {
            int plain = plain(octets, at, to, reversible);
            if (plain > at) { // true of most text, which is copied at once
                out.append(new String(octets, at, plain - at, StandardCharsets.US_ASCII));
            }
            at = plain < to ? appendOther(out, octets, plain, to) : to;
        }
    }

    /** The end of a run of characters that need no change. */
    private static int plain(byte[] octets, int from, int to, boolean reversible) {
        int at = from;
        while (at < to && octets[at] >= 0x20 && octets[at] < 0x7F && !(reversible && octets[at] == '\\')) {
            at++;
        }
        return at;
    }

    /** Appends the next character or escaped octet, and returns the index after it. */
    private static int appendOther(StringBuilder out, byte[] octets, int at, int to) {
        int octet = octets[at] & 0xFF;
        int length = Utf8Sequence.length(octet);
        int point = length == 0 || at + length > to ? Utf8Sequence.MALFORMED : Utf8Sequence.decode(octets, at, length);
        if (point == Utf8Sequence.MALFORMED) {
            out.append(ESCAPES[octet]);
            return at + 1;
        }
        if (visible(point)) {
            out.appendCodePoint(point);
        } else {
            appendPoint(out, point);
        }
        return at + length;
    }

    private static void appendPoint(StringBuilder out, int point) {
        out.append("\\u{")
                .append(Integer.toHexString(point).toUpperCase(java.util.Locale.ROOT))
                .append('}');
    }
}
