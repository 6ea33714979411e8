/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.text.Ascii;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds what is known to belong to this machine in other spellings: addresses as they appear in providers' names (with hyphens,
 * backwards, in hexadecimal), and host names. Not thread-safe.
 */
final class OwnWords {
    /** The most addresses and names that are learned. A server that names more of them is not talking about this machine. */
    private static final int MOST = 16;

    private static final List<String> SIGNS = List.of(".", "-", "_");

    /** Characters that must not be next to a spelling, since it would then be part of another word. */
    private enum Beside {
        DIGIT,
        HEX_DIGIT,
        LETTER,
        LETTER_OR_NAME
    }

    private final Map<String, Beside> spellings = new LinkedHashMap<>();
    private int known;

    void address(InetAddress address) {
        if (!spellings.containsKey(AddressLiteral.text(address)) && known++ < MOST) {
            byte[] octets = address.getAddress();
            String hex = HexFormat.of().formatHex(octets);
            spellings.put(AddressLiteral.text(address), Beside.HEX_DIGIT);
            if (address instanceof Inet4Address) {
                four(octets, hex);
            } else {
                six(AddressLiteral.text(address), hex);
            }
        }
    }

    /** Learns a name. One with a single label must be a word by itself; one with dots may be preceded by further labels. */
    void name(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        if (!spellings.containsKey(word) && known++ < MOST) {
            spellings.put(word, word.indexOf('.') > 0 ? Beside.LETTER : Beside.LETTER_OR_NAME);
        }
    }

    private void four(byte[] octets, String hex) {
        List<String> plain = new ArrayList<>();
        List<String> padded = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        long whole = 0;
        for (byte octet : octets) {
            int value = octet & 0xFF;
            plain.add(Integer.toString(value));
            padded.add("" + value / 100 + value / 10 % 10 + value % 10);
            pairs.add(HexFormat.of().toHexDigits(octet));
            whole = whole << 8 | value;
        }
        for (List<String> numbers : List.of(plain, padded)) {
            joined(numbers, Beside.DIGIT);
            Collections.reverse(numbers);
            joined(numbers, Beside.DIGIT);
            Collections.reverse(numbers);
        }
        spellings.put(String.join("", padded), Beside.DIGIT);
        spellings.put(Long.toString(whole), Beside.DIGIT);
        joined(pairs, Beside.HEX_DIGIT);
        spellings.put(hex, Beside.HEX_DIGIT);
        spellings.put("0x" + hex, Beside.HEX_DIGIT);
    }

    private void six(String shorter, String hex) {
        List<String> padded = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        for (int at = 0; at < hex.length(); at += 4) {
            padded.add(hex.substring(at, at + 4));
            plain.add(Integer.toHexString(Integer.parseInt(hex.substring(at, at + 4), 16)));
        }
        for (List<String> groups : List.of(padded, plain)) {
            joined(groups, Beside.HEX_DIGIT);
            spellings.put(String.join(":", groups), Beside.HEX_DIGIT);
        }
        SIGNS.forEach(sign -> spellings.put(shorter.replace(":", sign), Beside.HEX_DIGIT));
        spellings.put(hex, Beside.HEX_DIGIT);
    }

    private void joined(List<String> parts, Beside beside) {
        SIGNS.forEach(sign -> spellings.put(String.join(sign, parts), beside));
    }

    /** Finds their places. */
    void in(String text, List<Span> found) {
        if (!spellings.isEmpty()) {
            String folded = folded(text);
            spellings.forEach((word, beside) -> {
                for (int at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length())) {
                    int end = at + word.length();
                    if (!before(folded, at, beside) && !behind(folded, end, beside)) {
                        found.add(new Span(at, end));
                    }
                }
            });
        }
    }

    private static boolean before(String text, int at, Beside beside) {
        return at > 0
                && (joins(text.charAt(at - 1), beside) || (named(beside) && ".@".indexOf(text.charAt(at - 1)) >= 0));
    }

    private static boolean behind(String text, int end, Beside beside) {
        if (end == text.length() || joins(text.charAt(end), beside)) {
            return end < text.length();
        }
        char next = text.charAt(end);
        boolean more = next == '.' && end + 1 < text.length() && joins(text.charAt(end + 1), Beside.LETTER);
        return named(beside) && (next == '@' || more);
    }

    private static boolean named(Beside beside) {
        return beside == Beside.LETTER_OR_NAME;
    }

    private static boolean joins(char c, Beside beside) {
        return switch (beside) {
            case DIGIT -> Ascii.digit(c);
            case HEX_DIGIT -> HexFormat.isHexDigit(c);
            case LETTER, LETTER_OR_NAME -> Ascii.letter(c) || Ascii.digit(c) || c == '-' || c == '_';
        };
    }

    /** The text in lower case, letter by letter, so that indexes stay the same. */
    private static String folded(String text) {
        char[] all = text.toCharArray();
        for (int i = 0; i < all.length; i++) {
            all[i] = all[i] >= 'A' && all[i] <= 'Z' ? (char) (all[i] + 'a' - 'A') : all[i];
        }
        return new String(all);
    }
}
