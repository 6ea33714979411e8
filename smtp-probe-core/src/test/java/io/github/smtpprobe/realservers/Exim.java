/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** Exim as one daemon on many ports, which its access lists tell apart. */
final class Exim {
    private Exim() {}

    static void start(Machine machine) {
        machine.users("Debian-exim", "ada", "bob");
        machine.configure("/etc/exim4/exim4.conf", "exim4.conf");
        ServerCertificates.install(machine);
        machine.folders("Debian-exim", "/var/spool/exim4", "/var/log/exim");
        machine.run("chgrp", "-R", "Debian-exim", "/etc/tls");
        machine.start("/usr/sbin/exim4", "-bdf", "-q1h");
    }
}
