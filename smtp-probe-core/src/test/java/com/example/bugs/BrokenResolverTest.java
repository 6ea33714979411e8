/* SPDX-License-Identifier: Apache-2.0 */
package com.example.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.report.Actor;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application's resolver that fails is the application's to mend, and no name server is blamed. */
@Tag("waits")
class BrokenResolverTest {
    private enum Fault {
        NULL(() -> null),
        THROWS(() -> {
            throw new IllegalStateException("hunter2");
        }),
        HANGS(() -> {
            new CountDownLatch(1).await();
            return null;
        });

        private final Callable<MailResolver.Answer<?>> deed;

        Fault(Callable<MailResolver.Answer<?>> deed) {
            this.deed = deed;
        }
    }

    private record Names(Callable<MailResolver.Answer<?>> deed, boolean exchangersToo) implements MailResolver {
        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            return exchangersToo ? done() : Answer.found(List.of(new Exchanger(10, "mx.example.com")));
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            return done();
        }

        @SuppressWarnings("unchecked")
        private <T> T done() {
            try {
                return (T) deed.call();
            } catch (Exception thrown) {
                throw new IllegalStateException(thrown);
            }
        }
    }

    private static ProbeReport probe(MailResolver names, ProbeRequest.Builder request) {
        return SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, Script.parse("* silence")))
                .resolver(names)
                .build()
                .probe(request.deadline(Duration.ofMillis(1_000)).build());
    }

    private static void blamesTheResolver(ProbeReport report) {
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.rootCause()).hasValueSatisfying(cause -> {
            assertThat(cause.id()).isEqualTo("extension.failed");
            assertThat(cause.actor()).isEqualTo(Actor.YOU);
            assertThat(cause.summary()).contains("example.com", "BrokenResolverTest$Names");
            assertThat(cause.summary()).containsPattern("returned null|at com[.]example[.]bugs[.].*[.]java:[0-9]+[)]");
        });
        assertThat(report.asMap().toString()).doesNotContain("hunter2");
        assertThat(report.findings()).noneMatch(each -> each.id().startsWith("dns."));
    }

    @ParameterizedTest
    @EnumSource
    void oneThatFailsIsNamed(Fault fault) {
        blamesTheResolver(probe(new Names(fault.deed, true), ProbeRequest.to("mx.example.com", 25)));
        blamesTheResolver(probe(new Names(fault.deed, true), ProbeRequest.toMxOf("example.com")));
        blamesTheResolver(probe(new Names(fault.deed, false), ProbeRequest.toMxOf("example.com")));
    }

    /** Where nothing was left to ask, whoever took the time is named. */
    @Test
    void aListenerThatTakesAllTheTimeBeforeTheLookUpIsNamed() {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse("* silence"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .listener(new ProbeListener() {
                    @Override
                    public void probeStarted(ProbeEvent.ProbeStarted event) {
                        memory.ticker().advance(Duration.ofSeconds(40));
                    }
                })
                .build()
                .probe(ProbeRequest.to("mx.example.com", 25).build());
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.rootCause()).hasValueSatisfying(cause -> {
            assertThat(cause.id()).isEqualTo("extension.slow");
            assertThat(cause.summary()).contains("BrokenResolverTest", "took 40000 ms", "mx.example.com");
        });
    }
}
