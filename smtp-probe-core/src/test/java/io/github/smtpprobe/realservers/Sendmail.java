/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** Sendmail with a daemon for each of its ways. */
final class Sendmail {
    private Sendmail() {}

    static void start(Machine machine) {
        machine.users("smmta", "smmsp", "ada", "bob");
        machine.configure("/etc/mail/sendmail.mc", "sendmail.mc")
                .configure("/etc/mail/access", "access")
                .write("/etc/hosts", "127.0.0.1 localhost\n127.0.0.1 " + Names.HOST + " " + machine.run("hostname"))
                .write("/etc/mail/local-host-names", "here.test\n")
                .write("/etc/mail/aliases", "postmaster: ada\n")
                .write("/etc/sasl2/Sendmail.conf", "pwcheck_method: auxprop\nauxprop_plugin: sasldb\n");
        ServerCertificates.install(machine);
        machine.folders("root", "/var/spool/mqueue", "/var/run/sendmail/mta");
        String make = "m4 /usr/share/sendmail/cf/m4/cf.m4 /etc/mail/sendmail.mc > /etc/mail/sendmail.cf"
                + " && makemap hash /etc/mail/access < /etc/mail/access"
                + " && echo '" + MailServer.PASSWORD + "' | saslpasswd2 -p -c -u " + Names.HOST + " ada"
                + " && chmod 0640 /etc/sasldb2 && chmod 0700 /var/spool/mqueue && chmod -R g-rwx /etc/tls"
                + " && /usr/libexec/sendmail/sendmail -bi";
        machine.run("sh", "-c", make);
        machine.start("/usr/libexec/sendmail/sendmail", "-bD");
    }
}
