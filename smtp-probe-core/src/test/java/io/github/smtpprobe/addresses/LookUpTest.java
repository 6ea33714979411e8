/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.addresses;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.dns.NameServer;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.harness.Scripts;
import io.github.smtpprobe.names.AddressLiteral;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.route.ResolvedHost;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.ConnectException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a look-up ends, and what is said of names that lead nowhere or to the wrong place. */
@Timeout(Patience.HANGING)
class LookUpTest {
    private static final Script WORKS = Script.parse(Scripts.WORKS);

    /** What a resolver of the caller's does when it is interrupted. */
    private enum Manner {
        GIVES_WAY,
        SAYS_TIMEOUT,
        THROWS,
        PUTS_THE_INTERRUPT_BACK
    }

    /** Waits until it is interrupted; the first look-up that is waited for ends the probe. */
    private record Waiting(Manner manner, Runnable ends, boolean mxFirst) implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
            return mxFirst ? Answer.found(List.of(new Exchanger(10, "mx.example"))) : hang();
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline)
                throws InterruptedException {
            return hang();
        }

        private <T> Answer<T> hang() throws InterruptedException {
            ends.run();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody counts down");
            } catch (InterruptedException ended) {
                switch (manner) {
                    case GIVES_WAY -> throw ended;
                    case THROWS -> throw new IllegalStateException("woken");
                    case PUTS_THE_INTERRUPT_BACK -> Thread.currentThread().interrupt();
                    default -> {}
                }
                return Answer.none(Status.TIMEOUT, "gave up");
            }
        }
    }

    private static void cancelled(ProbeReport report) {
        Invariants.check(report);
        assertThat(report.rootCause().map(Finding::id)).as(report.toString()).contains("probe.cancelled");
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.findings()).extracting(Finding::id).noneMatch(id -> id.startsWith("dns."));
    }

    @ParameterizedTest
    @EnumSource
    void aCancelDuringALookUpIsACancel(Manner manner) {
        for (boolean mx : new boolean[] {true, false}) {
            AtomicReference<ProbeCall> call = new AtomicReference<>();
            // Somebody else's: one who cancels on the probing thread is awake, and is not interrupted.
            MailResolver waiting =
                    new Waiting(manner, () -> new Thread(() -> call.get().cancel()).start(), mx);
            call.set(SmtpProbe.builder()
                    .resolver(waiting)
                    .build()
                    .call(ProbeRequest.toMxOf("example.com").build()));
            cancelled(call.get().execute());
            assertThat(Thread.interrupted()).as("ours is cleared").isEqualTo(false);
        }
    }

    /** One that swallows an interrupt of somebody else's leaves no trace of it. */
    @ParameterizedTest
    @EnumSource(names = {"GIVES_WAY", "PUTS_THE_INTERRUPT_BACK"})
    void anInterruptDuringALookUpIsACancelAndItsFlagStays(Manner manner) {
        MailResolver waiting = new Waiting(manner, Thread.currentThread()::interrupt, false);
        ProbeReport report = SmtpProbe.builder()
                .resolver(waiting)
                .build()
                .probe(ProbeRequest.to("mx.example", 25).build());
        boolean kept = Thread.interrupted();
        cancelled(report);
        assertThat(kept).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ourOwnResolverGivesWayAtOnce(boolean byCancel) throws Exception {
        Thread self = Thread.currentThread();
        AtomicReference<ProbeCall> call = new AtomicReference<>();
        AtomicBoolean ended = new AtomicBoolean();
        try (NameServer silent = NameServer.start("").answering("mx.example", query -> {
            if (ended.getAndSet(true)) {
                return List.of(); // the other family is asked for too, and an interrupt then would hit the next test
            }
            if (byCancel) {
                call.get().cancel();
            } else {
                self.interrupt();
            }
            return List.of();
        })) {
            call.set(SmtpProbe.builder()
                    .nameServers(silent.address())
                    .build()
                    .call(ProbeRequest.to("mx.example", 25).build()));
            ProbeReport report = call.get().execute();
            assertThat(Thread.interrupted()).isNotEqualTo(byCancel);
            cancelled(report);
            assertThat(report.took()).isLessThan(Patience.AMPLE);
        }
    }

    private static ProbeReport probe(String zone, ProbeRequest.Builder request) throws Exception {
        try (NameServer server = NameServer.start(zone)) {
            MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, WORKS);
            ProbeReport report = SmtpProbe.builder()
                    .nameServers(server.address())
                    .transport((route, deadline) -> {
                        if (route.address().isLoopbackAddress()) {
                            throw new ConnectException("Connection refused");
                        }
                        return memory.connect(route, deadline);
                    })
                    .build()
                    .probe(request.build());
            Invariants.check(report);
            return report;
        }
    }

    private static String root(ProbeReport report) {
        return report.rootCause().map(Finding::id).orElse("");
    }

    /** A hosts file holds one family of a name that DNS does not know. */
    @Test
    void aNameOfTheOtherFamilyThatOnlyAHostsFileHasIsCalledSo() {
        MailResolver hosts = new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
                return Answer.none(Status.NXDOMAIN, "");
            }

            @Override
            public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                return host.equals("printer") && families == AddressFamilies.IPV4_ONLY
                        ? Answer.found(List.of(AddressLiteral.parse("192.0.2.1")))
                        : Answer.none(Status.NXDOMAIN, "");
            }
        };
        SmtpProbe probe = SmtpProbe.builder().resolver(hosts).build();
        assertThat(root(probe.probe(ProbeRequest.to("printer", 25)
                        .addressFamilies(AddressFamilies.IPV6_ONLY)
                        .build())))
                .isEqualTo("dns.other-family");
        assertThat(root(probe.probe(ProbeRequest.to("plotter", 25)
                        .addressFamilies(AddressFamilies.IPV6_ONLY)
                        .build())))
                .isEqualTo("dns.nxdomain");
    }

    @Test
    void aNameOfTheOtherFamilyIsCalledSo() throws Exception {
        String zone = "six.example. 60 IN AAAA 2001:db8::1\nfour.example. 60 IN A 192.0.2.1\n"
                + "mail.example. 60 IN MX 10 six.example.\nnone.example. 60 IN TXT x";
        ProbeReport six = probe(zone, ProbeRequest.to("six.example", 25).addressFamilies(AddressFamilies.IPV4_ONLY));
        assertThat(root(six)).isEqualTo("dns.other-family");
        assertThat(six.summary()).contains("six.example has no IPv4 address");
        assertThat(six.rootCause().orElseThrow().explanation()).contains("2001:db8");
        ProbeReport four = probe(zone, ProbeRequest.to("four.example", 25).addressFamilies(AddressFamilies.IPV6_ONLY));
        assertThat(four.summary()).contains("four.example has no IPv6 address");
        ProbeReport exchanger =
                probe(zone, ProbeRequest.toMxOf("mail.example").addressFamilies(AddressFamilies.IPV4_ONLY));
        assertThat(root(exchanger)).isEqualTo("dns.other-family");
        assertThat(root(probe(zone, ProbeRequest.to("none.example", 25).addressFamilies(AddressFamilies.IPV4_ONLY))))
                .isEqualTo("dns.no-address");
    }

    @Test
    void aDomainWithoutMxIsNotToldToProbeItsExchangers() throws Exception {
        ProbeReport none = probe("nothing.example. 60 IN TXT x", ProbeRequest.toMxOf("nothing.example"));
        assertThat(root(none)).isEqualTo("mx.none");
        assertThat(none.rootCause().orElseThrow().remedy()).doesNotContain("exchangers instead");
        assertThat(root(probe("nothing.example. 60 IN TXT x", ProbeRequest.to("nothing.example", 25))))
                .isEqualTo("dns.no-address");
    }

    @Test
    void anExchangerThatIsTheSendersOwnMachineIsTheRoot() throws Exception {
        ProbeReport named = probe("lo.example. 60 IN MX 10 localhost.", ProbeRequest.toMxOf("lo.example"));
        assertThat(root(named)).isEqualTo("mx.localhost");
        assertThat(named.finding("tcp.refused").orElseThrow().consequenceOf()).contains("mx.localhost");
        ProbeReport led = probe(
                "lo.example. 60 IN MX 10 mx.lo.example.\nmx.lo.example. 60 IN A 127.0.0.1",
                ProbeRequest.toMxOf("lo.example"));
        assertThat(root(led)).isEqualTo("mx.private");
        ProbeReport next = probe(
                "lo.example. 60 IN MX 10 localhost.\n"
                        + "lo.example. 60 IN MX 20 mx.lo.example.\n"
                        + "mx.lo.example. 60 IN A 192.0.2.1",
                ProbeRequest.toMxOf("lo.example"));
        assertThat(next.passed()).as(next.toString()).isTrue();
        assertThat(next.has("mx.localhost")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a.example", "a_b.example", "a-.example", "a\\032b.example"})
    void anExchangerThatNoHostCanBeIsNamedAndTried(String host) throws Exception {
        ProbeReport report = probe(
                "odd.example. 60 IN MX 10 " + host + ".\n" + host + ". 60 IN A 192.0.2.1",
                ProbeRequest.toMxOf("odd.example"));
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.finding("mx.not-host-name"))
                .hasValueSatisfying(finding -> assertThat(finding.summary()).contains(host));
        assertThat(report.has("local.tls")).isFalse();
    }

    @Test
    void ordinaryExchangersAreHostNames() throws Exception {
        ProbeReport report = probe(
                "fine.example. 60 IN MX 10 mx-1.xn--bcher-kva.example.\nmx-1.xn--bcher-kva.example. 60 IN A 192.0.2.1",
                ProbeRequest.toMxOf("fine.example"));
        assertThat(report.passed()).isTrue();
        assertThat(report.has("mx.not-host-name")).isFalse();
    }

    /** A resolver of the caller's may leave the dot at the end, and capital letters. */
    @Test
    void exchangersOfForeignResolversAreReadAsOurs() {
        MailResolver dotted = new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
                return Answer.found(
                        List.of(domain.startsWith("null") ? new Exchanger(0, ".") : new Exchanger(1, "MX.Example.")));
            }

            @Override
            public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                return Answer.found(List.of(InetAddress.getLoopbackAddress()));
            }
        };
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, WORKS);
        SmtpProbe probe = SmtpProbe.builder()
                .resolver(dotted)
                .transport(memory)
                .ticker(memory.ticker())
                .build();
        ProbeReport report = probe.probe(ProbeRequest.toMxOf("example.com").build());
        assertThat(report.resolution().hosts()).extracting(ResolvedHost::name).containsExactly("mx.example");
        assertThat(probe.probe(ProbeRequest.toMxOf("null.example").build()).has("mx.null"))
                .isTrue();
    }
}
