/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** Exim as one daemon on many ports, which its access lists tell apart, and two more for their authenticators. */
final class Exim {
    private Exim() {}

    static void start(Machine machine) {
        machine.users("Debian-exim", "ada", "bob");
        machine.configure("/etc/exim4/exim4.conf", "exim4.conf")
                .write("/etc/sasl2/exim.conf", "pwcheck_method: auxprop\nauxprop_plugin: sasldb\n");
        Passwords.intoCyrus(machine, "Debian-exim");
        ServerCertificates.install(machine);
        machine.folders("Debian-exim", "/var/spool/exim4", "/var/log/exim");
        machine.run("chgrp", "-R", "Debian-exim", "/etc/tls");
        another(machine, "cyrus", "-DCYRUS_LOGINS=1");
        another(machine, "dovecot", "-DDOVECOT_LOGINS=1");
        machine.start("/usr/sbin/exim4", "-bdf", "-q1h");
    }

    /** A daemon with other authenticators. */
    private static void another(Machine machine, String service, String which) {
        String port = "127.0.0.1." + Machine.port("exim", service);
        machine.start("/usr/sbin/exim4", "-bdf", "-oX", port, "-DOTHER_LOGINS=1", which);
    }
}
