/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.benchmark;

import jakarta.mail.Session;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Angus Mail, with one Session and one socket factory for all probes. */
final class AngusClient implements Client {
    private final Workload workload;
    private final int port;
    private final Session session;

    AngusClient(Workload workload, int port, SSLContext tls) {
        this.workload = workload;
        this.port = port;
        String prefix = workload.implicit() ? "mail.smtps." : "mail.smtp.";
        Properties settings = new Properties();
        settings.put(prefix + "connectiontimeout", "30000");
        settings.put(prefix + "timeout", "30000");
        settings.put(prefix + "localhost", Mailboxes.HELO);
        if (workload.encrypted()) {
            settings.put(prefix + "auth", "true");
            settings.put(prefix + "auth.mechanisms", "PLAIN");
            settings.put(prefix + "starttls.required", String.valueOf(!workload.implicit()));
            settings.put(prefix + "ssl.socketFactory", tls.getSocketFactory());
            settings.put(prefix + "ssl.checkserveridentity", "true");
        }
        session = Session.getInstance(settings);
    }

    @Override
    public boolean probe() throws Exception {
        boolean login = workload.encrypted();
        try (SMTPTransport transport = (SMTPTransport) session.getTransport(workload.implicit() ? "smtps" : "smtp")) {
            transport.connect("127.0.0.1", port, login ? Mailboxes.USER : null, login ? Mailboxes.PASSWORD : null);
            return !workload.envelope()
                    || (transport.simpleCommand("MAIL FROM:<" + Mailboxes.FROM + ">") == 250
                            && transport.simpleCommand("RCPT TO:<" + Mailboxes.TO + ">") == 250
                            && transport.simpleCommand("RSET") == 250);
        }
    }
}
