/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** The mail proxy of nginx in front of Postfix. */
final class Nginx {
    private Nginx() {}

    static void start(Machine machine) {
        machine.configure("/etc/nginx.conf", "nginx.conf");
        ServerCertificates.install(machine);
        machine.folders("root", "/var/log/nginx", "/var/lib/nginx");
        machine.start("/usr/sbin/nginx", "-c", "/etc/nginx.conf", "-p", "/usr/share/nginx");
    }
}
