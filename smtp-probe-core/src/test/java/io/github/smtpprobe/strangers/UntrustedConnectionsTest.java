/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.Untrusted;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The connections of a probe for untrusted targets: to the address that was judged, and only so many. */
class UntrustedConnectionsTest {
    /** Public at the first look, inner at the second. */
    private static final class Rebinding implements MailResolver {
        final AtomicInteger looks = new AtomicInteger();

        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            List<Exchanger> many = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                many.add(new Exchanger(i, "mx" + i + ".example.com"));
            }
            return Answer.found(many);
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            try {
                return Answer.found(
                        List.of(InetAddress.getByName(looks.getAndIncrement() == 0 ? "8.8.8.8" : "127.0.0.1")));
            } catch (UnknownHostException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    // README, Security: "A name is looked up once."
    // README, Security: "The connection goes to exactly that address"
    @Test
    void aNameIsLookedUpOnceAndThatAddressIsConnectedTo() {
        Rebinding resolver = new Rebinding();
        List<String> connected = new ArrayList<>();
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE, null, Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye\n"));
        ProbeReport report = Untrusted.targets(SmtpProbe.builder()
                        .resolver(resolver)
                        .addressPolicy(AddressPolicy.publicInternet())
                        .transport((route, deadline) -> {
                            connected.add(route.addressText());
                            return memory.connect(route, deadline);
                        })
                        .ticker(memory.ticker()))
                .build()
                .probe(ProbeRequest.to("mx.example.com", 25).tls(TlsMode.PLAIN).build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(resolver.looks).hasValue(1);
        assertThat(connected).containsExactly("8.8.8.8");
        assertThat(report.transcript().toString())
                .as("a mail server may be quoted")
                .contains("S: 220 mx");
    }

    // README, Security: "At most five routes"
    @Test
    void connectionsHaveAQuota() {
        AtomicInteger made = new AtomicInteger();
        ProbeReport report = Untrusted.targets(
                        SmtpProbe.builder().resolver(new Rebinding()).transport((route, deadline) -> {
                            made.incrementAndGet();
                            throw new java.net.ConnectException("Connection refused");
                        }))
                .build()
                .probe(ProbeRequest.toMxOf("example.com").coverage(Coverage.ALL).build());
        assertThat(made).hasValue(5);
        assertThat(report.attempts()).as("the others are named as denied").hasSize(20);
        assertThat(report.has("policy.quota")).isTrue();
    }

    // README, Security: "and ten connections."
    @Test
    void secondConnectionsInClearTextAreWithinTheQuota() {
        Script breaks =
                Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\n* closed");
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, breaks);
        Untrusted.targets(SmtpProbe.builder()
                        .resolver(new Rebinding())
                        .transport(memory)
                        .ticker(memory.ticker()))
                .build()
                .probe(ProbeRequest.toMxOf("example.com").coverage(Coverage.ALL).build());
        assertThat(memory.connections()).isEqualTo(10);
    }
}
