/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** Servers on the Python library aiosmtpd. */
final class AioSmtpd {
    private AioSmtpd() {}

    static void start(Machine machine) {
        machine.configure("/etc/servers.py", "servers.py");
        ServerCertificates.install(machine);
        machine.start("/usr/bin/python3", "/etc/servers.py");
    }
}
