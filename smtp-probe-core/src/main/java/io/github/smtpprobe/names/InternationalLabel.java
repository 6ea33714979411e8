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

    /** RFC 5892 §2.6: small letters that case mapping changes, and which are letters of names all the same. */
    private static final Set<Integer> KEPT = Set.of((int) 'ß', (int) 'ς', (int) 'ı');

    private static final int ZWNJ = 0x200C;
    private static final int ZWJ = 0x200D;

    private InternationalLabel() {}

    /**
     * Reads an A-label.
     *
     * @param label in lower case, beginning with {@code xn--}, at most 63 characters
     * @return the U-label; nothing if this only looks like an A-label
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
     * Maps capital letters to those that names are in.
     *
     * @param text any text
     * @return the same in lower case; Cherokee in capitals
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
     * Tells whether a name can have this label (RFC 5891 §5.4).
     *
     * @param text a label in mapped letters
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
     * Tells whether IDNA 2003 takes a character away or exchanges it, and IDNA 2008 keeps it.
     *
     * @param point a Unicode code point
     * @return whether it is a sharp s, a final sigma or a joiner
     */
    static boolean deviates(int point) {
        return point == 'ß' || point == 'ς' || joiner(point);
    }

    /**
     * Tells whether a character can stand in a label.
     *
     * @param point a Unicode code point
     * @return false for what is mapped to something else, and what nobody can see
     */
    static boolean possible(int point) {
        if (point < 0x80) {
            return point == '-' || (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z');
        }
        return joiner(point) || (!invisible(point) && (KEPT.contains(point) || stable(point)));
    }

    /** RFC 5892 §2.2: what compatibility and case mapping would turn into something else is in no name. */
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

    /** The one script whose names are in capital letters, since its small ones came later. */
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

    /** RFC 5892 appendix A.1 and A.2, nearly: they join letters of scripts in which letters join. */
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
