/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.util.List;
import java.util.function.Consumer;

/**
 * A mail server, or what stands in front of one.
 *
 * @param name        its name in the table
 * @param lastService a service that answers when all do
 * @param log         where it writes its log
 * @param pipelines   whether it offers PIPELINING, but for the services whose rows say otherwise
 * @param start       writes its configuration to a machine and starts it there
 */
record MailServer(String name, String lastService, String log, boolean pipelines, Consumer<Machine> start) {
    /** The users of all servers are {@code ada} (who logs in with this password) and {@code bob}. */
    static final String PASSWORD = "right horse";

    /** {@return the server of a name} */
    static MailServer of(String name) {
        return all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** {@return all servers of the table} */
    static List<MailServer> all() {
        return List.of(
                new MailServer("dovecot", "submissions", "/var/log/dovecot.log", true, Dovecot::start),
                new MailServer("postfix", "shut", "/var/log/postfix.log", true, Postfix::start),
                new MailServer("exim", "no-key", "/var/log/exim/mainlog", true, Exim::start),
                new MailServer("opensmtpd", "senders", "/var/log/mail.log", false, OpenSmtpd::start),
                new MailServer("sendmail", "submissions", "/var/log/mail.log", true, Sendmail::start),
                new MailServer("courier", "last", "/var/log/courier.log", true, Courier::start),
                new MailServer("sasl", "gnu-bound", "/var/log/none", false, SaslLibraries::start),
                new MailServer("haproxy", "web", "/var/log/none", true, HaProxy::start),
                new MailServer("stunnel", "tls", "/var/log/none", true, Stunnel::start),
                new MailServer("danted", "login", "/var/log/none", false, Danted::start),
                new MailServer("tinyproxy", "open", "/var/log/none", false, TinyProxy::start),
                new MailServer("aiosmtpd", "tls", "/var/log/none", false, AioSmtpd::start),
                new MailServer("nginx", "tls", "/var/log/nginx.log", false, Nginx::start),
                new MailServer("msmtpd", "broken", "/var/log/none", false, Msmtpd::start),
                new MailServer("qpsmtpd", "relay", "/var/log/none", true, Qpsmtpd::start),
                new MailServer("chasquid", "submissions", "/var/log/chasquid.log", true, Chasquid::start));
    }
}
