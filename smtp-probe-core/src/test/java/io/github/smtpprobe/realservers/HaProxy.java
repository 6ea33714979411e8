/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** HAProxy in front of Postfix. */
final class HaProxy {
    private HaProxy() {}

    static void start(Machine machine) {
        machine.configure("/etc/haproxy.cfg", "haproxy.cfg");
        ServerCertificates.install(machine);
        machine.run("sh", "-c", "cat /etc/tls/good.pem /etc/tls/good.key > /etc/tls/good.both");
        machine.start("/usr/sbin/haproxy", "-db", "-f", "/etc/haproxy.cfg");
    }
}
