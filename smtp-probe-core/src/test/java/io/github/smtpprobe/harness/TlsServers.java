/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.testkit.CertificateAuthority.Issued;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.tls.TlsSettings;
import java.io.IOException;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Servers with implicit TLS on real sockets, each probed once; closed after the test, which fails if a script was not followed. */
public final class TlsServers implements AfterEachCallback {
    /** After the handshake all goes well. */
    public static final Script WORKS = Script.parse(Scripts.WORKS_IN_TLS);

    /** The client refuses the certificate. */
    public static final Script REFUSED = Script.parse("* tls-failed");

    private final ScriptedServerExtension servers = new ScriptedServerExtension();

    public ScriptedServer start(ScriptedServer.Builder prepared) {
        return servers.start(prepared);
    }

    /** A probe of the dialogues' host that trusts the dialogues' authority. */
    public ProbeReport probe(Script script, SSLContext context, String... versions) {
        ScriptedServer server = start(ScriptedServer.playing(script).tls(context, versions));
        return OverTls.probe(DialogueFile.HOST, server.port(), DialogueFile.trusting());
    }

    public ProbeReport probe(TlsSettings settings, String host, Issued certificate, String... versions) {
        ScriptedServer server = start(ScriptedServer.playing(WORKS).tls(certificate.serverContext(), versions));
        return OverTls.probe(host, server.port(), settings);
    }

    /** A probe that has to fail at the certificate. */
    public ProbeReport failing(TlsSettings settings, String host, Issued certificate) {
        ScriptedServer server = start(ScriptedServer.playing(REFUSED).tls(certificate.serverContext()));
        return OverTls.failing(OverTls.probe(host, server.port(), settings));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        servers.afterEach(context);
    }
}
