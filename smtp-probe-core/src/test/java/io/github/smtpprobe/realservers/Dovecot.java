/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Dovecot's submission service, which hands everything but the login on to Postfix, and its LMTP service, which delivers. */
final class Dovecot {
    private Dovecot() {}

    static void start(Machine machine) {
        machine.users("dovecot", "dovenull", "dovemail");
        machine.configure("/etc/dovecot/dovecot.conf", "dovecot.conf")
                .configure("/etc/dovecot/oauth2.conf", "oauth2.conf")
                .configure("/etc/dovecot/users", "users")
                .write(
                        "/etc/dovecot/keys/default/HS256/default",
                        Base64.getEncoder().encodeToString(Tokens.KEY.getBytes(StandardCharsets.US_ASCII)));
        machine.append("/etc/dovecot/users", Passwords.lines(":{PLAIN}").replace("\n", "::::::\n"));
        machine.write("/etc/dovecot/certificates", "ada:::::::nopassword\n");
        ServerCertificates.install(machine);
        Kdc.start(machine);
        machine.folders("dovemail", "/var/mail/ada", "/var/mail/bob");
        machine.folders("dovemail", "/var/mail/full", "/var/mail/full/new", "/var/mail/full/cur", "/var/mail/full/tmp");
        machine.write(
                "/var/mail/full/new/1.M1P1.mail", "Subject: large\n\n" + "A line of some length.\n".repeat(2_000));
        machine.run("chown", "-R", "dovemail", "/var/mail/full");
        machine.start("/usr/sbin/dovecot", "-F");
        machine.configure("/etc/dovecot/orphan.conf", "orphan.conf");
        machine.start("/usr/sbin/dovecot", "-F", "-c", "/etc/dovecot/orphan.conf");
        machine.configure("/etc/dovecot/certificates.conf", "certificates.conf");
        machine.start("/usr/sbin/dovecot", "-F", "-c", "/etc/dovecot/certificates.conf");
    }
}
