/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.OverTls;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's flight of TLS (RFC 8446 §2, RFC 5246 §7.3) leaves in one write, however many records it has. */
class FlightsTest {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aFlightIsOneWrite(String protocol) throws Exception {
        ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse(Scripts.WORKS_WITH_STARTTLS))
                .tls(AUTHORITY.issue(DialogueFile.HOST).serverContext()));
        List<byte[]> written = new ArrayList<>();
        SmtpProbe probe = SmtpProbe.builder()
                .tlsSettings(TlsSettings.builder()
                        .trustStore(AUTHORITY.trustStore())
                        .protocols(protocol)
                        .build())
                .transport((route, deadline) ->
                        new ForwardingConnection(Transport.sockets().connect(route, deadline)) {
                            @Override
                            public void write(byte[] octets, Deadline limit) throws IOException {
                                written.add(octets.clone());
                                super.write(octets, limit);
                            }
                        })
                .build();
        assertThat(probe.probe(ProbeRequest.to(DialogueFile.HOST, server.port())
                                .connectTo("127.0.0.1")
                                .tls(TlsMode.STARTTLS)
                                .deadline(OverTls.LONG)
                                .build())
                        .passed())
                .isTrue();
        // EHLO, STARTTLS; hello, end of the handshake; EHLO, QUIT, close_notify.
        assertThat(written).hasSize(7);
        assertThat(written.get(2)[0]).as("a record of the handshake").isEqualTo((byte) 22);
    }
}
