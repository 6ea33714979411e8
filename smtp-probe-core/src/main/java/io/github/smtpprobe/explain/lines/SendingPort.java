/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.lines;

/** The ports for sending mail, as a pattern. */
public final class SendingPort {
    /** Each of them. */
    static final String NUMBER = "25|465|587|2525";

    /** One behind a colon, as it stands behind a host. */
    public static final String BEHIND_HOST = ":(?:" + NUMBER + ")(?!\\d)";

    private SendingPort() {}
}
