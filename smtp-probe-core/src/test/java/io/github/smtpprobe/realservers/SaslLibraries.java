/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** The libraries Cyrus SASL and GNU SASL, each behind a front that speaks SMTP up to the login. */
final class SaslLibraries {
    private SaslLibraries() {}

    static void start(Machine machine) {
        machine.configure("/etc/front.py", "front.py")
                .write("/etc/sasl2/front.conf", "pwcheck_method: auxprop\nauxprop_plugin: sasldb\n")
                .write("/etc/accounts", Passwords.lines("\t"));
        Passwords.intoCyrus(machine, "root");
        ServerCertificates.install(machine);
        machine.start("/usr/bin/python3", "/etc/front.py");
    }
}
