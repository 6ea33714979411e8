/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

/** The ports for sending mail, as patterns. */
public final class SendingPort {
    /** Any of them. */
    static final String NUMBER = "25|465|587|2525";

    /** A colon after a host, but not within a time or an IPv6 address. */
    private static final String COLON = "(?<!(?<![\\w.])\\d\\d|\\d:\\d\\d|:):";

    /** One of them after a colon, as it follows a host. */
    public static final String BEHIND_HOST = behindHost(NUMBER);

    private SendingPort() {}

    /**
     * Other ports as they follow a host.
     *
     * @param numbers the numbers, separated by |
     */
    public static String behindHost(String numbers) {
        return COLON + "(?:" + numbers + ")(?![\\d:])";
    }
}
