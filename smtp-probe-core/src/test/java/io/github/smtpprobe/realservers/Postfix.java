/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.util.ArrayList;
import java.util.List;

/** Postfix with a service for each of its ways to say no; logins are checked by Dovecot. */
final class Postfix {
    private Postfix() {}

    static void start(Machine machine) {
        machine.users("postfix", "postgrey").groups(20_010, "postdrop");
        machine.configure("/etc/postfix/main.cf", "main.cf")
                .configure("/etc/postfix/master.cf", "master.cf")
                .configure("/etc/postfix/header_checks", "header_checks")
                .configure("/etc/postfix/denied", "denied")
                .write("/etc/postfix/dynamicmaps.cf", "")
                .write("/etc/postfix/sasl/smtpd.conf", "pwcheck_method: auxprop\nauxprop_plugin: sasldb\n");
        Passwords.intoCyrus(machine, "postfix");
        ServerCertificates.install(machine);
        machine.folders("postfix", "/var/lib/postfix");
        machine.write("/etc/postfix-policyd-spf-python/policyd-spf.conf", "skip_addresses = 192.0.2.200/32\n");
        String port = Integer.toString(Machine.port("postfix", "postgrey"));
        machine.folders("postgrey", "/var/lib/postgrey");
        machine.start(
                "/usr/sbin/postgrey", "--inet=127.0.0.1:" + port, "--whitelist-clients=/dev/null", "--delay=3600");
        sink(machine, "sink-pix", "-P");
        sink(machine, "sink-helo", "-e");
        sink(machine, "sink-lmtp", "-L");
        sink(machine, "sink-shut", "-q", "connect");
        sink(machine, "sink-hello", "-q", "ehlo,helo");
        sink(machine, "sink-mail", "-q", "mail");
        sink(machine, "sink-dot", "-q", ".");
        sink(machine, "sink-login", "-q", "auth");
        machine.start("/usr/sbin/postfix", "start-fg");
    }

    /** Postfix's test server, which can be told what to do at which command. */
    private static void sink(Machine machine, String service, String... options) {
        List<String> command = new ArrayList<>(List.of("/usr/sbin/smtp-sink", "-u", "nobody", "-h", Names.HOST));
        command.addAll(List.of(options));
        command.addAll(List.of("127.0.0.1:" + Machine.port("postfix", service), "100"));
        machine.start(command.toArray(String[]::new));
    }
}
