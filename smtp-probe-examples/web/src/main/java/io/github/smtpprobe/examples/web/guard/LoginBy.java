/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

/** Who asks staff to log in. */
public enum LoginBy {
    /** The page itself, by {@code spring.security.user.*}. */
    PAGE,
    /**
     * A proxy in front of the page, which lets nobody else through; only connections from {@code smtp-probe.proxies} are
     * served.
     */
    PROXY
}
