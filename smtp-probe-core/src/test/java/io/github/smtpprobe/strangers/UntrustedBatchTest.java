/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.smtpprobe.ProbeBatch;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.Untrusted;
import io.github.smtpprobe.batch.BatchResult;
import io.github.smtpprobe.batch.BatchTarget;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.ManyServers;
import io.github.smtpprobe.harness.Zone;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.PortPlan;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.ProxyHeader;
import io.github.smtpprobe.road.Proxy;
import io.github.smtpprobe.road.Road;
import io.github.smtpprobe.route.AddressPolicy;
import io.github.smtpprobe.route.MailResolver;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A probe for untrusted targets allows no more in a batch than it does alone. */
class UntrustedBatchTest {
    private final Queue<String> connected = new ConcurrentLinkedQueue<>();

    private SmtpProbe untrusted(MailResolver resolver) {
        ManyServers servers = new ManyServers().greeting(route -> "554 nothing for you");
        return Untrusted.targetsOnKnownPorts(SmtpProbe.builder()
                        .addressPolicy(AddressPolicy.publicInternet().onPorts(25, 465, 587, 2525))
                        .resolver(resolver)
                        .transport((route, deadline) -> {
                            connected.add(route.addressText());
                            return servers.connect(route, deadline);
                        }))
                .build();
    }

    private static List<BatchResult> results(SmtpProbe probe, List<BatchTarget> targets) {
        List<BatchResult> results = new ArrayList<>();
        ProbeBatch.builder(probe)
                .perAddress(10, Duration.ZERO)
                .perOperator(10, Duration.ZERO)
                .build()
                .run(targets.iterator(), results::add);
        return results;
    }

    @Test
    void whatIsRefusedAloneIsRefusedInTheSameWords() throws Exception {
        List<ProbeRequest> refused = List.of(
                ProbeRequest.to("mx.example.com", 26).build(),
                ProbeRequest.to("mx.example.com").ports(PortPlan.of(22)).build(),
                ProbeRequest.to("mx.example.com", 25)
                        .sourceAddress(InetAddress.getByName("127.0.0.2"))
                        .build(),
                ProbeRequest.to("mx.example.com", 25)
                        .proxyHeader(ProxyHeader.v1())
                        .build(),
                ProbeRequest.to("mx.example.com", 25)
                        .road(Road.through(Proxy.socks5("192.0.2.1", 1080)))
                        .build(),
                ProbeRequest.to("mx.example.com", 25)
                        .trustCertificate("ab".repeat(32))
                        .build());
        SmtpProbe probe = untrusted(Zone.ofHost("mx.example.com", "8.8.8.8"));
        for (ProbeRequest request : refused) {
            InvalidRequest alone = catchThrowableOfType(InvalidRequest.class, () -> probe.call(request));
            List<BatchResult> results = results(probe, List.of(BatchTarget.of(request)));
            assertThat(results).singleElement().satisfies(result -> {
                assertThat(result.state()).isEqualTo(BatchResult.State.REFUSED);
                assertThat(result.detail()).isEqualTo(alone.getMessage());
            });
        }
        assertThat(connected).isEmpty();
    }

    /** Each address under a name of its own, with names whose addresses are known. */
    private static Map<String, InetAddress> addresses() throws IOException {
        Map<String, InetAddress> found = new LinkedHashMap<>();
        try (InputStream in = UntrustedBatchTest.class.getResourceAsStream("/addresses.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(each -> !each.startsWith("#"))
                    .toList()) {
                found.put("h" + found.size() + ".example.com", InetAddress.getByName(line.split(" ", 3)[1]));
            }
        }
        return found;
    }

    private record Pointing(Map<String, InetAddress> hosts) implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            return Answer.found(List.of(new Exchanger(10, domain)));
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            return Answer.found(List.of(hosts.get(host)));
        }
    }

    @Test
    void everyAddressIsJudgedAsItIsAlone() throws Exception {
        Map<String, InetAddress> hosts = addresses();
        SmtpProbe probe = untrusted(new Pointing(hosts));
        List<BatchTarget> targets = new ArrayList<>();
        Map<String, Set<String>> alone = new LinkedHashMap<>();
        for (String host : hosts.keySet()) {
            for (ProbeRequest request : List.of(
                    ProbeRequest.toMxOf(host).build(), ProbeRequest.to(host, 25).build())) {
                String key = alone.size() + " " + host;
                targets.add(BatchTarget.of(key, request));
                alone.put(key, ids(probe.probe(request)));
            }
        }
        Set<String> connectedAlone = new TreeSet<>(connected);
        assertThat(connectedAlone).isNotEmpty();
        connected.clear();
        List<BatchResult> results = results(probe, targets);
        assertThat(results).hasSameSizeAs(targets);
        for (BatchResult result : results) {
            assertThat(ids(result.report().orElseThrow()))
                    .as(result.toString())
                    .isEqualTo(alone.get(result.target().key()));
        }
        assertThat(new TreeSet<>(connected)).isEqualTo(connectedAlone);
    }

    private static Set<String> ids(ProbeReport report) {
        Set<String> ids = new TreeSet<>();
        report.findings().stream().map(Finding::id).forEach(ids::add);
        return ids;
    }

    /** Public at the first look, inner at each later one, and nobody may keep the answer. */
    private static final class Rebinding implements MailResolver {
        private final Map<String, AtomicInteger> looks = new ConcurrentHashMap<>();

        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            List<Exchanger> many = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                many.add(new Exchanger(i, "mx" + i + "." + domain));
            }
            return Answer.found(many);
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            int look = looks.computeIfAbsent(host, name -> new AtomicInteger()).getAndIncrement();
            try {
                String address = look == 0 ? "8.8." + Math.floorMod(host.hashCode(), 200) + ".1" : "127.0.0.1";
                return Answer.found(List.of(InetAddress.getByName(address))).withTtl(Duration.ZERO);
            } catch (UnknownHostException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    @Test
    void aNameThatChangesBetweenTwoTargetsIsJudgedAgain() {
        List<BatchTarget> targets = IntStream.range(0, 60)
                .mapToObj(i -> BatchTarget.of(
                        ProbeRequest.to("h" + i % 20 + ".example.com", 25).build()))
                .toList();
        List<BatchResult> results = results(untrusted(new Rebinding()), targets);
        assertThat(connected).isNotEmpty().allMatch(address -> address.startsWith("8.8."));
        assertThat(results)
                .filteredOn(result -> result.report().orElseThrow().has("policy.denied"))
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.report().orElseThrow().attempts())
                        .noneMatch(attempt -> attempt.age().isPresent()));
    }

    @Test
    void eachTargetHasItsFiveRoutesAndNoMore() {
        List<BatchTarget> targets = IntStream.range(0, 20)
                .mapToObj(i ->
                        BatchTarget.of(ProbeRequest.toMxOf("d" + i + ".example").build()))
                .toList();
        assertThat(results(untrusted(new Rebinding()), targets)).hasSize(20);
        assertThat(connected).as("all refuse").hasSize(5 * targets.size());
    }
}
