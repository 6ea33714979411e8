/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeListener;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.PasswordCredentials;
import io.github.smtpprobe.sasl.SaslContext;
import io.github.smtpprobe.sasl.SaslExchange;
import io.github.smtpprobe.sasl.SaslMechanism;
import io.github.smtpprobe.sasl.SaslStep;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.tls.TlsSettings;
import io.github.smtpprobe.transcript.Entry;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The caller's own code inside a probe, when it misbehaves: a documented outcome, nothing left open, nothing thrown. */
@Timeout(Patience.HANGING)
class CallersCodeTest {
    private static final String CANARY = "canary-in-a-message";

    /** What foreign code can do instead of its work. */
    private enum Misdeed {
        THROWS {
            @Override
            <T> T commit() {
                throw new IllegalStateException(CANARY);
            }
        },
        THROWS_AN_ERROR {
            @Override
            <T> T commit() {
                throw new NoClassDefFoundError(CANARY);
            }
        },
        OVERFLOWS_THE_STACK {
            @Override
            <T> T commit() {
                return commit();
            }
        },
        RETURNS_NULL {
            @Override
            @SuppressWarnings("NullAway")
            <T> T commit() {
                return null;
            }
        },
        INTERRUPTS {
            @Override
            @SuppressWarnings("NullAway")
            <T> T commit() {
                Thread.currentThread().interrupt();
                return null;
            }
        },
        BLOCKS {
            @Override
            <T> T commit() {
                try {
                    new CountDownLatch(1).await();
                    throw new AssertionError("nobody counts down");
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(ended);
                }
            }
        };

        abstract <T> T commit();

        /** Only what blocks is waited for; a busy machine needs time for the rest. */
        Duration deadline() {
            return this == BLOCKS ? Duration.ofSeconds(1) : PATIENT;
        }
    }

    private static final Duration PATIENT = Patience.AMPLE;

    private static final Script AUTH = Script.parse("""
        S: 220 mx ESMTP
        C: EHLO x
        S: 250-mx
        S: 250 AUTH X-ACME
        C: AUTH X-ACME
        S: 334 cXVlc3Rpb24=
        C: [redacted]
        S: 235 ok
        C: QUIT
        S: 221 bye
        """);
    private static final Script WORKS = Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye");

    /** A mechanism whose steps are given. */
    private record Acme(Supplier<SaslStep> initial, Supplier<SaslStep> response, Supplier<SaslStep> completion)
            implements SaslMechanism {
        @Override
        public String name() {
            return "X-ACME";
        }

        @Override
        public int strength() {
            return 1;
        }

        @Override
        public boolean accepts(Credentials credentials) {
            return true;
        }

        @Override
        public SaslExchange start(SaslContext context) {
            context.disclose(((PasswordCredentials) context.credentials()).password());
            return new SaslExchange() {
                @Override
                public SaslStep initialResponse() {
                    return initial.get();
                }

                @Override
                public SaslStep respond(byte[] challenge) {
                    return response.get();
                }

                @Override
                public SaslStep complete() {
                    return completion.get();
                }
            };
        }
    }

