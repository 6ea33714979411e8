/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.ScriptedServer;

/** Dialogues of servers that many tests need, and the request that fits them. */
public final class Scripts {
    /** Everything goes well, without extensions. */
    public static final String WORKS = """
        S: 220 mx ESMTP
        C: EHLO x
        S: 250 mx
        C: QUIT
        S: 221 bye
        """;

    /** Everything goes well in TLS from the first octet on. */
    public static final String WORKS_IN_TLS = """
        * tls any
        S~ 220 mx ESMTP
        C~ EHLO x
        S~ 250 mx
        C~ QUIT
        S~ 221 bye
        """;

    /** Everything goes well, in TLS after STARTTLS. */
    public static final String WORKS_WITH_STARTTLS = """
        S: 220 mx
        C: EHLO x
        S: 250-mx
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 go
        * tls any
        C~ EHLO x
        S~ 250 mx
        C~ QUIT
        S~ 221 bye
        """;

    /** A server that hears EHLO and says nothing more. */
    public static final String SILENT = """
        S: 220 mx ESMTP
        C: EHLO x
        * silence
        """;

    private Scripts() {}

    /** A request for a scripted server, in clear text. */
    public static ProbeRequest.Builder plain(ScriptedServer server) {
        return ProbeRequest.to("127.0.0.1", server.port()).tls(TlsMode.PLAIN);
    }
}
