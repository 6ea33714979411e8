/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import javax.security.sasl.SaslClient;

/**
 * One GSSAPI exchange (RFC 4752 §3.1): tokens in both directions until both sides have a context, an empty response if the last
 * token was the server's, then four wrapped octets about security layers from each side. The first token needs a ticket for the
 * server, which the KDC issues.
 */
final class GssapiExchange implements SaslExchange {
    /** The most octets of a challenge: as many as fit into a line of RFC 4954 §4 in base64. */
    private static final int MAX_CHALLENGE = 9_216;

    private final SaslClient client;
    private final ClientEnd end;
    private final KerberosTicket ticket;

    GssapiExchange(SaslClient client, KerberosTicket ticket) {
        this.client = client;
        this.end = new ClientEnd(client);
        this.ticket = ticket;
    }

    @Override
    public SaslStep initialResponse() throws Exception {
        try {
            return new SaslStep.Respond(token(new byte[0]));
        } catch (KerberosFailure failure) {
            return end.abort(failure.words());
        }
    }

    @Override
    public SaslStep respond(byte[] challenge) throws Exception {
        if (end.over() || client.isComplete()) {
            return end.abort("the server sent a challenge after the last one of GSSAPI");
        }
        if (challenge.length == 0 || challenge.length > MAX_CHALLENGE) {
            return end.abort("the challenge is empty, or longer than " + MAX_CHALLENGE + " octets");
        }
        try {
            return new SaslStep.Respond(token(challenge));
        } catch (KerberosFailure failure) {
            return end.abort("the token of the server is not taken: " + failure.words());
        }
    }

    /**
     * The next token. If there is nothing to send, an empty response is due, since the client speaks at each turn (RFC 4752
     * §3.1).
     */
    private byte[] token(byte[] challenge) throws Exception {
        byte[] token = ticket.with(() -> client.evaluateChallenge(challenge));
        return token == null ? new byte[0] : token;
    }

    @Override
    public SaslStep complete() {
        if (end.over() || !client.isComplete()) {
            return end.abort("235 came before GSSAPI was complete");
        }
        return end.complete();
    }
}
