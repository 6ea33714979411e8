/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.examples.web.demo.DemoServer;
import io.github.smtpprobe.examples.web.demo.DemoServers;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.survey.DomainSurvey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the gate lets through, in virtual time. */
class GateTest {
    private final VirtualClock clock = new VirtualClock();

    private Gate gate(String... settings) {
        return gate(noDemo(), settings);
    }

    private Gate gate(DemoServers demo, String... settings) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String each : settings) {
            given.put("smtp-probe." + each.split("=")[0], each.split("=")[1]);
        }
        Binder binder = new Binder(new MapConfigurationPropertySource(given));
        return new Gate(
                binder.bindOrCreate("smtp-probe", PageSettings.class),
                binder.bindOrCreate("smtp-probe.quota", QuotaSettings.class),
                demo,
                clock);
    }

    private static DemoServers noDemo() {
        try {
            return new DemoServers(false);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static ProbeRequest server(String host) {
        return ProbeRequest.to(host, 587).build();
    }

    private static ProbeRequest withRecipient(String host, String recipient) {
        return ProbeRequest.to(host, 25).envelope("ada@example.org", recipient).build();
    }

    /** Has probed what ends at once. */
    private static void ask(Gate gate, String client, ProbeRequest request) throws NotNow {
        gate.probe(client, request).close();
    }

    private static NotNow refused(Gate gate, String client, ProbeRequest request) {
        NotNow refused = catchThrowableOfType(NotNow.class, () -> gate.probe(client, request));
        assertThat(refused).as(client + " asks for " + request).isNotNull();
        return refused;
    }

    @Test
    void aClientHasItsQuotaAndGetsItBackEvenly() throws Exception {
        Gate gate = gate("quota.client=3/3m");
        for (int i = 0; i < 3; i++) {
            ask(gate, "192.0.2.1", server("mx" + i + ".example.com"));
        }
        NotNow refused = refused(gate, "192.0.2.1", server("mx9.example.com"));
        assertThat(refused.reason()).isEqualTo(NotNow.Reason.CLIENT);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        ask(gate, "192.0.2.2", server("mx9.example.com"));
        clock.pass(Duration.ofSeconds(59));
        assertThat(refused(gate, "192.0.2.1", server("mx9.example.com")).retryAfter())
                .isEqualTo(Duration.ofSeconds(1));
        clock.pass(Duration.ofSeconds(1));
        ask(gate, "192.0.2.1", server("mx9.example.com"));
        refused(gate, "192.0.2.1", server("mx9.example.com"));
    }

    /** It makes many connections: it counts as several probes, of the client's and of the domain's. */
    @Test
    void aSurveyCountsAsSeveralProbes() throws Exception {
        Gate gate = gate("quota.client=10/10m", "quota.target=9/9m");
        gate.survey("192.0.2.1", DomainSurvey.of("Example.com").build()).close();
        NotNow target = catchThrowableOfType(
                NotNow.class,
                () -> gate.survey("192.0.2.2", DomainSurvey.of("example.com").build()));
        assertThat(target.reason()).isEqualTo(NotNow.Reason.TARGET);
        assertThat(target.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        gate.survey("192.0.2.1", DomainSurvey.of("example.org").build()).close();
        NotNow client = refused(gate, "192.0.2.1", server("mx9.example.com"));
        assertThat(client.reason()).isEqualTo(NotNow.Reason.CLIENT);
        assertThat(client.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        Gate small = gate("quota.client=3/3m");
        small.survey("192.0.2.1", DomainSurvey.of("example.com").build()).close();
        refused(small, "192.0.2.1", server("mx9.example.com"));
    }

    @Test
    void aHouseholdOfIpv6IsOneClientHoweverManyAddressesItHas() throws Exception {
        Gate gate = gate("quota.client=2/1m");
        ask(gate, "2001:db8:1:2::1", server("a.example.com"));
        ask(gate, "2001:db8:1:2:ffff:ffff:ffff:ffff", server("b.example.com"));
        refused(gate, "2001:db8:1:2:1234::", server("c.example.com"));
        ask(gate, "2001:db8:1:3::1", server("c.example.com"));
        ask(gate, "2001:0DB8:0001:0003:0:0:0:2", server("d.example.com"));
        refused(gate, "2001:db8:1:3::3", server("d.example.com"));
    }

    @Test
    void whoHasAllOfASiteHasFourTimesAsMuchAndNotMore() throws Exception {
        Gate gate = gate("quota.client=2/1m");
        for (int i = 0; i < 8; i++) {
            ask(gate, "2001:db8:1:" + i + "::1", server("mx" + i + ".example.com"));
        }
        assertThat(refused(gate, "2001:db8:1:ffff::1", server("z.example.com")).reason())
                .isEqualTo(NotNow.Reason.CLIENT);
        ask(gate, "2001:db8:2::1", server("z.example.com"));
    }

    @Test
    void anIpv4AddressIsTheSameClientHoweverItIsWritten() throws Exception {
        Gate gate = gate("quota.client=1/1m");
        ask(gate, "192.0.2.1", server("a.example.com"));
        refused(gate, "::ffff:192.0.2.1", server("b.example.com"));
        refused(gate, "::ffff:c000:201", server("b.example.com"));
    }

    @Test
    void aTargetHasOneQuotaWhoeverAsksAndHoweverItIsWritten() throws Exception {
        Gate gate = gate("quota.target=5/5m", "quota.recipient-cost=2");
        List<ProbeRequest> same = List.of(
                server("mx.example.com"),
                server("MX.Example.COM"),
                ProbeRequest.to("mx.example.com.").build(),
                ProbeRequest.to("mx.example.com", 25).build(),
                ProbeRequest.toMxOf("mx.example.com").build());
        for (int i = 0; i < same.size(); i++) {
            ask(gate, "192.0.2." + i, same.get(i));
        }
        for (int i = 0; i < same.size(); i++) {
            NotNow refused = refused(gate, "198.51.100." + i, same.get(i));
            assertThat(refused.reason()).isEqualTo(NotNow.Reason.TARGET);
            assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        }
        ask(gate, "192.0.2.1", server("other.example.com"));
    }

    @Test
    void anAddressIsTheSameTargetHoweverItIsWritten() throws Exception {
        Gate gate = gate("quota.target=1/1m", "quota.recipient-cost=0");
        ask(gate, "192.0.2.1", server("[2001:db8::1]"));
        for (String same : List.of("[2001:DB8::1]", "[2001:db8:0:0:0:0:0:1]", "[2001:db8::0001]")) {
            refused(gate, "192.0.2.2", server(same));
        }
    }

    @Test
    void aRecipientCostsMoreOfTheTarget() throws Exception {
        Gate gate = gate("quota.target=10/10m", "quota.recipient-cost=4", "quota.recipient-domain=100/1m");
        ask(gate, "192.0.2.1", withRecipient("mx.example.com", "a@example.com"));
        ask(gate, "192.0.2.2", withRecipient("mx.example.com", "b@example.com"));
        assertThat(refused(gate, "192.0.2.3", withRecipient("mx.example.com", "c@example.com"))
                        .retryAfter())
                .isEqualTo(Duration.ofMinutes(5));
        refused(gate, "192.0.2.3", server("mx.example.com"));
    }

    @Test
    void recipientsOfADomainCountTogetherAtWhicheverServerTheyAreTried() throws Exception {
        Gate gate = gate("quota.recipient-domain=2/1h");
        ask(gate, "192.0.2.1", withRecipient("mx1.example.com", "ada@victim.example"));
        ask(gate, "192.0.2.2", withRecipient("mx2.example.com", "bob@VICTIM.example"));
        NotNow refused = refused(gate, "192.0.2.3", withRecipient("mx3.example.com", "eve@victim.example"));
        assertThat(refused.reason()).isEqualTo(NotNow.Reason.TARGET);
        ask(gate, "192.0.2.3", withRecipient("mx3.example.com", "eve@other.example"));
    }

    @Test
    void whatIsRefusedCostsNothing() throws Exception {
        Gate gate = gate("quota.client=2/1h", "quota.target=1/1h", "quota.recipient-cost=0", "at-once=1");
        ask(gate, "192.0.2.9", server("mx.example.com"));
        for (int i = 0; i < 5; i++) {
            refused(gate, "192.0.2.1", server("mx.example.com"));
        }
        Turn running = gate.probe("192.0.2.9", server("other.example.com"));
        assertThat(refused(gate, "192.0.2.1", server("a.example.com")).reason()).isEqualTo(NotNow.Reason.BUSY);
        running.close();
        ask(gate, "192.0.2.1", server("a.example.com"));
        ask(gate, "192.0.2.1", server("b.example.com"));
        refused(gate, "192.0.2.1", server("c.example.com"));
    }

    @Test
    void onlySoManyAreProbedAtOnceAndAPlaceIsGivenBackOnce() throws Exception {
        Gate gate = gate("at-once=3", "quota.client-at-once=2");
        Turn first = gate.probe("192.0.2.1", server("a.example.com"));
        Turn second = gate.probe("192.0.2.1", server("b.example.com"));
        assertThat(refused(gate, "192.0.2.1", server("c.example.com")).reason()).isEqualTo(NotNow.Reason.CLIENT);
        Turn third = gate.probe("192.0.2.2", server("c.example.com"));
        assertThat(refused(gate, "192.0.2.3", server("d.example.com")).reason()).isEqualTo(NotNow.Reason.BUSY);
        first.close();
        first.close();
        Turn fourth = gate.probe("192.0.2.3", server("d.example.com"));
        assertThat(refused(gate, "192.0.2.4", server("e.example.com")).reason()).isEqualTo(NotNow.Reason.BUSY);
        List.of(second, third, fourth).forEach(Turn::close);
        ask(gate, "192.0.2.4", server("e.example.com"));
    }

    @Test
    void aClientHasSoManyLivePagesAndAllHaveSoMany() throws Exception {
        Gate gate = gate("quota.streams=2", "quota.streams-at-once=3");
        Turn first = gate.stream("2001:db8::1");
        gate.stream("2001:db8::2");
        assertThat(catchThrowableOfType(NotNow.class, () -> gate.stream("2001:db8::3"))
                        .reason())
                .isEqualTo(NotNow.Reason.STREAMS);
        gate.stream("192.0.2.1");
        assertThat(catchThrowableOfType(NotNow.class, () -> gate.stream("192.0.2.2"))
                        .reason())
                .isEqualTo(NotNow.Reason.BUSY);
        first.close();
        gate.stream("192.0.2.2");
    }

    @Test
    void textsAreExplainedWithinAQuotaAndFewAtOnce() throws Exception {
        Gate gate = gate("quota.explanations=2/2m", "quota.explanations-at-once=1");
        Turn first = gate.explanation("192.0.2.1");
        assertThat(catchThrowableOfType(NotNow.class, () -> gate.explanation("192.0.2.2")))
                .isNotNull();
        first.close();
        gate.explanation("192.0.2.1").close();
        NotNow refused = catchThrowableOfType(NotNow.class, () -> gate.explanation("192.0.2.1"));
        assertThat(refused.reason()).isEqualTo(NotNow.Reason.CLIENT);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(1));
        gate.explanation("192.0.2.2").close();
    }

    @Test
    void staffHaveNoQuotaButThatOfAllAtOnce() throws Exception {
        Gate gate = gate("audience=staff", "at-once=5", "quota.client=1/1h", "quota.client-at-once=1");
        for (int i = 0; i < 50; i++) {
            ask(gate, "192.0.2.1", withRecipient("mx.example.com", "ada@example.com"));
        }
        List<Turn> running = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            running.add(gate.probe("192.0.2.1", server("mx.example.com")));
        }
        assertThat(refused(gate, "192.0.2.1", server("mx.example.com")).reason())
                .isEqualTo(NotNow.Reason.BUSY);
        running.forEach(Turn::close);
    }

    @Test
    void serversToTryThePageOnAreNoVictims() throws Exception {
        DemoServers demo = new DemoServers(true);
        try {
            Gate gate = gate(demo, "quota.client=100/1h", "quota.target=1/1h", "quota.recipient-cost=0");
            for (DemoServer each : demo.all()) {
                ask(gate, "192.0.2.1", ProbeRequest.to(each.host(), each.port()).build());
                ask(gate, "192.0.2.1", ProbeRequest.to(each.host(), each.port()).build());
            }
            ask(gate, "192.0.2.1", ProbeRequest.to("127.0.0.1", 25).build());
            refused(gate, "192.0.2.1", ProbeRequest.to("127.0.0.1", 25).build());
        } finally {
            demo.destroy();
        }
    }

    @Test
    void whoseAddressCannotBeReadIsOneClient() {
        Gate gate = gate("quota.client=1/1h");
        assertThatCode(() -> ask(gate, "", server("a.example.com"))).doesNotThrowAnyException();
        refused(gate, "nonsense", server("b.example.com"));
    }
}
