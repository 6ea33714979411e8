/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** OpenSMTPD with a listener for each of its ways. */
final class OpenSmtpd {
    private OpenSmtpd() {}

    static void start(Machine machine) {
        machine.users("opensmtpd", "opensmtpq", "ada", "bob");
        machine.configure("/etc/smtpd.conf", "smtpd.conf")
                .configure("/etc/opensmtpd-people", "people")
                .configure("/etc/opensmtpd-owners", "owners")
                .write("/etc/mailname", Names.HOST + "\n");
        machine.run("chgrp", "opensmtpq", "/usr/sbin/smtpctl");
        machine.run("chmod", "2755", "/usr/sbin/smtpctl");
        machine.write(
                "/etc/opensmtpd-logins",
                "ada " + machine.run("smtpctl", "encrypt", MailServer.PASSWORD).strip() + "\n");
        ServerCertificates.install(machine);
        machine.run("chmod", "-R", "go-rwx", "/etc/tls");
        machine.folders("root", "/var/lib/opensmtpd/empty", "/var/spool/smtpd", "/run/opensmtpd");
        machine.run("chmod", "0711", "/var/spool/smtpd");
        machine.folders("ada", "/var/mail/ada").folders("bob", "/var/mail/bob");
        machine.start("/usr/sbin/smtpd", "-d", "-v");
    }
}
