/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

/** An exchange that never begins, for want of something without which nothing can be sent. */
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
