/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** Dante, a SOCKS server: one for all, with a port that it blocks, and one that wants a login of the system's. */
final class Danted {
    private Danted() {}

    static void start(Machine machine) {
        machine.users("ada");
        String hash = machine.run("perl", "-e", "print crypt('" + Via.PASSWORD + "', '$6$saltsalt$')");
        machine.append("/etc/shadow", "ada:" + hash + ":20000:0:99999:7:::\n");
        for (String each : new String[] {"open", "login"}) {
            machine.configure("/etc/danted-" + each + ".conf", each + ".conf");
            machine.start("/usr/sbin/danted", "-f", "/etc/danted-" + each + ".conf", "-p", "/run/danted-" + each);
        }
    }
}
