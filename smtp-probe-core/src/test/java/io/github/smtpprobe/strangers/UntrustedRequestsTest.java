/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.ProxyHeader;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a form may ask of the preset for strangers, and what it is refused before anything is looked up. */
class UntrustedRequestsTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private static List<String> refused(SmtpProbe probe, ProbeRequest request) {
        List<Callable<Object>> ways = List.of(
                () -> probe.probe(request),
                () -> probe.call(request),
                () -> probe.call(request, new ProbeListener() {}));
        for (Callable<Object> way : ways) {
            assertThat(catchThrowableOfType(InvalidRequest.class, way::call)).isNotNull();
        }
        return catchThrowableOfType(InvalidRequest.class, () -> probe.call(request)).problems().stream()
                .map(problem -> problem.field() + " " + problem.code().token() + ": " + problem.message())
                .toList();
    }

    // README, Security: "a request for another one is refused at once, with field and code,"
    @Test
    void anotherPortIsRefusedAtOnce() {
        SmtpProbe probe = SmtpProbe.forUntrustedTargets();
        assertThat(SmtpProbe.UNTRUSTED_PORTS).containsExactly(25, 465, 587, 2525);
        String wants = " conflict: must be one of 25, 465, 587, 2525 where strangers choose the target, and not ";
        assertThat(refused(probe, ProbeRequest.to("mx.example.com", 6379).build()))
                .containsExactly("port" + wants + "6379");
        PortPlan plan = new PortPlan(List.of(
                new PortPlan.PortMode(25, TlsMode.STARTTLS),
                new PortPlan.PortMode(22, TlsMode.PLAIN),
                new PortPlan.PortMode(80, TlsMode.PLAIN)));
        assertThat(refused(probe, ProbeRequest.to("mx.example.com").ports(plan).build()))
                .containsExactly("ports" + wants + "22", "ports" + wants + "80");
        assertThat(refused(
                        probe.toBuilder().build(),
                        ProbeRequest.to("mx.example.com", 24).build()))
                .as("what comes of the preset is the preset")
                .containsExactly("port" + wants + "24");
    }

    @Test
    void noServerIsToldAnotherClientsAddress() {
        ProbeRequest request = ProbeRequest.to("mx.example.com", 25)
                .proxyHeader(ProxyHeader.local())
                .build();
        assertThat(refused(SmtpProbe.forUntrustedTargets(), request))
                .containsExactly(
                        "proxyHeader conflict: is refused: a probe for untrusted targets tells no server another"
                                + " client's address");
        assertThat(SmtpProbe.standard().call(request)).isNotNull();
    }

    @Test
    void whatIsNotSmtpIsRefused() {
        ProbeRequest lmtp = ProbeRequest.to("mx.example.com", 587).lmtp().build();
        SmtpProbe probe = SmtpProbe.forUntrustedTargets();
        assertThat(refused(probe, lmtp))
                .containsExactly("lmtp conflict: is refused: a probe for untrusted targets speaks only SMTP");
        assertThat(refused(probe.toBuilder().build(), lmtp)).hasSize(1);
        assertThat(refused(
                        probe,
                        ProbeRequest.to("mx.example.com", 25)
                                .xclient(Map.of("addr", "192.0.2.7"))
                                .build()))
                .containsExactly(
                        "xclient conflict: is refused: a probe for untrusted targets does not pose as another client");
        assertThat(refused(
                        probe,
                        ProbeRequest.to("mx.example.com", 25).helloVerb("HELO").build()))
                .containsExactly(
                        "helloVerb conflict: is refused: a probe for untrusted targets sends EHLO, or HELO, and no other hello");
    }

    // README, Security: "withoutCredentials() refuses requests with a login, for forms that must never accept a
    // password."
    @Test
    void aFormThatTakesNoPasswordSaysSo() {
        SmtpProbe probe =
                SmtpProbe.forUntrustedTargets().toBuilder().withoutCredentials().build();
        ProbeRequest login = ProbeRequest.to("mx.example.com", 587)
                .password("ada", "hunter2".toCharArray())
                .build();
        assertThat(refused(probe, login)).containsExactly("credentials conflict: are refused: this probe accepts none");
        assertThat(refused(probe.toBuilder().build(), login)).hasSize(1);
        assertThat(probe.call(ProbeRequest.to("mx.example.com", 587).build())).isNotNull();
        assertThat(SmtpProbe.forUntrustedTargets().call(login)).isNotNull();
        assertThat(refused(SmtpProbe.builder().withoutCredentials().build(), login))
                .hasSize(1);
    }

    // README, Security: "and so is tryEveryMechanism()."
    @Test
    void aFormLogsInOnceAtMost() {
        ProbeRequest every = ProbeRequest.to("mx.example.com", 587)
                .password("ada", "hunter2".toCharArray())
                .tryEveryMechanism()
                .build();
        String why =
                "tryEveryMechanism conflict: is refused: a probe for untrusted targets sends credentials at most once";
        assertThat(refused(SmtpProbe.forUntrustedTargets(), every)).containsExactly(why);
        assertThat(refused(SmtpProbe.forUntrustedTargets().toBuilder().build(), every))
                .containsExactly(why);
        assertThat(SmtpProbe.standard().call(every)).isNotNull();
    }

    // README, Security: "Kerberos credentials are refused, since the JDK asks a KDC for them on a connection that no
    // policy
    // judges."
    @Test
    void aFormAsksNoKdc() {
        ProbeRequest login = ProbeRequest.to("mx.example.com", 587)
                .credentials(Credentials.kerberos())
                .build();
        SmtpProbe probe = SmtpProbe.forUntrustedTargets().toBuilder()
                .mechanism(SaslMechanism.gssapi())
                .build();
        assertThat(refused(probe, login))
                .containsExactly(
                        "credentials conflict: are refused: Kerberos connects to a key distribution center, which no address policy checks");
        assertThat(SmtpProbe.standard().call(login)).isNotNull();
    }

    // README, Security: "To test your form, give the preset another policy, which then judges the ports, too; nothing
    // else differs:"
    // README, Security: "SmtpProbe.forUntrustedTargets(AddressPolicy.only(127.0.0.1).onPorts(server.port()))."
    @Test
    void theSamePresetServesATestOnThisMachine() {
        ScriptedServer server = servers.play("S: 220 mx\nC: EHLO [127.0.0.1]\nS: 250 mx\nC: QUIT\nS: 221 bye");
        SmtpProbe probe =
                SmtpProbe.forUntrustedTargets(AddressPolicy.only("127.0.0.1").onPorts(server.port()));
        ProbeReport report = probe.probe(
                ProbeRequest.to("127.0.0.1", server.port()).tls(TlsMode.PLAIN).build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.publicSummary()).isEqualTo("The mail server works with these settings.");
        assertThat(probe.probe(ProbeRequest.to("127.0.0.2", server.port()).build())
                        .has("policy.denied"))
                .isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() -> probe.toBuilder().nameServers(new InetSocketAddress("127.0.0.1", 53)));
        ProbeReport widened = probe.toBuilder()
                .addressPolicy(AddressPolicy.allowAll())
                .build()
                .probe(ProbeRequest.to("127.0.0.2", server.port()).build());
        assertThat(widened.has("policy.denied")).isTrue();
    }

    @Test
    void aDenialNamesWhatIsAtFault() {
        SmtpProbe probe = SmtpProbe.builder()
                .addressPolicy(AddressPolicy.only("127.0.0.1").onPorts(25))
                .build();
        assertThat(denial(probe, "127.0.0.1", 6379))
                .isEqualTo("The address policy of this application denies 127.0.0.1: it does not allow connections to"
                        + " port 6379.");
        assertThat(denial(probe, "10.0.0.1", 25))
                .isEqualTo("The address policy of this application denies 10.0.0.1: it does not allow connections to"
                        + " 10.0.0.1.");
        assertThat(denial(SmtpProbe.forUntrustedTargets(), "10.0.0.1", 25))
                .contains("does not allow connections to 10.0.0.1, which is no address of the public internet.");
        assertThat(denial(
                        SmtpProbe.builder()
                                .addressPolicy((host, address, port) -> false)
                                .build(),
                        "10.0.0.1",
                        25))
                .contains("does not allow connections to port 25 of 10.0.0.1.");
    }

    /** A denial stands whatever becomes of its words. */
    @Test
    void aPolicyThatCannotSayWhyHasDeniedAllTheSame() {
        AddressPolicy silent = new AddressPolicy() {
            @Override
            public boolean allows(String host, java.net.InetAddress address, int port) {
                return false;
            }

            @Override
            public String objection(String host, java.net.InetAddress address, int port) {
                throw new IllegalStateException("canary");
            }
        };
        SmtpProbe probe = SmtpProbe.builder().addressPolicy(silent).build();
        ProbeReport report = probe.probe(ProbeRequest.to("10.0.0.1", 25).build());
        assertThat(report.rootCause().orElseThrow().id()).isEqualTo("policy.denied");
        assertThat(report.has("extension.ignored")).isTrue();
        assertThat(report.toString()).contains("port 25 of 10.0.0.1").doesNotContain("canary");
    }

    private static String denial(SmtpProbe probe, String host, int port) {
        ProbeReport report = probe.probe(ProbeRequest.to(host, port).build());
        return report.finding("policy.denied").orElseThrow().summary();
    }
}
