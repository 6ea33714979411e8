/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** Stunnel in front of Postfix. */
final class Stunnel {
    private Stunnel() {}

    static void start(Machine machine) {
        machine.configure("/etc/stunnel.conf", "stunnel.conf");
        ServerCertificates.install(machine);
        machine.start("/usr/bin/stunnel4", "/etc/stunnel.conf");
    }
}
