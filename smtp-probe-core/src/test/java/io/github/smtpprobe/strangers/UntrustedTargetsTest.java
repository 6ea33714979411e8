/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.Untrusted;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.OutputForms;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The preset for host names that strangers typed. */
class UntrustedTargetsTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "[::1]", "169.254.169.254", "10.0.0.1", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]"})
    void literalsOfInnerAddressesAreNeverConnectedTo(String literal) {
        ProbeReport report = SmtpProbe.forUntrustedTargets()
                .probe(ProbeRequest.to(literal, 25).build());
        assertThat(report.has("policy.denied")).as(report.toString()).isTrue();
        assertThat(report.publicSummary()).isEqualTo("No mail server was reached under this name; check the spelling.");
        Invariants.check(report);
    }

    /** How a stranger's name can lead to an address. */
    private enum Way {
        LITERAL,
        CONNECT_TO,
        ADDRESS_OF_A_HOST,
        EXCHANGER_OF_A_DOMAIN;

        ProbeRequest request(String address) {
            ProbeRequest.Builder request = switch (this) {
                case LITERAL -> ProbeRequest.to(address.contains(":") ? "[" + address + "]" : address, 25);
                case CONNECT_TO -> ProbeRequest.to("mx.example.com", 25).connectTo(address);
                case ADDRESS_OF_A_HOST -> ProbeRequest.to("mx.example.com", 25);
                case EXCHANGER_OF_A_DOMAIN -> ProbeRequest.toMxOf("example.com");
            };
            return request.build();
        }
    }

    static Stream<String> addresses() throws IOException {
        try (InputStream in = UntrustedTargetsTest.class.getResourceAsStream("/addresses.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    // README, Security: "Every address of every mail exchanger is judged on its octets before any connection: only the
    // public internet is allowed, even if an IPv6 address hides an internal one (mapped, NAT64, 6to4, Teredo, ISATAP);"
    // README, Security: "not cloud metadata."
    @ParameterizedTest
    @MethodSource("addresses")
    void everyAddressIsJudgedWhicheverWayItComes(String row) throws Exception {
        String[] cells = row.split(" ", 3);
        InetAddress address = InetAddress.getByName(cells[1]);
        for (Way way : Way.values()) {
            AtomicInteger connections = new AtomicInteger();
            ProbeReport report = Untrusted.targets(SmtpProbe.builder()
                            .addressPolicy(AddressPolicy.publicInternet().onPorts(25, 465, 587, 2525))
                            .resolver(new Pointing(address))
                            .transport((route, deadline) -> {
                                connections.incrementAndGet();
                                throw new java.net.ConnectException("Connection refused");
                            }))
                    .build()
                    .probe(way.request(cells[1]));
            boolean allowed = cells[0].equals("allow");
            assertThat(connections).as(way + " " + row).hasValue(allowed ? 1 : 0);
            assertThat(report.has("policy.denied")).as(way + " " + row).isEqualTo(!allowed);
        }
    }

    /** DNS under a stranger's control. */
    private record Pointing(InetAddress address) implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            return Answer.found(List.of(new Exchanger(10, "mx.example.com")));
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            return Answer.found(List.of(address));
        }
    }

    /** Real sockets, and somebody who listens: nobody comes. */
    // README, Security: "not this machine"
    @Test
    void inwardAddressesHearOfNothing() throws Exception {
        List<String> inward =
                List.of("127.0.0.1", "::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::127.0.0.1", "0.0.0.0", "::");
        for (String canaryAt : List.of("127.0.0.1", "::1")) {
            try (ServerSocketChannel canary = ServerSocketChannel.open()) {
                try {
                    canary.bind(new InetSocketAddress(InetAddress.getByName(canaryAt), 0));
                } catch (IOException noSuchFamily) {
                    continue; // this machine has no IPv6, so nothing can come by it
                }
                int port = ((InetSocketAddress) canary.getLocalAddress()).getPort();
                for (String address : inward) {
                    ProbeReport report = Untrusted.targets(SmtpProbe.builder()
                                    .addressPolicy(AddressPolicy.publicInternet())
                                    .resolver(new Pointing(InetAddress.getByName(address))))
                            .build()
                            .probe(ProbeRequest.to("mx.example.com", port).build());
                    assertThat(report.has("policy.denied")).as(address).isTrue();
                }
                canary.configureBlocking(false);
                assertThat(canary.accept()).as("a connection to " + canaryAt).isNull();
            }
        }
    }

    // README, Security: "Literals and connectTo are judged too;"
    // README, Security: "Ports 25, 465, 587, 2525;"
    @Test
    void connectToIsJudgedTooAndSoArePorts() {
        ScriptedServer canary =
                servers.start(ScriptedServer.playing(Script.parse("* silence")).lenient());
        SmtpProbe probe = SmtpProbe.forUntrustedTargets();
        for (int port : SmtpProbe.UNTRUSTED_PORTS) {
            ProbeRequest inner = ProbeRequest.to("mx.example.com", port)
                    .connectTo("127.0.0.1")
                    .build();
            assertThat(probe.probe(inner).has("policy.denied")).isTrue();
        }
        InvalidRequest refused = catchThrowableOfType(
                InvalidRequest.class,
                () -> probe.call(ProbeRequest.to("8.8.8.8", canary.port()).build()));
        assertThat(refused.problems()).extracting(Problem::field).containsExactly("port");
        assertThat(canary.connections()).isZero();
    }

    // README, Security: "The application may supply a resolver: it only provides addresses, and each of them is
    // judged."
    @Test
    void whatAResolverOfTheApplicationsTellsIsJudged() throws Exception {
        ProbeReport report = SmtpProbe.forUntrustedTargets().toBuilder()
                .resolver(new Pointing(InetAddress.getByName("127.0.0.1")))
                .build()
                .probe(ProbeRequest.to("mx.example.com", 25).build());
        assertThat(report.finding("policy.denied").orElseThrow().summary())
                .isEqualTo("The address policy of this application denies mx.example.com (127.0.0.1): it does not allow"
                        + " connections to 127.0.0.1, which is no address of the public internet.");
    }

    // README, Security: "name servers cannot be set."
    // README, Security: "toBuilder() can only narrow it:"
    // README, Security: "or your own."
    @Test
    void thePresetCanOnlyBeNarrowed() {
        SmtpProbe.Builder builder = SmtpProbe.forUntrustedTargets().toBuilder();
        Transport askingForNames = Transport.over(Road.unixSocket(Path.of("/run/lmtp")), Zone.ofHost("mx.example.com"));
        assertThatIllegalStateException()
                .isThrownBy(() -> builder.transport(askingForNames))
                .withMessage("transport: a probe for untrusted targets looks names up and judges addresses itself");
        assertThatIllegalStateException().isThrownBy(() -> builder.nameServers(new InetSocketAddress("127.0.0.1", 53)));
        SmtpProbe widened = builder.addressPolicy(AddressPolicy.allowAll()).build();
        assertThat(widened.probe(ProbeRequest.to("127.0.0.1", 25).build()).has("policy.denied"))
                .isTrue();
        assertThat(widened.toBuilder()
                        .addressPolicy(AddressPolicy.allowAll())
                        .build()
                        .probe(ProbeRequest.to("127.0.0.1", 25).build())
                        .has("policy.denied"))
                .isTrue();
    }

    // README, Security: "In clear text, not one byte is sent before a valid 220; whatever comes before it is counted,
    // never shown."
    @ParameterizedTest
    @ValueSource(
            strings = {
                "S: -ERR wrong number of arguments CANARY",
                "S: HTTP/1.1 400 CANARY",
                "S: SSH-2.0-CANARY",
                "S: 554 5.7.1 CANARY",
                "S: 421 CANARY",
                "S: 250 CANARY",
                "S: 220-CANARY\nS: 550 CANARY",
                "S: 220 CANARY\\-\n* closed",
                "S: CANARY\\x00"
            })
    void nothingIsShownOfWhatIsNoMailServer(String says) {
        ScriptedServer server = servers.start(
                ScriptedServer.playing(Script.parse(says + "\n* silence")).lenient());
        List<String> heard = new ArrayList<>();
        for (TlsMode mode : new TlsMode[] {TlsMode.PLAIN, TlsMode.IMPLICIT_TLS}) {
            ProbeReport report = Patience.until(
                    each -> each.transcript().toString().contains("* withheld "),
                    deadline -> Untrusted.targets(SmtpProbe.builder())
                            .build()
                            .call(
                                    ProbeRequest.to("127.0.0.1", server.port())
                                            .tls(mode)
                                            .deadline(deadline)
                                            .build(),
                                    new ProbeListener() {
                                        @Override
                                        public void recorded(ProbeEvent.Recorded event) {
                                            heard.add(event.entry().toString());
                                        }
                                    })
                            .execute());
            Invariants.check(report);
            assertThat(report.passed()).isFalse();
            List<String> outputs = new ArrayList<>(OutputForms.of(report));
            outputs.add(heard.toString());
            for (String output : outputs) {
                assertThat(output).doesNotContain("CANARY");
            }
            assertThat(report.transcript().toString()).contains("* withheld ").doesNotContain("C:");
        }
    }
}
