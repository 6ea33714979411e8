/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.util.List;
import java.util.function.Consumer;

/**
 * A mail server.
 *
 * @param name        its name in the table
 * @param lastService a service that answers when all do
 * @param log         where it writes its log
 * @param start       writes its configuration to a machine and starts it there
 */
record MailServer(String name, String lastService, String log, Consumer<Machine> start) {
    /** The users of all servers are {@code ada} (who logs in with this password) and {@code bob}. */
    static final String PASSWORD = "right horse";

    /** {@return all servers of the table} */
    static List<MailServer> all() {
        return List.of(
                new MailServer("dovecot", "submissions", "/var/log/dovecot.log", Dovecot::start),
                new MailServer("postfix", "shut", "/var/log/postfix.log", Postfix::start),
                new MailServer("exim", "no-key", "/var/log/exim/mainlog", Exim::start),
                new MailServer("opensmtpd", "senders", "/var/log/mail.log", OpenSmtpd::start),
                new MailServer("sendmail", "submissions", "/var/log/mail.log", Sendmail::start),
                new MailServer("courier", "last", "/var/log/courier.log", Courier::start),
                new MailServer("haproxy", "web", "/var/log/none", HaProxy::start),
                new MailServer("stunnel", "tls", "/var/log/none", Stunnel::start),
                new MailServer("aiosmtpd", "tls", "/var/log/none", AioSmtpd::start),
                new MailServer("nginx", "tls", "/var/log/nginx.log", Nginx::start),
                new MailServer("msmtpd", "broken", "/var/log/none", Msmtpd::start),
                new MailServer("qpsmtpd", "relay", "/var/log/none", Qpsmtpd::start),
                new MailServer("chasquid", "submissions", "/var/log/chasquid.log", Chasquid::start));
    }
}
