/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeCall;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes a minute and measures the machine as well: run by {@code -P endurance}, and it prints its figures. */
@Tag("endurance")
class EnduranceTest {
    private static final int PROBES = 1_000;

    @Test
    void deadlinesHoldForAThousandProbesAtOnce(@TempDir Path directory) throws Exception {
        Duration deadline = Duration.ofSeconds(12);
        Queue<Long> closed = new ConcurrentLinkedQueue<>();
        ThreadLocal<Long> began = new ThreadLocal<>();
        Queue<Long> returned = new ConcurrentLinkedQueue<>();
        ExecutorService pool = Executors.newFixedThreadPool(PROBES);
        try (EnduranceServers.Started servers = new EnduranceServers.Started(directory)) {
            List<String> behaviours = new ArrayList<>(servers.ports().keySet());
            SmtpProbe probe = SmtpProbe.builder()
                    .tlsSettings(TlsSettings.builder()
                            .trustCertificate(servers.fingerprint())
                            .build())
                    .transport((route, limit) -> watched(route, limit, began.get(), closed))
                    .build();
            warmUp(pool, probe, servers);
            List<Future<ProbeReport>> running = new ArrayList<>();
            for (int i = 0; i < PROBES; i++) {
                ProbeRequest request = servers.request(behaviours.get(i % behaviours.size()), deadline);
                running.add(pool.submit(() -> {
                    long start = System.nanoTime();
                    began.set(start);
                    ProbeReport report = probe.probe(request);
                    returned.add(System.nanoTime() - start);
                    return report;
                }));
                LockSupport.parkNanos(Duration.ofMillis(9).toNanos()); // all are in flight after 9 s, none is over yet
            }
            for (int i = 0; i < PROBES; i++) {
                ProbeReport report = running.get(i).get(2, TimeUnit.MINUTES);
                assertThat(report.verdict())
                        .as(behaviours.get(i % behaviours.size()) + " " + report)
                        .isEqualTo(Verdict.FAILED);
                assertThat(report.decisive()
                                .orElseThrow()
                                .decidingFact()
                                .orElseThrow()
                                .outcome())
                        .isInstanceOf(Outcome.Failed.class);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(returned).hasSize(PROBES);
        long[] socket = overrun("socket closed", closed, deadline);
        long[] call = overrun("call returned", returned, deadline);
        assertThat(socket[0]).as("p99 of socket closed, ms").isLessThanOrEqualTo(100);
        assertThat(call[0]).as("p99 of call returned, ms").isLessThanOrEqualTo(100);
        assertThat(call[1]).as("maximum, ms").isLessThanOrEqualTo(250);
    }

    /** Lets both JVMs compile what they run; a process that probes a thousand servers at once has been up for a while. */
    private static void warmUp(ExecutorService pool, SmtpProbe probe, EnduranceServers.Started servers)
            throws Exception {
        List<Future<ProbeReport>> all = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String behaviour = new ArrayList<>(servers.ports().keySet())
                    .get(i % servers.ports().size());
            all.add(pool.submit(() -> probe.toBuilder()
                    .transport(Transport.sockets())
                    .build()
                    .probe(servers.request(behaviour, Duration.ofSeconds(3)))));
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        for (Future<ProbeReport> each : all) {
            each.get(1, TimeUnit.MINUTES);
        }
    }

    private static Connection watched(Route route, Deadline limit, long start, Queue<Long> closed) throws IOException {
        Connection sockets = Transport.sockets().connect(route, limit);
        boolean[] done = {false};
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(sockets, arguments);
                    } catch (java.lang.reflect.InvocationTargetException thrown) {
                        throw thrown.getCause();
                    } finally {
                        synchronized (done) {
                            if (method.getName().equals("close") && !done[0]) {
                                done[0] = true;
                                closed.add(System.nanoTime() - start);
                            }
                        }
                    }
                });
    }

    /** Prints percentiles; gives p99 and maximum in milliseconds. */
    private static long[] overrun(String what, Queue<Long> took, Duration deadline) {
        List<Long> sorted = new ArrayList<>(took);
        sorted.replaceAll(each -> TimeUnit.NANOSECONDS.toMillis(each - deadline.toNanos()));
        Collections.sort(sorted);
        long p50 = sorted.get(sorted.size() / 2);
        long p99 = sorted.get(sorted.size() * 99 / 100);
        long max = sorted.get(sorted.size() - 1);
        System.out.println("ENDURANCE " + what + ": " + sorted.size() + " values, p50 " + p50 + " ms, p99 " + p99
                + " ms, max " + max + " ms");
        return new long[] {p99, max};
    }

    @Test
    void cancelAndInterruptEndAProbeAtEveryStage(@TempDir Path directory) throws Exception {
        Queue<Long> took = new ConcurrentLinkedQueue<>();
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try (EnduranceServers.Started servers = new EnduranceServers.Started(directory)) {
            for (int round = -2; round < 10; round++) { // the first two warm both JVMs up
                for (String behaviour : servers.ports().keySet()) {
                    ProbeCall call = SmtpProbe.builder()
                            .tlsSettings(TlsSettings.builder()
                                    .trustCertificate(servers.fingerprint())
                                    .build())
                            .build()
                            .call(servers.request(behaviour, Duration.ofSeconds(60)));
                    Thread[] prober = new Thread[1];
                    Future<ProbeReport> running = pool.submit(() -> {
                        prober[0] = Thread.currentThread();
                        ProbeReport report = call.execute();
                        Thread.interrupted();
                        return report;
                    });
                    LockSupport.parkNanos(Duration.ofMillis(150).toNanos()); // into the stage where it sticks
                    long start = System.nanoTime();
                    if (round % 2 == 0) {
                        call.cancel();
                    } else {
                        prober[0].interrupt();
                    }
                    ProbeReport report = running.get(30, TimeUnit.SECONDS);
                    long nanos = System.nanoTime() - start;
                    if (round >= 0) {
                        took.add(nanos);
                    }
                    if (nanos > Duration.ofMillis(50).toNanos()) {
                        System.out.println("ENDURANCE slow: " + behaviour + " in round " + round + ", " + report);
                    }
                    assertThat(report.has("probe.cancelled"))
                            .as(behaviour + " " + report)
                            .isTrue();
                }
            }
        } finally {
            pool.shutdownNow();
        }
        long[] figures = overrun("cancelled or interrupted", took, Duration.ZERO);
        assertThat(figures[1]).as("maximum, ms").isLessThanOrEqualTo(100);
    }
}
