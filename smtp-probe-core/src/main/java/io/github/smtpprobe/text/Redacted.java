/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

/** What stands in the place of a secret, wherever one is left out. */
public final class Redacted {
    /** The same in every output, so that readers can tell that something was sent. */
    public static final String MASK = "[redacted]";

    private Redacted() {}
}
