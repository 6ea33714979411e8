/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The address of this machine that a connection comes from, where the caller chooses it. */
class SourceAddressTest {
    private static final String SERVER = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    private static ProbeRequest.Builder request(int port, String source) throws UnknownHostException {
        return ProbeRequest.to("127.0.0.1", port)
                .tls(TlsMode.PLAIN)
                .withoutSecondLook()
                .sourceAddress(address(source));
    }

    @Test
    void theConnectionComesFromThere() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(SERVER)) {
            ProbeReport report =
                    SmtpProbe.run(request(server.port(), "127.0.0.2").build());
            assertThat(report.passed()).as(report.toString()).isTrue();
            assertThat(report.transcript().toString()).contains("C: EHLO [127.0.0.2]");
        }
    }

    /** One that is not ours, and one that leads nowhere but to this machine. */
    @ParameterizedTest(name = "{1} from {0}")
    @CsvSource({"192.0.2.1, 127.0.0.1", "127.0.0.2, 192.0.2.1"})
    void anAddressThatCannotBeUsedIsNamed(String source, String target) throws Exception {
        ProbeReport report = SmtpProbe.run(request(25, source).connectTo(target).build());
        Invariants.check(report);
        assertThat(report.rootCause().orElseThrow().id()).as(report.toString()).isEqualTo("local.source-address");
        assertThat(report.summary()).contains(source);
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aTransportThatCannotChooseSaysSo() throws Exception {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(SERVER));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe(request(25, "127.0.0.2").build());
        Invariants.check(report);
        assertThat(memory.connections()).isZero();
        assertThat(report.has("local.source-address")).as(report.toString()).isTrue();
        assertThat(report.summary()).contains("cannot choose the source address");
    }

    @Test
    void theUntrustedPresetRefusesIt() throws Exception {
        ProbeRequest request = request(25, "127.0.0.2").build();
        assertThatThrownBy(() -> SmtpProbe.forUntrustedTargets().call(request))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("sourceAddress");
    }

    @Test
    void itsFamilyIsTheOneThatIsUsed() throws Exception {
        assertThat(request(25, "127.0.0.2").build().addressFamilies()).isEqualTo(AddressFamilies.IPV4_ONLY);
        assertThat(request(25, "::1").host("mx.example.com").build().addressFamilies())
                .isEqualTo(AddressFamilies.IPV6_ONLY);
        for (ProbeRequest.Builder wrong : List.of(
                request(25, "::1").addressFamilies(AddressFamilies.IPV4_ONLY),
                request(25, "127.0.0.2").connectTo("::1"),
                request(25, "::1"),
                request(25, "0.0.0.0"),
                request(25, "224.0.0.1"),
                request(25, "127.0.0.1").sourceAddress(null))) {
            assertThatThrownBy(wrong::build).isInstanceOf(InvalidRequest.class).hasMessageContaining("sourceAddress");
        }
    }
}
