/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** Tinyproxy, an HTTP proxy: one for all, one that wants a login, and one that connects to port 443 only. */
final class TinyProxy {
    private TinyProxy() {}

    static void start(Machine machine) {
        for (String each : new String[] {"narrow", "login", "open"}) {
            machine.configure("/etc/tinyproxy-" + each + ".conf", each + ".conf");
            machine.start("/usr/bin/tinyproxy", "-d", "-c", "/etc/tinyproxy-" + each + ".conf");
        }
    }
}
