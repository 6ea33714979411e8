/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.addresses.ReverseNameProbe;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.ReverseName.Whose;
import io.github.smtpprobe.harness.DialogueFile;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.ProxyHeader;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The PROXY header on its way: what is written first on each connection, and what is claimed of this client behind it. */
class ProxyHeaderSentTest {
    private static final String SOURCE = "192.0.2.77";
    private static final String HEADER = "* proxy-header v1 192.0.2.77:40000 192.0.2.9:25\n";
    private static final String WORKS = HEADER + "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";

    private static ProxyHeader header() {
        return ProxyHeader.v1()
                .source(AddressLiteral.parse(SOURCE), 40_000)
                .destination(AddressLiteral.parse("192.0.2.9"), 25);
    }

    private static ProbeRequest.Builder request() {
        return ProbeRequest.to("mx.example", 25)
                .connectTo("192.0.2.9")
                .tls(TlsMode.PLAIN)
                .proxyHeader(header());
    }

    /** A server in memory that keeps each write. */
    private static final class Kept {
        private final List<String> writes = new ArrayList<>();
        private final MemoryTransport memory;

        Kept(String... scripts) {
            Script[] read = java.util.Arrays.stream(scripts).map(Script::parse).toArray(Script[]::new);
            memory = new MemoryTransport(Delivery.WHOLE, DialogueFile.good().serverContext(), read);
        }

        ProbeReport probe(ProbeRequest.Builder request) {
            ProbeReport report = SmtpProbe.builder()
                    .transport((route, deadline) -> new ForwardingConnection(memory.connect(route, deadline)) {
                        @Override
                        public void write(byte[] octets, io.github.smtpprobe.clock.Deadline limit) throws IOException {
                            writes.add(new String(octets, StandardCharsets.ISO_8859_1));
                            super.write(octets, limit);
                        }
                    })
                    .ticker(memory.ticker())
                    .resolver(ReverseNameProbe.HOST)
                    .tlsSettings(DialogueFile.trusting())
                    .build()
                    .probe(request.build());
            Invariants.check(report);
            assertThat(memory.problems()).as(report.toString()).isEmpty();
            return report;
        }
    }

    @Test
    void itIsTheFirstWriteAndOneWrite() {
        Kept server = new Kept(WORKS);
        ProbeReport report = server.probe(request());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(server.writes.get(0)).isEqualTo("PROXY TCP4 192.0.2.77 192.0.2.9 40000 25\r\n");
        assertThat(server.writes.get(1)).startsWith("EHLO");
        assertThat(report.transcript().toString()).startsWith(HEADER + "S: 220 mx");
    }

    @Test
    void itIsInClearTextBeforeTheHandshake() {
        Kept server = new Kept(HEADER + "* tls any\nS~ 220 mx\nC~ EHLO x\nS~ 250 mx\nC~ QUIT\nS~ 221 bye");
        ProbeReport report = server.probe(request().host("mx.example.com").tls(TlsMode.IMPLICIT_TLS));
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(server.writes.get(0)).isEqualTo("PROXY TCP4 192.0.2.77 192.0.2.9 40000 25\r\n");
        assertThat(server.writes.get(1)).as("a TLS hello").startsWith("\u0016\u0003");
    }

    /** The server is told of a client; that client's literal stands in EHLO, unless a name was chosen. */
    @Test
    void ehloAgreesWithTheHeader() {
        assertThat(new Kept(WORKS).probe(request()).transcript().toString()).contains("C: EHLO [192.0.2.77]");
        assertThat(new Kept(WORKS)
                        .probe(request().heloName("probe.example.org"))
                        .transcript()
                        .toString())
                .contains("C: EHLO probe.example.org");
        Kept plain = new Kept(WORKS);
        assertThat(plain.probe(request().proxyHeader(ProxyHeader.v1()))
                        .transcript()
                        .toString())
                .contains("C: EHLO [127.0.0.1]");
    }

    /** The connection's own end stays what it is; nobody says that the header's source is ours. */
    @Test
    void noAddressOfTheHeaderIsThisClients() {
        ProbeReport report = new Kept(WORKS.replace("S: 250 mx", "S: 250 mx hello [192.0.2.78]"))
                .probe(request().reverseNames());
        assertThat(report.attempts().get(0).fact(Connect.class).orElseThrow().localAddress())
                .contains(InetAddress.getLoopbackAddress());
        assertThat(ReverseNameProbe.of(report, Whose.CLIENT))
                .singleElement()
                .satisfies(own -> assertThat(own.address()).isEmpty());
    }

    @Test
    void aSecondLookBeginsWithItToo() {
        Kept server = new Kept(HEADER + "* silence", HEADER + "* client-hello\n* silence");
        ProbeReport report = server.probe(request().port(587).tls(TlsMode.PLAIN).deadline(Duration.ofSeconds(30)));
        assertThat(report.attempts()).extracting(Attempt::purpose).contains(Purpose.SECOND_LOOK);
        assertThat(report.attempts())
                .allSatisfy(each -> assertThat(each.transcript().toString()).startsWith(HEADER));
    }

    @Test
    void theEndsOfTheSocketStandInIt() throws IOException {
        String script =
                "* proxy-header v2 192.0.2.1:1 192.0.2.2:1\nS: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";
        try (ScriptedServer server = ScriptedServer.start(script)) {
            ProbeReport report = SmtpProbe.run(ProbeRequest.to("127.0.0.1", server.port())
                    .tls(TlsMode.PLAIN)
                    .proxyHeader(ProxyHeader.v2())
                    .build());
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(report.transcript().toString())
                    .containsPattern("^\\* proxy-header v2 127\\.0\\.0\\.1:[1-9][0-9]{3,4} 127\\.0\\.0\\.1:"
                            + server.port() + "\n");
        }
    }
}
