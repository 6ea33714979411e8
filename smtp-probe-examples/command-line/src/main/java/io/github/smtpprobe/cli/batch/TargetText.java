/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli.batch;

import com.google.common.net.InetAddresses;
import io.github.smtpprobe.request.ProbeRequest;

/** A target as a list writes it: {@code host}, {@code host:port}, {@code [2001:db8::1]:port}, {@code mx:domain}. */
final class TargetText {
    static final String EXCHANGERS = "mx:";

    private TargetText() {}

    /**
     * What is to be probed.
     *
     * @throws IllegalArgumentException in words that never repeat the text, in which a password may stand
     */
    static ProbeRequest.Builder request(String text) {
        if (text.contains("@") || text.contains("://")) {
            throw new IllegalArgumentException(
                    "a target is a host, host:port or mx:domain; a batch takes no user, password or URL");
        }
        if (text.regionMatches(true, 0, EXCHANGERS, 0, EXCHANGERS.length())) {
            return ProbeRequest.toMxOf(
                    domain(text.substring(EXCHANGERS.length()).strip()));
        }
        int colon = text.lastIndexOf(':');
        boolean address = text.indexOf(':') != colon && !text.endsWith("]") && !text.contains("]:");
        if (colon < 0 || address || text.endsWith("]")) {
            return ProbeRequest.to(text);
        }
        return ProbeRequest.to(text.substring(0, colon), port(text.substring(colon + 1)));
    }

    private static String domain(String text) {
        if (text.startsWith("[") || InetAddresses.isInetAddress(text)) {
            throw new IllegalArgumentException(
                    "an address has no mail exchangers: give a domain behind mx:, or the" + " address alone");
        }
        return text;
    }

    private static int port(String digits) {
        if (!digits.matches("0*[0-9]{1,5}")) {
            throw new IllegalArgumentException("the port must be a number from 1 to 65535");
        }
        return Integer.parseInt(digits);
    }
}
