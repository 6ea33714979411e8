/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.harness.OutputForms;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.testkit.FixedNames;
import io.github.smtpprobe.testkit.LedTransport;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.transcript.Transcript;
import java.net.ConnectException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page for strangers under test: preset, policy and ports as they are, and servers on this machine. */
class LedTransportTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    // README, Security: "To test your page with the preset's own policy and ports, use the kit's transport, which leads
    // chosen public addresses to scripted servers:"
    // README, Security: ".transport(LedTransport.leading(1.2.3.4, server.port()))."
    @Test
    void thePresetIsTestedAsItIs() {
        ScriptedServer server = servers.play("""
                S: 220 mx.example.com ESMTP
                C: EHLO [127.0.0.1]
                S: 250-mx.example.com Hello host.isp.example [198.51.100.7]
                S: 250 SIZE 1000
                C: QUIT
                S: 221 bye
                """);
        SmtpProbe page = SmtpProbe.forUntrustedTargets().toBuilder()
                .resolver(FixedNames.of("mx1.example.com", "1.2.3.4")
                        .and("mx2.example.com", "10.0.0.1")
                        .exchanger("example.com", 10, "mx2.example.com")
                        .exchanger("example.com", 20, "mx1.example.com"))
                .transport(LedTransport.leading("1.2.3.4", server.port()))
                .build();
        ProbeReport report =
                page.probe(ProbeRequest.toMxOf("example.com").tls(TlsMode.PLAIN).build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.has("policy.denied")).isTrue();
        assertThat(report.decisive().orElseThrow().route().toString()).isEqualTo("mx1.example.com:25 (1.2.3.4)");
        assertThat(report.decisive()
                        .flatMap(each -> each.fact(Connect.class))
                        .flatMap(Connect::localAddress)
                        .map(InetAddress::getHostAddress))
                .contains("192.0.2.1");
        assertThat(report.publicTranscript()).isEqualTo(Transcript.parse("""
                S: 220 mx.example.com ESMTP
                C: EHLO [name]
                S: 250-mx.example.com [text]
                S: 250 SIZE 1000
                C: QUIT
                S: 221 bye
                """));
        assertThat(String.join("\n", OutputForms.of(report.forStrangers())))
                .contains("1.2.3.4")
                .doesNotContain("10.0.0.1", "mx2.example.com", "127.0.0.1", "198.51.100.7", "192.0.2.1");
    }

    @Test
    void whatIsNotLedIsRefused() {
        LedTransport led = LedTransport.leading("1.2.3.4", 1).and("1.2.3.5", 25, 2);
        for (Route route :
                new Route[] {route("127.0.0.1", 25), route("1.2.3.6", 25), route("1.2.3.5", 587), route("::1", 25)}) {
            assertThatThrownBy(() -> led.connect(route, soon()))
                    .as(route.toString())
                    .isExactlyInstanceOf(ConnectException.class)
                    .hasMessage("Connection refused");
        }
        ProbeReport report = SmtpProbe.builder()
                .transport(led)
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25).withoutSecondLook().build());
        assertThat(report.has("tcp.refused")).as(report.toString()).isTrue();
    }

    @Test
    void aPortComesBeforeAllPortsAndOurEndCanBeChosen() throws Exception {
        ScriptedServer first =
                servers.start(ScriptedServer.playing(io.github.smtpprobe.testkit.Script.parse("S: 220 first"))
                        .lenient());
        ScriptedServer second =
                servers.start(ScriptedServer.playing(io.github.smtpprobe.testkit.Script.parse("S: 220 second"))
                        .lenient());
        LedTransport led = LedTransport.leading("2606:4700::1", first.port())
                .and("2606:4700::1", 587, second.port())
                .from("2606:4700::99")
                .from("1.2.3.99");
        assertThat(said(led, route("2606:4700::1", 25))).isEqualTo("220 first from 2606:4700:0:0:0:0:0:99");
        assertThat(said(led, route("2606:4700::1", 587))).isEqualTo("220 second from 2606:4700:0:0:0:0:0:99");
    }

    /** From now on: a test may begin long after its class was loaded. */
    private static Deadline soon() {
        return Deadline.after(Patience.AMPLE, Ticker.system());
    }

    private static String said(LedTransport led, Route route) throws Exception {
        try (var connection = led.connect(route, soon())) {
            byte[] buffer = new byte[100];
            int count = connection.read(buffer, soon());
            return new String(buffer, 0, count, java.nio.charset.StandardCharsets.US_ASCII).strip() + " from "
                    + connection.localAddress().getHostAddress();
        }
    }

    private static Route route(String address, int port) throws Error {
        try {
            return new Route("mx.example.com", false, InetAddress.getByName(address), port, TlsMode.PLAIN);
        } catch (java.net.UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void whatIsNoAddressIsRefusedWithoutALookUp() {
        for (String text : new String[] {"mx.example.com", "1.2.3", "1.2.3.400", "", "::g", "localhost", "1:2"}) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> LedTransport.leading(text, 25));
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> FixedNames.of("mx.example.com", text));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> LedTransport.leading("1.2.3.4", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> LedTransport.leading("1.2.3.4", 65_536));
    }

    @Test
    void namesAreKnownOrNot() {
        FixedNames names = FixedNames.of("Mx.example.com", "1.2.3.4", "2606:4700::1")
                .and("empty.example.com")
                .exchanger("example.com", 10, "mx.example.com");
        assertThat(addresses(names, "mx.EXAMPLE.com", AddressFamilies.IPV6_FIRST))
                .isEqualTo("found [/2606:4700:0:0:0:0:0:1, /1.2.3.4]");
        assertThat(addresses(names, "mx.example.com", AddressFamilies.IPV4_FIRST))
                .isEqualTo("found [/1.2.3.4, /2606:4700:0:0:0:0:0:1]");
        assertThat(addresses(names, "mx.example.com", AddressFamilies.IPV4_ONLY))
                .isEqualTo("found [/1.2.3.4]");
        assertThat(addresses(names, "empty.example.com", AddressFamilies.IPV6_FIRST))
                .isEqualTo("no-records []");
        assertThat(addresses(names, "example.com", AddressFamilies.IPV6_FIRST)).isEqualTo("no-records []");
        assertThat(addresses(names, "other.example", AddressFamilies.IPV6_FIRST))
                .isEqualTo("nxdomain []");
        assertThat(names.exchangers("example.com", soon()).records()).hasSize(1);
        assertThat(names.exchangers("mx.example.com", soon()).status()).isEqualTo(MailResolver.Status.NO_RECORDS);
        assertThat(addresses(FixedNames.of("six.example", "2606:4700::1"), "six.example", AddressFamilies.IPV4_ONLY))
                .isEqualTo("other-family []");
    }

    private static String addresses(FixedNames names, String host, AddressFamilies families) {
        MailResolver.Answer<InetAddress> answer = names.addresses(host, families, soon());
        return answer.status().token() + " " + answer.records();
    }
}
