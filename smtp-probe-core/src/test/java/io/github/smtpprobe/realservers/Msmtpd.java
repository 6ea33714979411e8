/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** The small server that msmtp brings for programs of its own machine. */
final class Msmtpd {
    private Msmtpd() {}

    static void start(Machine machine) {
        String relay = Integer.toString(Machine.port("msmtpd", "relay"));
        machine.start("/usr/bin/msmtpd", "--interface=127.0.0.1", "--port=" + relay, "--command=true");
        String broken = Integer.toString(Machine.port("msmtpd", "broken"));
        machine.start("/usr/bin/msmtpd", "--interface=127.0.0.1", "--port=" + broken, "--command=false");
    }
}