    private static ProbeReport with(SmtpProbe.Builder builder, Script script, Duration deadline) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, script);
        ProbeReport report = builder.transport(memory)
                .build()
                .probe(ProbeRequest.to(script == AUTH ? "127.0.0.1" : "mx.example.com", 25)
                        .tls(TlsMode.PLAIN)
                        .credentials(Credentials.password("ada@example.com", Secret.of(DialogueFile.PASSWORD)))
                        .allowCleartextCredentials()
                        .deadline(deadline)
                        .build());
        Thread.interrupted(); // one misdeed sets it, and it stays set as it should
        Invariants.check(report);
        assertThat(memory.open()).as("connections left open").isZero();
        assertThat(report.asMap().toString()).doesNotContain(CANARY);
        assertThat(report.took()).isLessThan(deadline.plus(Patience.AMPLE));
        return report;
    }

    private static SaslStep done() {
        return new SaslStep.Respond(new byte[] {1, 2, 3});
    }

    private static MailResolver here() {
        return resolver(() -> MailResolver.Answer.found(List.of(InetAddress.getLoopbackAddress())));
    }

    private static MailResolver resolver(Supplier<MailResolver.Answer<InetAddress>> answer) {
        return new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
                return Answer.found(List.of());
            }

            @Override
            public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
                return answer.get();
            }
        };
    }

    @ParameterizedTest(name = "A21: a mechanism that at each step {0}")
    @EnumSource(Misdeed.class)
    void mechanisms(Misdeed misdeed) {
        List<Acme> all = List.of(
                new Acme(misdeed::commit, CallersCodeTest::done, SaslStep.Accept::new),
                new Acme(SaslStep.AwaitChallenge::new, misdeed::commit, SaslStep.Accept::new),
                new Acme(SaslStep.AwaitChallenge::new, CallersCodeTest::done, misdeed::commit));
        for (Acme each : all) {
            assertThat(with(SmtpProbe.builder().mechanism(each), AUTH, misdeed.deadline())
                            .passed())
                    .isFalse();
        }
    }

    @Test
    @DisplayName("A21: a mechanism that answers with 100 KiB sends none of it")
    void hugeResponse() {
        Acme huge = new Acme(
                SaslStep.AwaitChallenge::new, () -> new SaslStep.Respond(new byte[100 * 1024]), SaslStep.Accept::new);
        ProbeReport report = with(SmtpProbe.builder().mechanism(huge), AUTH, PATIENT);
        assertThat(report.passed()).isFalse();
        assertThat(report.transcript().toString()).contains("C: *").doesNotContain("C: [redacted]");
    }

    @Test
    @DisplayName("A13: a 235 is no success before the mechanism says so")
    void incomplete() {
        Acme unsatisfied = new Acme(
                SaslStep.AwaitChallenge::new, CallersCodeTest::done, () -> new SaslStep.Abort("no server signature"));
        ProbeReport report = with(SmtpProbe.builder().mechanism(unsatisfied), AUTH, PATIENT);
        assertThat(report.passed()).isFalse();
        assertThat(report.has("auth.broken-exchange")).as(report.toString()).isTrue();
    }

    @Test
    void aMechanismThatGivesUpBeforeItBeginsKeepsItsReasonAndSendsNothing() {
        Acme reluctant =
                new Acme(() -> new SaslStep.Abort("the vault is sealed"), CallersCodeTest::done, SaslStep.Accept::new);
        ProbeReport report = with(SmtpProbe.builder().mechanism(reluctant), AUTH, PATIENT);
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.has("auth.token-unavailable")).as(report.toString()).isTrue();
        assertThat(report.summary()).contains("the vault is sealed");
        assertThat(report.transcript().toString()).doesNotContain("C: AUTH");
    }

    /** A mechanism's own words may quote a hostile challenge, or the secret. */
    @Test
    void whyAMechanismGivesUpIsShownSafely() {
        Acme talkative = new Acme(
                SaslStep.AwaitChallenge::new,
                () -> new SaslStep.Abort("asked \u001B[2J\u202E for " + DialogueFile.PASSWORD),
                SaslStep.Accept::new);
        ProbeReport report = with(SmtpProbe.builder().mechanism(talkative), AUTH, PATIENT);
        assertThat(report.summary()).contains("asked \\x1B[2J", "[redacted]");
    }

    @ParameterizedTest(name = "a resolver that {0}")
    @EnumSource(Misdeed.class)
    void resolvers(Misdeed misdeed) {
        ProbeReport report = with(SmtpProbe.builder().resolver(resolver(misdeed::commit)), WORKS, misdeed.deadline());
        assertThat(report.passed()).isFalse();
    }

    @Test
    void aResolverWithAnswersThatCannotBeIsAServerFailure() {
        List<Supplier<MailResolver.Answer<InetAddress>>> answers = List.of(
                () -> new MailResolver.Answer<>(
                        MailResolver.Status.FOUND, Collections.singletonList(null), List.of(), ""),
                () -> new MailResolver.Answer<>(null, List.of(), List.of(), ""),
                () -> new MailResolver.Answer<>(MailResolver.Status.NXDOMAIN, List.of(), List.of(), null));
        for (Supplier<MailResolver.Answer<InetAddress>> each : answers) {
            assertThat(with(SmtpProbe.builder().resolver(resolver(each)), WORKS, PATIENT)
                            .has("dns.server-failure"))
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "a policy that {0} keeps every connection from being made, and is named")
    @EnumSource(
            value = Misdeed.class,
            names = {"RETURNS_NULL", "INTERRUPTS"},
            mode = EnumSource.Mode.EXCLUDE)
    void policies(Misdeed misdeed) {
        AtomicBoolean asked = new AtomicBoolean();
        SmtpProbe.Builder builder = SmtpProbe.builder().resolver(here()).addressPolicy((host, address, port) -> {
            asked.set(true);
            return misdeed.<Boolean>commit();
        });
        ProbeReport report = misdeed == Misdeed.BLOCKS
                ? Patience.until(any -> asked.get(), deadline -> with(builder, WORKS, deadline))
                : with(builder, WORKS, PATIENT);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.has("extension.failed")).as(report.toString()).isTrue();
        assertThat(report.attempts())
                .allMatch(each -> each.transcript().entries().isEmpty());
    }

    @ParameterizedTest(name = "a listener that {0} changes nothing")
    @EnumSource(
            value = Misdeed.class,
            names = {"INTERRUPTS", "BLOCKS"},
            mode = EnumSource.Mode.EXCLUDE)
    void listeners(Misdeed misdeed) {
        ProbeListener bad = new ProbeListener() {
            @Override
            public void recorded(long call, Entry entry) {
                misdeed.<Object>commit();
            }

            @Override
            public void observed(long call, Fact fact) {
                misdeed.<Object>commit();
            }
        };
        ProbeReport report = SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, WORKS))
                .listener(bad)
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25).tls(TlsMode.PLAIN).build());
        Invariants.check(report);
        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.has("listener.failed")).isEqualTo(misdeed != Misdeed.RETURNS_NULL);
    }

    @ParameterizedTest(name = "a check that {0} loses no report")
    @EnumSource(
            value = Misdeed.class,
            names = {"INTERRUPTS", "BLOCKS"},
            mode = EnumSource.Mode.EXCLUDE)
    void checks(Misdeed misdeed) {
        ProbeReport report = SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, WORKS))
                .check((seen, catalogue) -> misdeed.<List<Finding>>commit())
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25).tls(TlsMode.PLAIN).build());
        Invariants.check(report);
        assertThat(report.passed()).isTrue();
        assertThat(report.has("check.failed")).isTrue();
    }

    @ParameterizedTest(name = "a token source that {0}")
    @EnumSource(Misdeed.class)
    void tokenSources(Misdeed misdeed) {
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE,
                null,
                Script.parse("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH XOAUTH2\nC: QUIT\nS: 221 bye"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25)
                        .tls(TlsMode.PLAIN)
                        .credentials(Credentials.bearer("ada@example.com", left -> misdeed.commit()))
                        .allowCleartextCredentials()
                        .deadline(misdeed.deadline())
                        .build());
        Thread.interrupted();
        Invariants.check(report);
        assertThat(report.passed()).isFalse();
        assertThat(memory.open()).isZero();
        assertThat(report.asMap().toString()).doesNotContain(CANARY);
    }

    /** Waits in the middle of a handshake, or throws what its interface does not declare. */
    // README, Security: "TLS managers"
    @ParameterizedTest(name = "a trust manager that waits: {0}")
    @ValueSource(booleans = {true, false})
    void trustManagers(boolean waits) {
        X509TrustManager bad = new X509TrustManager() {
            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {
                if (waits) {
                    Misdeed.BLOCKS.commit();
                }
                throw Sabotage.undeclared(new java.sql.SQLException(Sabotage.CANARY));
            }

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        MemoryTransport memory = new MemoryTransport(
                Delivery.WHOLE, DialogueFile.good().serverContext(), Script.parse("* tls any\nS~ 220 mx"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .tlsSettings(TlsSettings.builder().trustManager(bad).build())
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 465)
                        .deadline(waits ? Duration.ofSeconds(2) : PATIENT)
                        .build());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        Invariants.check(report);
        assertThat(report.passed()).isFalse();
        assertThat(report.asMap().toString()).doesNotContain("canary");
        assertThat(report.took()).isLessThan(Patience.AMPLE.plusSeconds(2));
        assertThat(memory.open()).isZero();
    }

    /** Asked for once, where it enters; what it says later changes nothing. */
    @Test
    void aMechanismIsAskedForItsNameAndStrengthWhenItIsGiven() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpProbe.builder().mechanism(named(() -> {
                    throw new IllegalStateException(CANARY);
                })))
                .withMessageContaining("CallersCodeTest$Named");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmtpProbe.builder().mechanism(named(() -> null)));
        int[] asked = {0};
        SmtpProbe.Builder builder =
                SmtpProbe.builder().mechanism(named(() -> asked[0]++ == 0 ? "X-ACME" : "evil\r\nDATA"));
        assertThat(with(builder, AUTH, PATIENT).passed()).isTrue();
        assertThat(builder.build().toBuilder().build()).isNotNull();
        assertThat(asked[0]).isEqualTo(1);
    }

    private static SaslMechanism named(Supplier<String> name) {
        return new Named(name, new Acme(SaslStep.AwaitChallenge::new, CallersCodeTest::done, SaslStep.Accept::new));
    }

    private record Named(Supplier<String> naming, SaslMechanism inner) implements SaslMechanism {
        @Override
        public String name() {
            return naming.get();
        }

        @Override
        public int strength() {
            return inner.strength();
        }

        @Override
        public boolean accepts(Credentials credentials) {
            return inner.accepts(credentials);
        }

        @Override
        public SaslExchange start(SaslContext context) throws Exception {
            return inner.start(context);
        }
    }

    @Test
    void aKindOfCredentialsIsCheckedWhenTheRequestIsBuilt() {
        List<Credentials> bad = List.of(
                () -> null,
                () -> "",
                () -> "two words",
                () -> "\u001B[2J",
                () -> "x".repeat(100),
                () -> {
                    throw new IllegalStateException(CANARY);
                },
                () -> {
                    throw Sabotage.undeclared(new java.sql.SQLException(CANARY));
                },
                Misdeed.OVERFLOWS_THE_STACK::commit);
        for (Credentials each : bad) {
            ProbeRequest.Builder builder = ProbeRequest.to("mx.example.com").credentials(each);
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(builder::build)
                    .withMessageContaining("credentials.kind")
                    .withMessageNotContaining(CANARY);
        }
        int[] asked = {0};
        ProbeRequest request = ProbeRequest.to("127.0.0.1", 25)
                .tls(TlsMode.PLAIN)
                .credentials(() -> asked[0]++ == 0 ? "badge" : "later")
                .build();
        ProbeReport report = SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, WORKS))
                .build()
                .probe(request);
        assertThat(report.request().credentials()).contains("badge");
        assertThat(request.toString()).contains("credentials=badge");
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void rowsOfTheCallersAreCheckedWhenTheyAreGiven() {
        assertThatNullPointerException()
                .isThrownBy(() -> ReplyCatalogue.standard().with("acme.x", 550, Stage.AUTH, null, "x"));
        assertThat(ReplyCatalogue.standard()
                        .with("acme.x", 550, Stage.AUTH, "red \u001B[2J { {x}", "x")
                        .explain(Stage.AUTH, new Reply(new ReplyCode(550), List.of("no"), Set.of()))
                        .why())
                .isEqualTo("red \\u{1B}[2J { {x}");
    }

    @Test
    void aBrokenProviderOfAMechanismIsRefusedWhenTheProbeIsBuilt(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(SaslMechanism.class.getName()), "com.acme.NotThere\n");
        Thread self = Thread.currentThread();
        ClassLoader before = self.getContextClassLoader();
        try (URLClassLoader broken =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            self.setContextClassLoader(broken);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SmtpProbe.builder().discoverMechanisms().build())
                    .withMessageContaining("discoverMechanisms");
        } finally {
            self.setContextClassLoader(before);
        }
    }

    @Test
    void aListenerMayProbeAgain() {
        int[] depth = {0};
        SmtpProbe[] probe = new SmtpProbe[1];
        probe[0] = SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, WORKS))
                .listener(new ProbeListener() {
                    @Override
                    public void finished(long call, ProbeReport report) {
                        if (depth[0]++ < 3) {
                            assertThat(probe[0].probe(report("127.0.0.1")).passed())
                                    .isTrue();
                        }
                    }

                    private ProbeRequest report(String host) {
                        return ProbeRequest.to(host, 25).tls(TlsMode.PLAIN).build();
                    }
                })
                .build();
        assertThat(probe[0].probe(ProbeRequest.to("127.0.0.1", 25)
                                .tls(TlsMode.PLAIN)
                                .build())
                        .passed())
                .isTrue();
        assertThat(depth[0]).isEqualTo(4);
    }
}
