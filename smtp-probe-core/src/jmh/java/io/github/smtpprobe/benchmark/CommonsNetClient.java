/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.benchmark;

import javax.net.ssl.SSLContext;
import org.apache.commons.net.smtp.AuthenticatingSMTPClient;
import org.apache.commons.net.smtp.SMTPClient;
import org.apache.commons.net.smtp.SMTPReply;

/** Apache Commons Net, with one SSLContext for all probes. It sends AUTH PLAIN without initial response: one flight more. */
final class CommonsNetClient implements Client {
    private static final int TIMEOUT = 30_000;

    private final Workload workload;
    private final int port;
    private final SSLContext tls;

    CommonsNetClient(Workload workload, int port, SSLContext tls) {
        this.workload = workload;
        this.port = port;
        this.tls = tls;
    }

    @Override
    public boolean probe() throws Exception {
        return workload.encrypted() ? encrypted() : clear();
    }

    private boolean clear() throws Exception {
        SMTPClient client = new SMTPClient();
        try {
            return connected(client)
                    && SMTPReply.isPositiveCompletion(client.sendCommand("EHLO", Mailboxes.HELO))
                    && envelope(client)
                    && client.logout();
        } finally {
            client.disconnect();
        }
    }

    private boolean encrypted() throws Exception {
        AuthenticatingSMTPClient client = new AuthenticatingSMTPClient(workload.implicit(), tls);
        client.setEndpointCheckingEnabled(true);
        try {
            return connected(client)
                    && client.elogin(Mailboxes.HELO)
                    && (workload.implicit() || (client.execTLS() && client.elogin(Mailboxes.HELO)))
                    && client.auth(AuthenticatingSMTPClient.AUTH_METHOD.PLAIN, Mailboxes.USER, Mailboxes.PASSWORD)
                    && envelope(client)
                    && client.logout();
        } finally {
            client.disconnect();
        }
    }

    private boolean connected(SMTPClient client) throws Exception {
        client.setConnectTimeout(TIMEOUT);
        client.setDefaultTimeout(TIMEOUT);
        client.connect("127.0.0.1", port);
        return SMTPReply.isPositiveCompletion(client.getReplyCode());
    }

    private boolean envelope(SMTPClient client) throws Exception {
        return !workload.envelope()
                || (client.setSender(Mailboxes.FROM) && client.addRecipient(Mailboxes.TO) && client.reset());
    }
}
