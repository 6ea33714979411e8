/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** An exchange that never begins, because something that is needed for the first message is missing. */
record Unusable(String why) implements SaslExchange {
    @Override
    public SaslStep initialResponse() {
        return new SaslStep.Abort(why);
    }

    @Override
    public SaslStep respond(byte[] challenge) {
        return initialResponse();
    }

    @Override
    public SaslStep complete() {
        return initialResponse();
    }
}
