/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.names;

import io.github.smtpprobe.text.Ascii;
import io.github.smtpprobe.text.LastDot;
import io.github.smtpprobe.text.Printable;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A domain name in its wire form: A-labels, lower case, no trailing dot. Names with letters beyond ASCII are converted by IDNA
 * 2008. A name that IDNA 2003 would convert to a different name is refused, because the two could lead to different hosts.
 *
 * @param ascii the A-label form
 */
public record DomainName(String ascii) {
    /**
     * Makes a name without checking it.
     *
     * @param ascii the name in A-labels
     */
    public DomainName {
        Objects.requireNonNull(ascii, "ascii");
    }

    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    /** Characters that names in some languages contain although they are not letters (RFC 5892 §2.6 and appendix A). */
    private static final String PUNCTUATION = "\u00B7\u0375\u05F3\u05F4\u06FD\u06FE\u0F0B\u3007\u30FB";

    /** Characters that East Asian keyboards produce for a dot (RFC 3490 §3.1, RFC 5895 §2). */
    private static final Pattern FULL_STOPS = Pattern.compile("[\u3002\uFF0E\uFF61]");

    /**
     * Reads a domain name. Underscores are accepted, since such names exist in DNS. The last label must not consist of digits
     * only, since the name would then be an address in one of its many spellings.
     *
     * @param text what somebody typed
     * @return the name
     * @throws IllegalArgumentException if it is not a domain name; the message says what is wrong and is safe to show
     */
    public static DomainName parse(String text) {
        if (settled(Objects.requireNonNull(text, "text"))) {
            return new DomainName(text);
        }
        boolean plain = Ascii.only(text);
        String dotted = plain ? text : FULL_STOPS.matcher(text).replaceAll(".");
        String name = LastDot.without(dotted);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("is empty");
        }
        if (name.length() > 1_000) {
            throw new IllegalArgumentException("is longer than " + MAX_NAME + " characters");
        }
        String ascii = plain || Ascii.only(name) ? name.toLowerCase(Locale.ROOT) : toAscii(name);
        check(ascii);
        return new DomainName(ascii);
    }

    /**
     * Whether a text certainly is a name in its final form, as most are: runs of lower-case letters and digits, separated by
     * single dots or hyphens, and short enough for any label. Other texts are examined completely.
     */
    private static boolean settled(String text) {
        boolean run = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean separator = c == '.' || c == '-';
            if (separator ? !run : (c < 'a' || c > 'z') && !Ascii.digit(c)) {
                return false;
            }
            run = !separator;
        }
        return run && text.length() <= MAX_LABEL && text.charAt(text.lastIndexOf('.') + 1) >= 'a';
    }

    /**
     * Tells whether a host can have this name: its labels consist of letters, digits and inner hyphens (RFC 1123 §2.1). DNS
     * itself allows any octets, but SNI and certificates contain only names of hosts.
     *
     * @param ascii a name in A-labels, without a final dot
     * @return whether it can be the name of a host
     */
    public static boolean hostName(String ascii) {
        Objects.requireNonNull(ascii, "ascii");
        if (ascii.length() > MAX_NAME) {
            return false;
        }
        int from = 0;
        for (int end = ascii.indexOf('.'); end >= 0; end = ascii.indexOf('.', from)) {
            if (end - from > MAX_LABEL || !label(ascii, from, end)) {
                return false;
            }
            from = end + 1;
        }
        return ascii.length() - from <= MAX_LABEL && label(ascii, from, ascii.length()) && ascii.indexOf('_') < 0;
    }

    /** Whether a part of a name consists of letters, digits, underscores and inner hyphens. */
    private static boolean label(String name, int from, int end) {
        if (from == end || name.charAt(from) == '-' || name.charAt(end - 1) == '-') {
            return false;
        }
        for (int i = from; i < end; i++) {
            char c = name.charAt(i);
            if (c != '-' && c != '_' && !Ascii.letter(c) && !Ascii.digit(c)) {
                return false;
            }
        }
        return true;
    }

    private static String toAscii(String name) {
        name.codePoints().forEach(DomainName::checkCase);
        String wanted = Normalizer.normalize(InternationalLabel.mapped(name), Normalizer.Form.NFC);
        String ascii =
                Stream.of(wanted.split("\\.", -1)).map(DomainName::toAscii2008).collect(Collectors.joining("."));
        String other = toAscii2003(wanted);
        if (!other.isEmpty() && !other.equals(ascii)) {
            throw new IllegalArgumentException(
                    "has letters that IDNA 2003 and IDNA 2008 convert differently, so that the two"
                            + " lead to different hosts: give it as " + ascii
                            + ", its A-label form in IDNA 2008, or as the other"
                            + " name if that is meant");
        }
        return ascii;
    }

    private static String toAscii2008(String label) {
        if (label.chars().allMatch(c -> c < 0x80)) {
            return label;
        }
        label.codePoints().forEach(DomainName::checkPoint);
        if (!InternationalLabel.valid(label)) {
            throw new IllegalArgumentException(
                    "has a label with letters that are not allowed at their place in a domain name");
        }
        return InternationalLabel.write(label);
    }

    /** The name by IDNA 2003; empty if that standard has no result. */
    private static String toAscii2003(String name) {
        try {
            return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException unconvertible) {
            return "";
        }
    }

    /**
     * Refuses letters beyond ASCII that become ASCII in lower case (the Kelvin sign, the dotted capital I); they do not occur
     * in names.
     */
    private static void checkCase(int point) {
        String lower = Character.toString(point).toLowerCase(Locale.ROOT);
        if (point >= 0x80 && lower.chars().anyMatch(c -> c < 0x80)) {
            throw impossible(point);
        }
    }

    private static void checkPoint(int point) {
        boolean letter = Character.isLetterOrDigit(point)
                || Character.getType(point) == Character.NON_SPACING_MARK
                || Character.getType(point) == Character.COMBINING_SPACING_MARK;
        boolean possible = letter || InternationalLabel.deviates(point) || PUNCTUATION.indexOf(point) >= 0;
        if (point >= 0x80 && !(possible && InternationalLabel.possible(point))) {
            throw impossible(point);
        }
    }

    private static IllegalArgumentException impossible(int point) {
        if (point >= 0xFF01 && point <= 0xFF5E) {
            return new IllegalArgumentException("has full-width letters, digits or hyphens: type them in half width");
        }
        return new IllegalArgumentException(
                "contains a character that no domain name has: " + Printable.clean(Character.toString(point)));
    }

    private static void check(String ascii) {
        if (ascii.length() > MAX_NAME) {
            throw new IllegalArgumentException("is longer than " + MAX_NAME + " characters");
        }
        int from = 0;
        for (int end = ascii.indexOf('.'); end >= 0; end = ascii.indexOf('.', from)) {
            checkLabel(ascii, from, end);
            from = end + 1;
        }
        checkLabel(ascii, from, ascii.length());
        if (number(ascii, from)) {
            throw new IllegalArgumentException(
                    "is neither a domain name nor an address: write IPv4 as four decimal numbers, IPv6 in brackets");
        }
    }

    /** Whether the last label is a decimal or hexadecimal number. */
    private static boolean number(String ascii, int from) {
        boolean hexadecimal = ascii.startsWith("0x", from);
        for (int i = hexadecimal ? from + 2 : from; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            if (!Ascii.digit(c) && !(hexadecimal && c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static void checkLabel(String name, int from, int end) {
        if (from == end) {
            throw new IllegalArgumentException("has an empty label");
        }
        if (end - from > MAX_LABEL) {
            throw new IllegalArgumentException("has a label longer than " + MAX_LABEL + " characters");
        }
        if (!label(name, from, end)) {
            throw new IllegalArgumentException("has a label that is not made of letters, digits and inner hyphens");
        }
        if (name.startsWith(InternationalLabel.PREFIX, from)
                && InternationalLabel.read(name.substring(from, end)).isEmpty()) {
            throw new IllegalArgumentException("has a label that starts with xn-- but is not a valid A-label");
        }
    }

    /**
     * Converts a name into the form that people read.
     *
     * @param ascii a name in A-labels; anything else stays as it is
     * @return the name with letters beyond ASCII, safe to show
     */
    public static String readable(String ascii) {
        Objects.requireNonNull(ascii, "ascii");
        if (!ascii.contains(InternationalLabel.PREFIX)) {
            return ascii;
        }
        return Stream.of(ascii.split("\\.", -1))
                .map(label -> label.startsWith(InternationalLabel.PREFIX)
                        ? InternationalLabel.read(label).map(Printable::clean).orElse(label)
                        : label)
                .collect(Collectors.joining("."));
    }

    @Override
    public String toString() {
        return ascii;
    }
}
