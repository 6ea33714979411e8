/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Dovecot's submission service, which hands everything but the login on to Postfix. */
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
        machine.append("/etc/dovecot/users", Passwords.lines(":{PLAIN}"));
        machine.write("/etc/dovecot/certificates", "ada:::::::nopassword\n");
        ServerCertificates.install(machine);
        machine.folders("dovemail", "/var/mail/ada", "/var/mail/bob");
        machine.start("/usr/sbin/dovecot", "-F");
        machine.configure("/etc/dovecot/orphan.conf", "orphan.conf");
        machine.start("/usr/sbin/dovecot", "-F", "-c", "/etc/dovecot/orphan.conf");
        machine.configure("/etc/dovecot/certificates.conf", "certificates.conf");
        machine.start("/usr/sbin/dovecot", "-F", "-c", "/etc/dovecot/certificates.conf");
    }
}
