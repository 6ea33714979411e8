/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** An exchange of one message, which may be empty. It is sent as the initial response, or as the answer to the first challenge. */
final class OneMessage implements SaslExchange {
    private final String mechanism;
    private final byte[] message;
    private boolean sent;

    OneMessage(String mechanism, byte[] message) {
        this.mechanism = mechanism;
        this.message = message;
    }

    @Override
    public SaslStep initialResponse() {
        sent = true;
        return new SaslStep.Respond(message);
    }

    @Override
    public SaslStep respond(byte[] challenge) {
        return sent
                ? new SaslStep.Abort(mechanism + " has one message; the server asked for a second")
                : initialResponse();
    }

    @Override
    public SaslStep complete() {
        return sent ? new SaslStep.Accept() : new SaslStep.Abort("235 came before the message was sent");
    }
}
