/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** How people are let in. */
enum Entrance {
    /** Everybody is let in. */
    OPEN,
    /** Those who know the password. */
    PASSWORD,
    /** Those whom the proxy in front of the page lets through. */
    PROXY,
    /** Those at this machine, because no other machine reaches the port. */
    LOOPBACK;

    /**
     * Determines how people are let in.
     *
     * @param page     for whom the page is
     * @param access   who asks for the login
     * @param password whether one is configured
     * @param address  on which the port is opened; null for all of this machine's
     * @return how people come in
     * @throws CannotStart if inner servers would be open to everybody
     */
    static Entrance of(PageSettings page, AccessSettings access, boolean password, @Nullable InetAddress address) {
        if (!page.staff()) {
            return OPEN;
        }
        if (access.loginBy() == LoginBy.PROXY) {
            if (access.proxies().isEmpty()) {
                throw new CannotStart(
                        "smtp-probe.login-by=proxy is set, but no proxy is known: everybody who reaches the port would be let in.",
                        "List the addresses from which the proxy connects in smtp-probe.proxies.");
            }
            return PROXY;
        }
        if (password) {
            return PASSWORD;
        }
        if (address == null || !address.isLoopbackAddress()) {
            throw new CannotStart(
                    "smtp-probe.audience=staff is set without any login: everybody could have internal servers probed.",
                    "Set spring.security.user.name and spring.security.user.password; or smtp-probe.login-by=proxy and"
                            + " smtp-probe.proxies, if a proxy asks for the login; or server.address=127.0.0.1, if it is for this machine"
                            + " alone.");
        }
        return LOOPBACK;
    }
}
