/* SPDX-License-Identifier: Apache-2.0 */
package com.example.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.report.ProbeReport;
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
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of an application's that swallows the interrupt at the deadline, and returns as if nothing had been, is named. */
class SwallowedInterruptTest {
    private static final Script ACME = Script.parse("""
        S: 220 mx.example.com ESMTP
        C: EHLO x
        S: 250-mx.example.com
        S: 250 AUTH X-ACME
        C: AUTH X-ACME
        S: 334 YQ==
        C: [redacted]
        S: 235 ok
        C: QUIT
        S: 221 bye
        """);

    /** Of which the wait is most also on a busy machine. */
    private static final Duration LONG_ENOUGH = Duration.ofMillis(900);

    private static final Set<String> BLAME =
            Set.of("extension.slow", "lookup.failed", "check.failed", "listener.failed");

    /** Waits for what never comes, at one place. */
    private record Stuck(String where, boolean throwing) {
        void at(String place) {
            if (place.equals(where)) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException swallowed) {
                    if (throwing) {
                        throw new IllegalStateException(swallowed);
                    }
                }
            }
        }
    }

    private record Acme(Stuck stuck) implements SaslMechanism {
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
            stuck.at("accepts");
            return true;
        }

        @Override
        public SaslExchange start(SaslContext context) {
            stuck.at("start");
            return new SaslExchange() {
                @Override
                public SaslStep initialResponse() {
                    stuck.at("initial");
                    return new SaslStep.AwaitChallenge();
                }

                @Override
                public SaslStep respond(byte[] challenge) {
                    stuck.at("respond");
                    return new SaslStep.Respond(new byte[] {1});
                }

                @Override
                public SaslStep complete() {
                    stuck.at("complete");
                    return new SaslStep.Accept();
                }
            };
        }
    }

    private record Ear(Stuck stuck) implements ProbeListener {
        @Override
        public void probeStarted(ProbeEvent.ProbeStarted event) {
            stuck.at("started");
        }

        @Override
        public void resolved(ProbeEvent.Resolved event) {
            stuck.at("resolved");
        }

        @Override
        public void recorded(ProbeEvent.Recorded event) {
            stuck.at("recorded");
        }
    }

    private record Names(Stuck stuck) implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            return Answer.found(List.of());
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            stuck.at("resolver");
            return Answer.found(List.of(InetAddress.getLoopbackAddress()));
        }
    }

    private static ProbeReport probe(Stuck stuck) {
        return SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, ACME))
                .resolver(new Names(stuck))
                .mechanism(new Acme(stuck))
                .listener(new Ear(stuck))
                .addressPolicy((host, address, port) -> {
                    stuck.at("policy");
                    return true;
                })
                .lookUp("acme.found", context -> {
                    stuck.at("lookUp");
                    return List.of(TargetFact.builder("acme.found", "found", Outcome.done())
                            .build());
                })
                .check("acme.judge", (seen, catalogue) -> {
                    stuck.at("check");
                    return List.of();
                })
                .build()
                .probe(ProbeRequest.to("mx.example.com", 587)
                        .tls(TlsMode.PLAIN)
                        .password("ada", "pass-word".toCharArray())
                        .allowCleartextCredentials()
                        .deadline(LONG_ENOUGH)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "started",
                "resolved",
                "recorded",
                "resolver",
                "policy",
                "accepts",
                "start",
                "initial",
                "respond",
                "lookUp",
                "check"
            })
    void whoSwallowsItIsNamed(String place) {
        ProbeReport report = probe(new Stuck(place, false));
        assertThat(report.verdict()).as(report.toString()).isNotEqualTo(Verdict.FAILED);
        assertThat(report.findings())
                .as(report.toString())
                .anyMatch(each -> BLAME.contains(each.id()) && each.summary().contains("SwallowedInterruptTest"));
        assertThat(report.rootCause().map(each -> each.id()))
                .as(report.toString())
                .isEqualTo(report.passed() ? java.util.Optional.empty() : java.util.Optional.of("extension.slow"));
    }

    /** A listener that throws when it is interrupted has held the probe all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"started", "resolved", "recorded"})
    void aListenerThatHeldTheProbeIsTheRootCauseAlsoIfItThrows(String place) {
        ProbeReport report = probe(new Stuck(place, true));
        assertThat(report.rootCause()).as(report.toString()).hasValueSatisfying(cause -> {
            assertThat(cause.id()).isEqualTo("extension.slow");
            assertThat(cause.summary()).contains("SwallowedInterruptTest$Ear");
        });
        assertThat(report.has("listener.failed")).isTrue();
    }

    /** A look-up that waited for name servers to the end has done what it could. */
    @Test
    void aLookUpThatAsksUntilTheEndIsNotBlamed() throws IOException {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThat(asking((InetSocketAddress) silent.getLocalSocketAddress())
                            .has("lookup.failed"))
                    .isFalse();
        }
    }

    private static ProbeReport asking(InetSocketAddress server) {
        return SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, ACME))
                .nameServers(server)
                .lookUp("acme.asks", context -> {
                    context.resolver().addresses("list.example", AddressFamilies.IPV4_ONLY, context.deadline());
                    return List.of();
                })
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 587)
                        .tls(TlsMode.PLAIN)
                        .deadline(Duration.ofMillis(400))
                        .build());
    }
}
