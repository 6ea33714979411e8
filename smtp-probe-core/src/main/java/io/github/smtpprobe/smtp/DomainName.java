/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.smtp;

import io.github.smtpprobe.text.Printable;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A domain name in the form that goes over the wire: A-labels, lower case, no trailing dot. Names with letters beyond ASCII are
 * taken only where IDNA 2003 and IDNA 2008 agree on the result; elsewhere the two would lead to different hosts.
 *
 * @param ascii the A-label form
 */
public record DomainName(String ascii) {
    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;

    /**
     * Reads a domain name. Underscores are taken, since such names exist in DNS; the last label must not be all digits, since
     * then the name would be an address in one of its many spellings.
     *
     * @param text what somebody typed
     * @return the name
     * @throws IllegalArgumentException if it is none; the message says what is wrong and is safe to show
     */
    public static DomainName parse(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.isEmpty()) {
            throw new IllegalArgumentException("is empty");
        }
        if (name.length() > 1_000) {
            throw new IllegalArgumentException("is longer than " + MAX_NAME + " characters");
        }
        String ascii = name.chars().allMatch(c -> c < 0x80) ? name.toLowerCase(Locale.ROOT) : toAscii(name);
        check(ascii);
        return new DomainName(ascii);
    }

    private static String toAscii(String name) {
        name.codePoints().forEach(DomainName::checkCase);
        String wanted = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        wanted.codePoints().forEach(DomainName::checkPoint);
        String ascii;
        try {
            ascii = IDN.toASCII(wanted).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException unconvertible) {
            throw new IllegalArgumentException(
                    "holds letters that cannot be converted: give its A-label form (xn--...)");
        }
        if (!IDN.toUnicode(ascii).equals(wanted)) {
            throw disagreement();
        }
        return ascii;
    }

    /** Letters beyond ASCII that become ASCII in lower case (the Kelvin sign, the dotted capital I) lead to another name than they show. */
    private static void checkCase(int point) {
        String lower = Character.toString(point).toLowerCase(Locale.ROOT);
        if (point >= 0x80 && lower.chars().anyMatch(c -> c < 0x80)) {
            throw disagreement();
        }
    }

    private static void checkPoint(int point) {
        // sharp s, final sigma and the two joiners: mapped away by IDNA 2003, kept by IDNA 2008
        if (point == 0xDF || point == 0x3C2 || point == 0x200C || point == 0x200D) {
            throw disagreement();
        }
        boolean letter = Character.isLetterOrDigit(point)
                || Character.getType(point) == Character.NON_SPACING_MARK
                || Character.getType(point) == Character.COMBINING_SPACING_MARK;
        if (point >= 0x80 && !letter) {
            throw new IllegalArgumentException(
                    "holds a character that no domain name has: " + Printable.clean(Character.toString(point)));
        }
    }

    private static IllegalArgumentException disagreement() {
        return new IllegalArgumentException(
                "is converted differently by IDNA 2003 and IDNA 2008: give its A-label form (xn--...)");
    }

    private static void check(String ascii) {
        if (ascii.length() > MAX_NAME) {
            throw new IllegalArgumentException("is longer than " + MAX_NAME + " characters");
        }
        String[] labels = ascii.split("\\.", -1);
        for (String label : labels) {
            checkLabel(label);
        }
        if (labels[labels.length - 1].matches("[0-9]+|0x[0-9a-f]*")) {
            throw new IllegalArgumentException(
                    "is neither a domain name nor an address: write IPv4 as four decimal numbers, IPv6 in brackets");
        }
    }

    private static void checkLabel(String label) {
        if (label.isEmpty()) {
            throw new IllegalArgumentException("has an empty label");
        }
        if (label.length() > MAX_LABEL) {
            throw new IllegalArgumentException("has a label longer than " + MAX_LABEL + " characters");
        }
        if (!label.matches("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?")) {
            throw new IllegalArgumentException("has a label that is not made of letters, digits and inner hyphens");
        }
        if (label.startsWith("xn--")) {
            checkALabel(label);
        }
    }

    private static void checkALabel(String label) {
        if (IDN.toUnicode(label).equals(label)) {
            throw new IllegalArgumentException("has a label that starts with xn-- and is no A-label");
        }
    }

    @Override
    public String toString() {
        return ascii;
    }
}
