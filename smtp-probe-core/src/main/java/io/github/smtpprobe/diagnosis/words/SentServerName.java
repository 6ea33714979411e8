/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.words;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.tls.TlsInfo;

/**
 * The server name that a handshake asked for (SNI), if that is not the name that the certificate is checked against; the server
 * chooses its certificate by it.
 */
public final class SentServerName {
    private SentServerName() {}

    /** A sentence, with a leading blank; empty if the server's own name was sent, if it has none, or if it is not known. */
    static String words(Fact fact) {
        if (!(fact instanceof TlsHandshake handshake) || own(handshake.tls())) {
            return "";
        }
        TlsInfo tls = handshake.tls();
        return tls.serverName()
                .map(sent -> " In the handshake the server was asked for " + sent + " (SNI), not for " + tls.identity()
                        + ", by the settings of this probe.")
                .orElse(
                        " No server name (SNI) was sent in the handshake, and servers with several certificates choose by it.");
    }

    /** Whether nothing unusual was sent. */
    public static boolean own(TlsInfo tls) {
        return tls.serverName()
                .map(tls.identity()::equals)
                .orElse(tls.offered().isEmpty()
                        || tls.identity().indexOf(':') >= 0
                        || AddressLiteral.looksLike(tls.identity()));
    }
}
