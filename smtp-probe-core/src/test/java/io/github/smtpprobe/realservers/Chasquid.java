/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** Chasquid, which has one service for relay and two for submission. */
final class Chasquid {
    private Chasquid() {}

    static void start(Machine machine) {
        String certificate = "/etc/chasquid/certs/" + Names.HOST;
        machine.configure("/etc/chasquid/chasquid.conf", "chasquid.conf");
        ServerCertificates.install(machine);
        machine.folders("root", certificate, "/etc/chasquid/domains/here.test", "/var/lib/chasquid");
        machine.run("cp", "/etc/tls/good.pem", certificate + "/fullchain.pem");
        machine.run("cp", "/etc/tls/good.key", certificate + "/privkey.pem");
        for (String user : new String[] {"ada", "bob"}) {
            machine.run("chasquid-util", "user-add", user + "@here.test", "--password=" + MailServer.PASSWORD);
        }
        machine.start("/usr/bin/chasquid");
    }
}
