/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.ProbeListener;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transport.Connection;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Running, cancelling, listening and extending: on real sockets. */
@Timeout(Patience.HANGING)
class CallTest {
    private static final String WORKS = """
        S: 220 mx ESMTP
        C: EHLO x
        S: 250 mx
        C: QUIT
        S: 221 bye
        """;
    private static final String SILENT = """
        S: 220 mx ESMTP
        C: EHLO x
        * silence
        """;

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private static ProbeRequest.Builder plain(ScriptedServer server) {
        return ProbeRequest.to("127.0.0.1", server.port()).tls(TlsMode.PLAIN);
    }

    @Test
    void theFiveLines() {
        ProbeReport report = SmtpProbe.run(plain(servers.play(WORKS)).build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.summary())
                .isEqualTo("127.0.0.1 PASSED: everything that was asked works on port "
                        + report.decisive().orElseThrow().route().port());
    }

    @Test
    void aCallCanBeExecutedOnce() {
        ProbeCall call = SmtpProbe.standard().call(plain(servers.play(WORKS)).build());
        assertThat(call.execute().passed()).isTrue();
        assertThatIllegalStateException().isThrownBy(call::execute);
    }

    @Test
    void nothingListens() throws Exception {
        try (Socket bound =
                new Socket()) { // holds its port, so that no other test's server gets it, and refuses connections
            bound.bind(new InetSocketAddress("127.0.0.1", 0));
            ProbeReport report = SmtpProbe.run(
                    ProbeRequest.to("127.0.0.1", bound.getLocalPort()).build());
            Invariants.check(report);
            assertThat(report.has("tcp.refused")).as(report.toString()).isTrue();
            assertThat(report.publicSummary())
                    .isEqualTo("No mail server was reached under this name; check the spelling.");
        }
    }

    @Test
    void theDeadlineHoldsAgainstSilence() {
        ProbeReport report = Patience.until(CallTest::saidEhlo, deadline -> {
            long start = System.nanoTime();
            ProbeReport each =
                    SmtpProbe.run(plain(servers.play(SILENT)).deadline(deadline).build());
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(deadline.minusMillis(10), deadline.plus(Patience.AMPLE));
            return each;
        });
        assertThat(report.has("ehlo.timeout")).as(report.toString()).isTrue();
    }

    private static boolean saidEhlo(ProbeReport report) {
        return report.transcript().toString().contains("C: EHLO");
    }

    @Test
    void theDeadlineHoldsAgainstADrip() {
        StringBuilder drip = new StringBuilder("S: 220 mx ESMTP\nC: EHLO x\n");
        for (int i = 0; i < 200; i++) {
            drip.append("S: 250-x\n* pause 50ms\n");
        }
        ProbeReport report = Patience.until(CallTest::saidEhlo, deadline -> {
            ProbeReport each = SmtpProbe.run(
                    plain(servers.play(drip.toString())).deadline(deadline).build());
            assertThat(each.took()).isLessThan(deadline.plus(Patience.AMPLE));
            return each;
        });
        assertThat(report.has("session.drips") || report.has("ehlo.timeout")) // on a busy machine a drop may be late
                .as(report.toString())
                .isTrue();
    }

