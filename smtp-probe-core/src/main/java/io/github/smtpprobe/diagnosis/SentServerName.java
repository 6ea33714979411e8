/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.TlsHandshake;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.tls.TlsInfo;

/** Whom a server was asked for in a handshake (SNI), where that is not who it must prove to be: it chooses its certificate by that. */
final class SentServerName {
    private SentServerName() {}

    /** A sentence with a blank before it; empty where the server's own name was sent, where it has none, and where nobody saw it. */
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

    /** Whether nothing else was sent than what is usual. */
    static boolean own(TlsInfo tls) {
        return tls.serverName()
                .map(tls.identity()::equals)
                .orElse(tls.offered().isEmpty()
                        || tls.identity().indexOf(':') >= 0
                        || AddressLiteral.looksLike(tls.identity()));
    }
}
