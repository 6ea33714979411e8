/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import javax.security.sasl.SaslException;

/** The end of an exchange with a client of {@code javax.security.sasl}. It happens once, and the client then forgets its secrets. */
final class ClientEnd {
    private final SaslClient client;
    private boolean over;

    ClientEnd(SaslClient client) {
        this.client = client;
    }

    /** Whether the exchange has ended. */
    boolean over() {
        return over;
    }

    SaslStep abort(String reason) {
        return with(new SaslStep.Abort(reason));
    }

    /**
     * Ends an exchange that is complete for the client. The client must not have negotiated a security layer, since connections
     * are protected by TLS here.
     */
    SaslStep complete() {
        Object layer = client.getNegotiatedProperty(Sasl.QOP);
        return layer == null || layer.equals("auth")
                ? with(new SaslStep.Accept())
                : abort("the client agreed upon a security layer, which is not supported");
    }

    SaslStep with(SaslStep last) {
        if (!over) {
            over = true;
            try {
                client.dispose();
            } catch (SaslException ignored) {
                // nothing more can be done with the client
            }
        }
        return last;
    }
}
