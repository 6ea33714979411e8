/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/** The server in Perl that plug-ins make up. */
final class Qpsmtpd {
    private Qpsmtpd() {}

    static void start(Machine machine) {
        machine.users("qpsmtpd");
        machine.write("/etc/qpsmtpd/me", Names.HOST + "\n")
                .write("/etc/qpsmtpd/rcpthosts", "here.test\n")
                .write("/etc/qpsmtpd/badrcptto", "nobody@here.test\n")
                .write("/etc/qpsmtpd/badmailfrom", "eve@elsewhere.test\n")
                .write("/etc/qpsmtpd/loglevel", "4\n")
                .write("/etc/qpsmtpd/spool_dir", "/var/spool/qpsmtpd\n")
                .write(
                        "/etc/qpsmtpd/plugins",
                        "quit_fortune\ncheck_badmailfrom\ncheck_badrcptto\nrcpt_ok\nqueue/maildir /var/mail/all\n");
        machine.folders("qpsmtpd", "/var/spool/qpsmtpd", "/var/mail/all", "/run/qpsmtpd");
        machine.run("chmod", "0700", "/var/spool/qpsmtpd");
        String port = Integer.toString(Machine.port("qpsmtpd", "relay"));
        machine.start(
                "/usr/bin/env",
                "QPSMTPD_CONFIG=/etc/qpsmtpd",
                "HOME=/var/spool/qpsmtpd",
                "/usr/bin/qpsmtpd-forkserver",
                "--listen-address",
                "127.0.0.1",
                "--port",
                port,
                "--user",
                "qpsmtpd");
    }
}
