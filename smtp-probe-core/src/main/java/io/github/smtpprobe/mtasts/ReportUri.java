/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.mtasts;

import io.github.smtpprobe.text.Ascii;
import java.util.Locale;

/** Judges a URI of {@code rua} by its form alone (RFC 8460 §3, RFC 3986 §2, §3). */
final class ReportUri {
    private static final String MAIL = "mailto:";
    private static final String WEB = "https:";
    private static final String SIGNS = "-._~:/?#[]@!$&'()*+,;=%";

    private ReportUri() {}

    /** Whether reports can be sent there. */
    enum Use {
        USABLE,
        OTHER_SCHEME,
        NO_URI
    }

    static Use judge(String uri) {
        int colon = uri.indexOf(':');
        if (colon <= 0 || !scheme(uri.substring(0, colon)) || !encoded(uri)) {
            return Use.NO_URI;
        }
        String lower = uri.toLowerCase(Locale.ROOT);
        if (lower.startsWith(MAIL)) {
            int at = uri.indexOf('@');
            return at > MAIL.length() && at < uri.length() - 1 ? Use.USABLE : Use.NO_URI;
        }
        if (lower.startsWith(WEB)) {
            return lower.startsWith("//", WEB.length()) && lower.length() > WEB.length() + 2 && host(lower)
                    ? Use.USABLE
                    : Use.NO_URI;
        }
        return Use.OTHER_SCHEME;
    }

    /** Whether there is a host between the slashes and the path. */
    private static boolean host(String uri) {
        char first = uri.charAt(WEB.length() + 2);
        return first != '/' && first != '?' && first != '#' && first != ':';
    }

    private static boolean scheme(String text) {
        return Ascii.letter(text.charAt(0))
                && text.chars().allMatch(c -> TextRecords.alphanumeric((char) c) || c == '+' || c == '-' || c == '.');
    }

    /**
     * Whether it contains only characters of a URI, and those that have to be encoded in {@code rua} are: comma and semicolon,
     * which separate, have been dealt with before, and an exclamation mark is not allowed.
     */
    private static boolean encoded(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            boolean allowed = TextRecords.alphanumeric(c) || (SIGNS.indexOf(c) >= 0 && c != '!');
            if (!allowed || (c == '%' && !hexadecimal(uri, i + 1))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hexadecimal(String text, int at) {
        return at + 1 < text.length()
                && Character.digit(text.charAt(at), 16) >= 0
                && Character.digit(text.charAt(at + 1), 16) >= 0;
    }
}