    // README, Security: "cancel()"
    // README, Security: "end a probe at once."
    @Test
    void cancellingFreesAThreadThatReads() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch asked = new CountDownLatch(1);
            List<ProbeReport> reports = new ArrayList<>();
            CountDownLatch done = new CountDownLatch(1);
            ProbeCall call = SmtpProbe.standard()
                    .call(plain(servers.play(SILENT)).build(), new ProbeListener() {
                        @Override
                        public void recorded(long number, Entry entry) {
                            if (entry.toString().startsWith("C: EHLO")) {
                                asked.countDown();
                            }
                        }
                    });
            pool.execute(() -> {
                reports.add(call.execute());
                done.countDown();
            });
            assertThat(asked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            call.cancel();
            call.cancel();
            assertThat(done.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(reports.get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(reports.get(0).has("probe.cancelled"))
                    .as(reports.get(0).toString())
                    .isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItStartsMakesNoConnection() {
        ScriptedServer server = servers.play(WORKS);
        ProbeCall call = SmtpProbe.standard().call(plain(server).build());
        call.cancel();
        assertThat(call.execute().has("probe.cancelled")).isTrue();
        assertThat(server.connections()).isZero();
    }

    @Test
    void cancellingTheFutureCancelsTheCall() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch finished = new CountDownLatch(1);
            CountDownLatch asked = new CountDownLatch(1);
            CompletableFuture<ProbeReport> future = SmtpProbe.standard()
                    .call(plain(servers.play(SILENT)).build(), new ProbeListener() {
                        @Override
                        public void recorded(long number, Entry entry) {
                            asked.countDown();
                        }

                        @Override
                        public void finished(long number, ProbeReport report) {
                            finished.countDown();
                        }
                    })
                    .executeAsync(pool);
            assertThat(asked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            future.cancel(true);
            assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
            assertThat(finished.await(Patience.SECONDS, TimeUnit.SECONDS))
                    .as("the probing thread is free again")
                    .isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    /** The future is cancelled first: what hears of it, on the cancelling thread, finds the probe still running. */
    @Test
    void aCancelledFutureIsCancelledHoweverFastTheProbeEnds() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean endedBefore = new AtomicBoolean();
        try {
            CompletableFuture<ProbeReport> future = SmtpProbe.standard()
                    .call(plain(servers.play(SILENT)).build(), new ProbeListener() {
                        @Override
                        public void recorded(long number, Entry entry) {
                            asked.countDown();
                        }
                    })
                    .executeAsync(pool);
            CompletableFuture<ProbeReport> heard = future.whenComplete((report, failure) -> {
                pool.shutdown();
                try {
                    endedBefore.set(pool.awaitTermination(300, TimeUnit.MILLISECONDS));
                } catch (InterruptedException unexpected) {
                    throw new AssertionError(unexpected);
                }
            });
            assertThat(asked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(future.cancel(true)).isTrue();
            assertThat(endedBefore).isFalse();
            assertThatThrownBy(heard::join).hasRootCauseInstanceOf(CancellationException.class);
            assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
            assertThat(pool.awaitTermination(Patience.SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            pool.shutdownNow();
        }
    }

    // README, Security: "interrupts end a probe at once."
    @Test
    void anInterruptEndsTheProbeAndStaysSet() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        List<Object> seen = new ArrayList<>();
        Thread thread = new Thread(() -> {
            seen.add(SmtpProbe.standard()
                    .call(plain(servers.play(SILENT)).build(), new ProbeListener() {
                        @Override
                        public void recorded(long number, Entry entry) {
                            asked.countDown();
                        }
                    })
                    .execute());
            seen.add(Thread.currentThread().isInterrupted());
        });
        thread.start();
        assertThat(asked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        thread.join(Patience.AMPLE.toMillis());
        assertThat(seen).hasSize(2);
        assertThat(((ProbeReport) seen.get(0)).has("probe.cancelled"))
                .as(seen.get(0).toString())
                .isTrue();
        assertThat(seen.get(1)).isEqualTo(true);
    }

    @Test
    void aListenerHearsEverythingInOrderAndAThrowMutesIt() {
        List<String> heard = new ArrayList<>();
        ProbeReport report = SmtpProbe.builder()
                .listener(new ProbeListener() {
                    @Override
                    public void recorded(long number, Entry entry) {
                        heard.add("x");
                        throw new IllegalStateException("boom");
                    }
                })
                .build()
                .call(plain(servers.play(WORKS)).build(), new ProbeListener() {
                    @Override
                    public void recorded(long number, Entry entry) {
                        heard.add(entry.text());
                    }

                    @Override
                    public void observed(long number, Fact fact) {
                        heard.add(fact.stage().name());
                    }
                })
                .execute();
        assertThat(heard)
                .containsExactly(
                        "CONNECT",
                        "x",
                        "220 mx ESMTP",
                        "GREETING",
                        "EHLO [127.0.0.1]",
                        "250 mx",
                        "EHLO",
                        "QUIT",
                        "221 bye",
                        "QUIT");
        assertThat(report.passed()).isTrue();
        assertThat(report.has("listener.failed")).isTrue();
    }

    @Test
    void aCheckThatThrowsIsAFindingAndAnOwnCheckIsHeard() {
        ProbeReport report = SmtpProbe.builder()
                .check((seen, catalogue) -> {
                    throw new IllegalStateException("boom");
                })
                .build()
                .probe(plain(servers.play(WORKS)).build());
        assertThat(report.has("check.failed")).isTrue();
        assertThat(report.passed()).isTrue();
    }

    /** Sends a token with a question of the server's in it. */
    private static final class Acme implements SaslMechanism {
        @Override
        public String name() {
            return "X-ACME";
        }

        @Override
        public int strength() {
            return 500;
        }

        @Override
        public boolean accepts(Credentials credentials) {
            return credentials.kind().equals("password");
        }

        @Override
        public SaslExchange start(SaslContext context) {
            return new SaslExchange() {
                @Override
                public SaslStep initialResponse() {
                    return new SaslStep.AwaitChallenge();
                }

                @Override
                public SaslStep respond(byte[] challenge) {
                    return new SaslStep.Respond(("answer to " + new String(challenge, StandardCharsets.UTF_8))
                            .getBytes(StandardCharsets.UTF_8));
                }

                @Override
                public SaslStep complete() {
                    return new SaslStep.Accept();
                }
            };
        }
    }

    private static final String ACME = """
        S: 220 mx ESMTP
        C: EHLO x
        S: 250-mx
        S: 250 AUTH PLAIN X-ACME
        C: AUTH X-ACME
        S: 334 cXVlc3Rpb24=
        C: YW5zd2VyIHRvIHF1ZXN0aW9u
        S: 235 ok
        C: QUIT
        S: 221 bye
        """;

    @Test
    void anOwnMechanismIsUsedAndItsAnswerNotShown() {
        ProbeReport report = SmtpProbe.builder()
                .mechanism(new Acme())
                .build()
                .probe(plain(servers.play(ACME))
                        .allowCleartextCredentials()
                        .credentials(Credentials.password("ada", Secret.of("secret")))
                        .build());
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.transcript().toString())
                .contains("C: AUTH X-ACME\n", "C: [redacted]\n")
                .doesNotContain("YW5zd2Vy");
    }

    @Test
    void discoveryFindsMechanismsAndNeverShadowsBuiltInOnes() {
        SmtpProbe probe = SmtpProbe.builder().discoverMechanisms().build();
        ProbeReport report = probe.probe(plain(servers.play(ACME.replace("X-ACME", "X-FOUND")))
                .allowCleartextCredentials()
                .mechanisms("X-FOUND")
                .credentials(Credentials.password("ada", Secret.of("secret")))
                .build());
        assertThat(report.passed()).as(report.toString()).isTrue();
    }

    @Test
    void aTokenSourceIsAskedOnlyWhenAuthStartsAndItsFailureIsTold() {
        AtomicInteger asked = new AtomicInteger();
        Credentials broken = Credentials.bearer("ada", left -> {
            asked.incrementAndGet();
            throw new IllegalStateException("canary in the message");
        });
        ProbeReport refused =
                SmtpProbe.run(plain(servers.play(WORKS)).credentials(broken).build());
        assertThat(refused.has("auth.cleartext-refused")).isTrue();
        assertThat(asked).hasValue(0);
        ProbeReport tried = SmtpProbe.run(plain(servers.play("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 AUTH XOAUTH2
            C: QUIT
            S: 221 bye
            """))
                .allowCleartextCredentials()
                .credentials(broken)
                .build());
        assertThat(asked).hasValue(1);
        assertThat(tried.has("auth.token-unavailable")).as(tried.toString()).isTrue();
        assertThat(tried.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(tried.asMap().toString()).doesNotContain("canary");
    }

    @Test
    void aTokenSourceThatHangsIsInterruptedAtTheDeadline() {
        AtomicInteger asked = new AtomicInteger();
        ScriptedServer server = servers.play("""
            S: 220 mx ESMTP
            C: EHLO x
            S: 250-mx
            S: 250 AUTH XOAUTH2
            * silence
            """);
        ProbeReport report = Patience.until(any -> asked.get() > 0, deadline -> {
            ProbeReport each = SmtpProbe.run(plain(server)
                    .allowCleartextCredentials()
                    .deadline(deadline)
                    .credentials(Credentials.bearer("ada", left -> {
                        asked.incrementAndGet();
                        new CountDownLatch(1).await();
                        return Secret.of("never");
                    }))
                    .build());
            assertThat(each.took()).isLessThan(deadline.plus(Patience.AMPLE));
            return each;
        });
        assertThat(report.decisive()
                        .flatMap(each -> each.fact(Fact.Authentication.class))
                        .map(Fact::outcome))
                .hasValueSatisfying(outcome ->
                        assertThat(((Outcome.Failed) outcome).reason()).isEqualTo(Reason.EXTENSION_FAILED));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void manyProbesAtOnceDoNotTouchEachOther() throws Exception {
        SmtpProbe probe = SmtpProbe.standard();
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String name = "mx" + i + ".example.com";
                ScriptedServer server = servers.play(WORKS.replace("mx", name));
                for (int k = 0; k < 10; k++) {
                    all.add(probe.call(plain(server).build()).executeAsync(pool).thenAccept(report -> {
                        assertThat(report.passed()).as(report.toString()).isTrue();
                        assertThat(report.transcript().toString()).contains("S: 220 " + name + " ESMTP");
                    }));
                }
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(Patience.SECONDS, TimeUnit.SECONDS);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void cancellingFreesAThreadThatWaitsForAName() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        MailResolver stuck = new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, Deadline deadline) throws InterruptedException {
                asked.countDown();
                new CountDownLatch(1).await();
                return Answer.found(List.of());
            }

            @Override
            public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                return Answer.found(List.of());
            }
        };
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            ProbeCall call = SmtpProbe.builder()
                    .resolver(stuck)
                    .build()
                    .call(ProbeRequest.toMxOf("example.com").build());
            CompletableFuture<ProbeReport> future = call.executeAsync(pool);
            assertThat(asked.await(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            call.cancel();
            ProbeReport report = future.get(Patience.SECONDS, TimeUnit.SECONDS);
            assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            Invariants.check(report);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aTransportWithABugIsAResultToo() {
        ProbeReport unconnected = SmtpProbe.builder()
                .transport((route, deadline) -> {
                    throw new IllegalStateException("canary");
                })
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25).build());
        Invariants.check(unconnected);
        assertThat(unconnected.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        ProbeReport broken = SmtpProbe.builder()
                .transport((route, deadline) -> (Connection) Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            throw new IllegalStateException("canary");
                        }))
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25).build());
        Invariants.check(broken);
        assertThat(broken.passed()).isFalse();
        assertThat(broken.asMap().toString()).doesNotContain("canary");
    }
}
