/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

/** The ports for sending mail, as a pattern. */
public final class SendingPort {
    /** Each of them. */
    static final String NUMBER = "25|465|587|2525";

    /** A colon behind a host, and none within a time or an IPv6 address. */
    private static final String COLON = "(?<!(?<![\\w.])\\d\\d|\\d:\\d\\d|:):";

    /** One behind a colon, as it stands behind a host. */
    public static final String BEHIND_HOST = behindHost(NUMBER);

    private SendingPort() {}

    /**
     * Other ports as they stand behind a host.
     *
     * @param numbers with | between them
     */
    public static String behindHost(String numbers) {
        return COLON + "(?:" + numbers + ")(?![\\d:])";
    }
}
