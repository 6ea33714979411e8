/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the routes of one probe say beside each other: dead ones, servers that differ, and who answers for a provider. */
class ComparedServersTest {
    private static final Script WORKS = Script.parse(Scripts.WORKS);

    private static ProbeReport probe(Coverage coverage, List<String> silent, String... hosts) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, WORKS);
        return SmtpProbe.builder()
                .resolver(Zone.ofExchangers(hosts))
                .ticker(memory.ticker())
                .transport((route, deadline) -> {
                    if (silent.contains(route.addressText())) {
                        memory.ticker().advance(deadline.remaining());
                        throw new SocketTimeoutException("connect");
                    }
                    return memory.connect(route, deadline);
                })
                .build()
                .probe(ProbeRequest.toMxOf("example.com")
                        .coverage(coverage)
                        .deadline(Duration.ofSeconds(60))
                        .build());
    }

    @Test
    void routesAreCompared() {
        List<String> dead = List.of("2001:db8::1", "192.0.2.66", "192.0.2.67");
        assertThat(probe(Coverage.ALL, dead, "a.example 2001:db8::1 192.0.2.1").has("network.ipv6-dead"))
                .isTrue();
        assertThat(probe(Coverage.ALL, dead, "a.example 2001:db8::2 192.0.2.1").has("network.ipv6-dead"))
                .isFalse();
        assertThat(probe(Coverage.FIRST_CONVERSATION, dead, "a.example 192.0.2.66", "b.example 192.0.2.1")
                        .has("mx.first-dead"))
                .isTrue();
        assertThat(probe(Coverage.FIRST_CONVERSATION, dead, "a.example 192.0.2.1", "b.example 192.0.2.66")
                        .has("mx.first-dead"))
                .isFalse();
        assertThat(probe(Coverage.ALL, dead, "a.example 192.0.2.66", "b.example 192.0.2.67")
                        .has("network.port-25-shut"))
                .isTrue();
        assertThat(probe(Coverage.ALL, dead, "a.example 192.0.2.66", "b.example 192.0.2.1")
                        .has("network.port-25-shut"))
                .isFalse();
    }

    /** RFC 5321 §5.1: among exchangers of the same preference nobody is the first. */
    @Test
    void whoComesFirstIsSaidOnlyWhereOneDoes() {
        List<String> dead = List.of("192.0.2.66", "192.0.2.67");
        ProbeReport equal = preferred(dead, 10, "a.example 192.0.2.66", 10, "b.example 192.0.2.1");
        assertThat(equal.has("mx.first-dead")).isFalse();
        assertThat(equal.finding("mx.equal-dead").orElseThrow().summary())
                .isEqualTo(
                        "No connection to the mail exchanger a.example of example.com could be made; another one answers.");
        ProbeReport first = preferred(dead, 10, "a.example 192.0.2.66", 20, "b.example 192.0.2.1");
        assertThat(first.has("mx.first-dead")).isTrue();
        assertThat(first.has("mx.equal-dead")).isFalse();
        ProbeReport both =
                preferred(dead, 10, "a.example 192.0.2.66", 10, "b.example 192.0.2.67", 20, "c.example 192.0.2.1");
        assertThat(both.has("mx.first-dead")).isFalse();
        assertThat(both.findings())
                .filteredOn(each -> each.id().equals("mx.equal-dead"))
                .hasSize(2);
        ProbeReport last =
                preferred(dead, 10, "a.example 192.0.2.1", 20, "b.example 192.0.2.66", 20, "c.example 192.0.2.67");
        assertThat(last.findings()).noneMatch(each -> each.id().endsWith("-dead"));
    }

    private static ProbeReport preferred(List<String> silent, Object... preferencesAndHosts) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, WORKS);
        return SmtpProbe.builder()
                .resolver(new MailResolver() {
                    @Override
                    public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
                        List<Exchanger> all = new ArrayList<>();
                        for (int i = 0; i < preferencesAndHosts.length; i += 2) {
                            all.add(new Exchanger(
                                    (Integer) preferencesAndHosts[i],
                                    preferencesAndHosts[i + 1].toString().split(" ")[0]));
                        }
                        return Answer.found(all);
                    }

                    @Override
                    public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                        return Answer.found(Arrays.stream(preferencesAndHosts)
                                .map(Object::toString)
                                .filter(each -> each.startsWith(host + " "))
                                .map(each -> AddressLiteral.parse(each.split(" ")[1]))
                                .toList());
                    }
                })
                .ticker(memory.ticker())
                .transport((route, deadline) -> {
                    if (silent.contains(route.addressText())) {
                        throw new ConnectException("Connection refused");
                    }
                    return memory.connect(route, deadline);
                })
                .build()
                .probe(ProbeRequest.toMxOf("example.com").coverage(Coverage.ALL).build());
    }

    /** One server at each address; the script follows the address. */
    private static ProbeReport servers(Map<String, String> scripts, String... hosts) {
        return SmtpProbe.builder()
                .resolver(Zone.ofExchangers(hosts))
                .transport((route, deadline) -> new MemoryTransport(
                                Delivery.WHOLE, null, Script.parse(scripts.get(route.addressText())))
                        .connect(route, deadline))
                .build()
                .probe(ProbeRequest.toMxOf("example.com").coverage(Coverage.ALL).build());
    }

    private static String greeting(String name, String... keywords) {
        StringBuilder script = new StringBuilder("S: 220 " + name + " ESMTP\nC: EHLO x\n");
        for (String keyword : keywords) {
            script.append("S: 250-").append(keyword).append('\n');
        }
        return script + "S: 250 HELP\nC: QUIT\nS: 221 bye";
    }

    @Test
    void serversAreCompared() {
        Map<String, String> pool = Map.of(
                "192.0.2.1", greeting("a.example", "a.example", "DSN"),
                "192.0.2.2", greeting("a.example", "a.example"),
                "2001:db8::6", greeting("b.example", "b.example"),
                "2001:db8::7", greeting("a.example", "a.example"),
                "192.0.2.5",
                        "S: 220 a.example\n"
                                + "C: EHLO x\n"
                                + "S: 250-a.example\n"
                                + "S: 250 STARTTLS\n"
                                + "C: STARTTLS\n"
                                + "S: 454 no\n"
                                + "C: QUIT\n"
                                + "S: 221 bye");
        assertThat(servers(pool, "a.example 192.0.2.1 192.0.2.5").has("starttls.some-only"))
                .isTrue();
        assertThat(servers(pool, "a.example 192.0.2.1 192.0.2.2").has("starttls.some-only"))
                .isFalse();
        assertThat(servers(pool, "a.example 2001:db8::6 192.0.2.1").has("network.families-differ"))
                .isTrue();
        assertThat(servers(pool, "a.example 2001:db8::7 192.0.2.1").has("network.families-differ"))
                .isFalse();
    }

    @Test
    void whoAnswersForAKnownProviderIsSaidAndVanityNamesAreNot() {
        Map<String, String> pool = Map.of(
                "192.0.2.3", greeting("gate.isp.test", "x"),
                "192.0.2.4", greeting("gate.isp.test", "x"),
                "192.0.2.5", greeting("mx.google.com", "mx.google.com"));
        assertThat(servers(pool, "mx.one.example 192.0.2.3", "mx.two.test 192.0.2.4")
                        .has("network.intercepted"))
                .as("two customers of one hoster have names of their own for its exchanger")
                .isFalse();
        assertThat(servers(pool, "aspmx.l.google.com 192.0.2.5").has("network.intercepted"))
                .isFalse();
        ProbeReport caught = servers(pool, "aspmx.l.google.com 192.0.2.3", "mx.two.test 192.0.2.4");
        assertThat(caught.finding("network.intercepted")).hasValueSatisfying(finding -> {
            assertThat(finding.summary()).contains("aspmx.l.google.com", "not Google", "gate.isp.test");
            assertThat(finding.attempt()).hasValue(0);
        });
    }

    /** Whoever answers in a provider's place knows none of its users, so nothing follows for the user name. */
    @Test
    void aLoginThatAnotherServerRefusesFollowsFromTheRedirection() {
        ProbeReport report = SmtpProbe.builder()
                .transport(new MemoryTransport(
                        Delivery.WHOLE,
                        null,
                        Script.parse(
                                "S: 220 server9.hoster.example ESMTP\nC: EHLO x\nS: 250-server9.hoster.example\nS: 250 AUTH LOGIN\n"
                                        + "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: [redacted]\nS: 535 5.7.8 Error: authentication failed\n"
                                        + "C: QUIT\nS: 221 bye")))
                .build()
                .probe(ProbeRequest.to("smtp.gmail.com", 587)
                        .tls(TlsMode.PLAIN)
                        .credentials(Credentials.password("ada@example.com", Secret.of("correct-horse-battery")))
                        .allowCleartextCredentials()
                        .connectTo("192.0.2.1")
                        .build());
        assertThat(report.finding("auth.refused-early").orElseThrow().consequenceOf())
                .as(report.toString())
                .contains("network.intercepted");
    }

    @Test
    void aRedirectedProviderIsKnownByItsCertificate() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create();
        for (String name : List.of("server9.hoster.example", "smtp.gmail.com")) {
            ProbeReport report = SmtpProbe.builder()
                    .tlsSettings(TlsSettings.builder()
                            .trustStore(authority.trustStore())
                            .build())
                    .transport(new MemoryTransport(
                            Delivery.WHOLE,
                            authority.intermediate().issue(name).serverContext(),
                            Script.parse("S: 220 server9.hoster.example ESMTP\nC: EHLO x\nS: 250-x\nS: 250 STARTTLS\n"
                                    + "C: STARTTLS\nS: 220 go\n* tls any\nC~ EHLO x\nS~ 250 x\nC~ QUIT\nS~ 221 bye")))
                    .build()
                    .probe(ProbeRequest.to("smtp.gmail.com", 587)
                            .connectTo("192.0.2.1")
                            .build());
            assertThat(report.has("network.intercepted"))
                    .as("a certificate that fits %s: %s", name, report)
                    .isEqualTo(name.startsWith("server9"));
            if (name.startsWith("server9")) {
                assertThat(report.rootCause().orElseThrow().id()).isEqualTo("network.intercepted");
                assertThat(report.finding("cert.wrong-name-of-provider")
                                .orElseThrow()
                                .consequenceOf())
                        .contains("network.intercepted");
            }
        }
    }
}
