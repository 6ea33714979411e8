/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.examples.web.demo.DemoServers;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Many names that lead to one address. */
class AddressQuotaTest {
    private static final String COARSE = "No mail server was reached under this name; check the spelling.";

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private final VirtualClock clock = new VirtualClock();

    /** A zone of the attacker's: every name in it leads to the same address. */
    private record Names(String address) implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            return Answer.found(List.of(new Exchanger(10, "mx." + domain)));
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            return Answer.found(List.of(AddressQuotaTest.address(address)));
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private AddressQuota quota(String rate) throws Exception {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of("smtp-probe.quota.address", rate)));
        return new AddressQuota(
                binder.bindOrCreate("smtp-probe.quota", QuotaSettings.class), new DemoServers(false), clock);
    }

    private static ProbeReport probe(AddressQuota quota, String host, int port) {
        return SmtpProbe.forUntrustedTargets(AddressPolicy.only("127.0.0.1").onPorts(port)).toBuilder()
                .resolver(new Names("127.0.0.1"))
                .addressPolicy(quota)
                .build()
                .probe(ProbeRequest.to(host, port).tls(TlsMode.PLAIN).build());
    }

    @Test
    void aThousandNamesDoNotReachOneServerMoreOften() throws Exception {
        ScriptedServer victim = servers.start(
                ScriptedServer.playing(Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye"))
                        .lenient());
        AddressQuota quota = quota("3/3m");
        for (int name = 0; name < 3; name++) {
            ProbeReport report = probe(quota, "n" + name + ".attacker.example", victim.port());
            assertThat(report.passed()).as(report.summary()).isTrue();
            assertThat(quota.tooSoon(report)).isEmpty();
        }
        for (int name = 3; name < 10; name++) {
            ProbeReport report = probe(quota, "n" + name + ".attacker.example", victim.port());
            assertThat(report.publicSummary()).isEqualTo(COARSE);
            assertThat(report.findings().toString()).contains("this address has been tested too often");
            assertThat(quota.tooSoon(report)).contains(Duration.ofMinutes(1));
        }
        assertThat(victim.connections()).isEqualTo(3);
        clock.pass(Duration.ofMinutes(1));
        assertThat(probe(quota, "again.attacker.example", victim.port()).passed())
                .isTrue();
    }

    @Test
    void allAddressesOfAnIpv6NetworkAreOne() throws Exception {
        AddressQuota quota = quota("2/2m");
        assertThat(quota.allows("a", address("2001:db8::1"), 25)).isTrue();
        assertThat(quota.allows("b", address("2001:db8::2"), 587)).isTrue();
        assertThat(quota.allows("c", address("2001:db8::3"), 25)).isFalse();
        assertThat(quota.allows("c", address("2001:db8:0:1::1"), 25)).isTrue();
    }

    @Test
    void whatThePolicyDeniesCostsNothing() throws Exception {
        AddressQuota quota = quota("1/1h");
        AddressPolicy both = AddressPolicy.publicInternet().and(quota);
        for (int i = 0; i < 3; i++) {
            assertThat(both.allows("inner.example", address("10.0.0.1"), 25)).isFalse();
            assertThat(both.objection("inner.example", address("10.0.0.1"), 25)).doesNotContain("too often");
        }
        assertThat(quota.allows("inner.example", address("10.0.0.1"), 25)).isTrue();
    }

    @Test
    void aWrongNameIsNotSaidToBeTestedTooOften() throws Exception {
        AddressQuota quota = quota("1/1h");
        ProbeReport report = SmtpProbe.forUntrustedTargets().toBuilder()
                .resolver(new Names("10.0.0.1"))
                .addressPolicy(quota)
                .build()
                .probe(ProbeRequest.to("inner.example", 25).build());
        assertThat(report.publicSummary()).isEqualTo(COARSE);
        assertThat(quota.tooSoon(report)).isEmpty();
    }
}
