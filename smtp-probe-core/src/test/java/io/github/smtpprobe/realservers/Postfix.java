/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** Postfix with a service for each of its ways to say no; logins are checked by Dovecot. */
final class Postfix {
    private Postfix() {}

    static void start(Machine machine) {
        machine.users("postfix").groups(20_010, "postdrop");
        machine.configure("/etc/postfix/main.cf", "main.cf")
                .configure("/etc/postfix/master.cf", "master.cf")
                .configure("/etc/postfix/header_checks", "header_checks")
                .configure("/etc/postfix/denied", "denied")
                .write("/etc/postfix/dynamicmaps.cf", "");
        ServerCertificates.install(machine);
        machine.folders("postfix", "/var/lib/postfix");
        machine.start("/usr/sbin/postfix", "start-fg");
    }
}
