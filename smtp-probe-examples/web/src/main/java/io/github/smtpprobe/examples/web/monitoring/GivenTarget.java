/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

/**
 * {@code host}, {@code host:port}, {@code [2001:db8::1]} or {@code [2001:db8::1]:port}.
 *
 * @param host as it was given; whether it is one is for the request to say
 * @param port 0 for none
 */
record GivenTarget(String host, int port) {
    private static final int LONGEST = 300;

    /**
     * Reads one.
     *
     * @param text as somebody wrote it
     * @return its parts
     * @throws IllegalArgumentException with a rule to follow
     */
    static GivenTarget of(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("is too long");
        }
        int colon = text.lastIndexOf(':');
        boolean address = text.indexOf(':') != colon && !text.startsWith("[");
        if (colon < 0 || address || text.endsWith("]")) {
            return new GivenTarget(text, 0);
        }
        return new GivenTarget(text.substring(0, colon), port(text.substring(colon + 1)));
    }

    private static int port(String digits) {
        if (digits.matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(digits);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        }
        throw new IllegalArgumentException("must have a port from 1 to 65535 behind its colon");
    }
}
