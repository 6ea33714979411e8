/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.names;

import java.util.Optional;

/** Punycode, the encoding of arbitrary characters in ASCII (RFC 3492). It does not check which characters a name may contain. */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 0x80;

    private Punycode() {}

    /**
     * Encodes (RFC 3492 §6.3).
     *
     * @param text at most a few hundred well-formed characters
     * @return the code, without a prefix
     */
    static String encode(String text) {
        int[] points = text.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        text.chars().filter(c -> c < INITIAL_N).forEach(c -> out.append((char) c));
        int basic = out.length();
        if (basic > 0) {
            out.append('-');
        }
        int n = INITIAL_N;
        int delta = 0;
        int bias = INITIAL_BIAS;
        for (int handled = basic; handled < points.length; delta++, n++) {
            int next = nextPoint(points, n);
            delta += (next - n) * (handled + 1);
            n = next;
            for (int point : points) {
                if (point < n) {
                    delta++;
                } else if (point == n) {
                    appendNumber(out, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
        }
        return out.toString();
    }

    /**
     * Decodes (RFC 3492 §6.2).
     *
     * @param code the code without a prefix, in lower case, at most a few hundred characters
     * @return the text; empty if it is not Punycode
     */
    static Optional<String> decode(String code) {
        int hyphen = code.lastIndexOf('-');
        StringBuilder out = new StringBuilder(hyphen > 0 ? code.substring(0, hyphen) : "");
        long n = INITIAL_N;
        long i = 0;
        int bias = INITIAL_BIAS;
        int length = out.length();
        int at = hyphen > 0 ? hyphen + 1 : 0;
        while (at < code.length()) {
            long before = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < code.length() ? digit(code.charAt(at++)) : -1;
                i += digit * weight;
                if (digit < 0 || i > Integer.MAX_VALUE) {
                    return Optional.empty();
                }
                int threshold = threshold(k, bias);
                if (digit < threshold) {
                    break;
                }
                weight = Math.min(weight * (BASE - threshold), Integer.MAX_VALUE);
            }
            length++;
            bias = adapt((int) (i - before), length, before == 0);
            n += i / length;
            i %= length;
            if (n > Character.MAX_CODE_POINT || (n >= Character.MIN_SURROGATE && n <= Character.MAX_SURROGATE)) {
                return Optional.empty();
            }
            out.insert(out.offsetByCodePoints(0, (int) i), Character.toString((int) n));
            i++;
        }
        return Optional.of(out.toString());
    }

    private static int nextPoint(int[] points, int least) {
        int next = Integer.MAX_VALUE;
        for (int point : points) {
            next = point >= least && point < next ? point : next;
        }
        return next;
    }

    private static void appendNumber(StringBuilder out, int number, int bias) {
        int left = number;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (left < threshold) {
                out.append(Character.forDigit(letterFirst(left), BASE));
                return;
            }
            out.append(Character.forDigit(letterFirst(threshold + (left - threshold) % (BASE - threshold)), BASE));
            left = (left - threshold) / (BASE - threshold);
        }
    }

    /**
     * Converts between the digits of Punycode, which are a to z and then 0 to 9, and those of Java, which are the other way
     * round.
     */
    private static int letterFirst(int digit) {
        return digit < 26 ? digit + 10 : digit - 26;
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
    }

    private static int threshold(int k, int bias) {
        return Math.max(T_MIN, Math.min(T_MAX, k - bias));
    }

    private static int adapt(int delta, int points, boolean first) {
        int left = first ? delta / DAMP : delta / 2;
        left += left / points;
        int k = 0;
        for (; left > (BASE - T_MIN) * T_MAX / 2; k += BASE) {
            left /= BASE - T_MIN;
        }
        return k + (BASE - T_MIN + 1) * left / (left + SKEW);
    }
}
