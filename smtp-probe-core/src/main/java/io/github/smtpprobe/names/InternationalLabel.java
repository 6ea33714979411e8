/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.names;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A label with letters beyond ASCII in its two forms: the U-label that people read, and the A-label on the wire (RFC 5890
 * §2.3.2.1). It follows IDNA 2008, but also accepts labels that only IDNA 2003 allowed and that exist in DNS, such as those with
 * an emoji. Characters that this version of Java does not know yet are treated as letters.
 */
final class InternationalLabel {
    static final String PREFIX = "xn--";

    /** Lower-case letters that case mapping would change, although names may contain them (RFC 5892 §2.6). */
    private static final Set<Integer> KEPT = Set.of((int) 'ß', (int) 'ς', (int) 'ı');

    private static final int ZWNJ = 0x200C;
    private static final int ZWJ = 0x200D;

    private InternationalLabel() {}

    /**
     * Reads an A-label.
     *
     * @param label in lower case, beginning with {@code xn--}, at most 63 characters
     * @return the U-label; empty if it only looks like an A-label
     */
    static Optional<String> read(String label) {
        return Punycode.decode(label.substring(PREFIX.length()))
                .filter(InternationalLabel::valid)
                .filter(text -> write(text).equals(label));
    }

    /**
     * Writes an A-label.
     *
     * @param text any label with letters beyond ASCII
     * @return the A-label
     */
    static String write(String text) {
        return PREFIX + Punycode.encode(text);
    }

    /**
     * Converts capital letters to the form that names use.
     *
     * @param text any text
     * @return the text in lower case, except for Cherokee, which is in capitals
     */
    static String mapped(String text) {
        return text.codePoints()
                .map(point -> cherokee(Character.toUpperCase(point))
                        ? Character.toUpperCase(point)
                        : Character.toLowerCase(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * Tells whether a name can contain this label (RFC 5891 §5.4).
     *
     * @param text a label after mapping
     * @return whether there is an A-label for it
     */
    static boolean valid(String text) {
        boolean hyphens = text.startsWith("-") || text.endsWith("-") || (text.length() > 3 && text.startsWith("--", 2));
        return !hyphens
                && text.codePoints().anyMatch(point -> point >= 0x80)
                && Normalizer.isNormalized(text, Normalizer.Form.NFC)
                && !mark(text.codePointAt(0))
                && text.codePoints().allMatch(InternationalLabel::possible)
                && joinersStandBehindLetters(text);
    }

    /**
     * Tells whether a character is one that IDNA 2003 removes or replaces, and IDNA 2008 keeps.
     *
     * @param point a Unicode code point
     * @return whether it is a sharp s, a final sigma or a joiner
     */
    static boolean deviates(int point) {
        return point == 'ß' || point == 'ς' || joiner(point);
    }

    /**
     * Tells whether a character can be part of a label.
     *
     * @param point a Unicode code point
     * @return false for characters that are mapped to others, and for invisible ones
     */
    static boolean possible(int point) {
        if (point < 0x80) {
            return point == '-' || (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z');
        }
        return joiner(point) || (!invisible(point) && (KEPT.contains(point) || stable(point)));
    }

    /** Whether compatibility and case mapping leave a character unchanged; others do not occur in names (RFC 5892 §2.2). */
    private static boolean stable(int point) {
        String text = Character.toString(point);
        if (cherokee(Character.toUpperCase(point))) {
            return cherokee(point);
        }
        String folded = compatible(text).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return compatible(folded).equals(text);
    }

    private static String compatible(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** Whether it belongs to the one script whose names are in capital letters, since its small letters were added later. */
    private static boolean cherokee(int point) {
        return point >= 0x13A0 && point <= 0x13F5;
    }

    private static boolean invisible(int point) {
        boolean filler = point == 0x034F || point == 0x115F || point == 0x1160 || point == 0x17B4 || point == 0x17B5;
        boolean selector = (point >= 0x180B && point <= 0x180F)
                || (point >= 0xFE00 && point <= 0xFE0F)
                || (point >= 0xE0000 && point <= 0xE0FFF);
        boolean noCharacter = (point & 0xFFFE) == 0xFFFE;
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> filler || selector || noCharacter;
        };
    }

    private static boolean mark(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> joiner(point);
        };
    }

    private static boolean joiner(int point) {
        return point == ZWNJ || point == ZWJ;
    }

    /** Whether joiners are between letters of scripts in which letters join, which is nearly RFC 5892 appendix A.1 and A.2. */
    private static boolean joinersStandBehindLetters(String text) {
        int before = 0;
        for (int point : text.codePoints().toArray()) {
            if (joiner(point) && !joins(before)) {
                return false;
            }
            before = point;
        }
        return true;
    }

    private static boolean joins(int point) {
        return switch (Character.UnicodeScript.of(point)) {
            case COMMON, UNKNOWN, LATIN, GREEK, CYRILLIC, ARMENIAN, GEORGIAN, HEBREW, HAN, HIRAGANA, KATAKANA, HANGUL ->
                false;
            default -> !joiner(point);
        };
    }
}
