/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.cli.batch;

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
            return ProbeRequest.toMxOf(text.substring(EXCHANGERS.length()).strip());
        }
        int colon = text.lastIndexOf(':');
        boolean address = text.indexOf(':') != colon && !text.endsWith("]") && !text.contains("]:");
        if (colon < 0 || address || text.endsWith("]")) {
            return ProbeRequest.to(text);
        }
        return ProbeRequest.to(text.substring(0, colon), port(text.substring(colon + 1)));
    }

    static int port(String digits) {
        if (!digits.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("the port is no number");
        }
        return Integer.parseInt(digits);
    }
}
