/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** Courier with a daemon for each of its ways; logins are checked by its own daemon. */
final class Courier {
    private Courier() {}

    static void start(Machine machine) {
        machine.users("courier", "ada", "bob");
        machine.configure("/etc/courier/start", "start")
                .write("/etc/courier/me", Names.HOST + "\n")
                .write("/etc/courier/defaultdomain", "here.test\n")
                .write("/etc/courier/locals", "localhost\nhere.test\n")
                .write("/etc/courier/esmtpacceptmailfor", "here.test\n")
                .write("/etc/courier/sizelimit", "200000\n")
                .write("/etc/courier/users", "ada\nbob\n")
                .write("/etc/courier/password", MailServer.PASSWORD + "\n" + MailServer.PASSWORD + "\n");
        ServerCertificates.install(machine);
        machine.folders("courier", "/run/courier", "/run/courier/authdaemon");
        machine.folders("ada", "/var/mail/ada").folders("bob", "/var/mail/bob");
        machine.start("sh", "-e", "/etc/courier/start");
    }
}
