/* SPDX-License-Identifier: Apache-2.0 */
package com.example.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.fact.Greeting;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code of an application's that takes the probe's time is named, and no server is blamed for time that it did not have. */
class HeldUpTest {
    private static final Duration NEARLY_ALL = Duration.ofMillis(29_900);

    /** Each reply takes longer than is left. */
    private static final String SLOW = """
        * pause 40ms
        S: 220 mx.example.com ESMTP
        C: EHLO x
        * pause 40ms
        S: 250-mx.example.com
        S: 250 AUTH XOAUTH2
        * pause 40ms
        C: AUTH XOAUTH2 [redacted]
        * pause 120ms
        S: 235 ok
        C: QUIT
        S: 221 bye
        """;

    private final MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(SLOW));
    private boolean held;
    private boolean beyond;

    private void holdAt(String place, String here) {
        if (place.equals(here) && !held) {
            held = true;
            memory.ticker().advance(beyond ? Duration.ofSeconds(45) : NEARLY_ALL);
        }
    }

    private final class Ear implements ProbeListener {
        private final String place;

        Ear(String place) {
            this.place = place;
        }

        @Override
        public void probeStarted(ProbeEvent.ProbeStarted event) {
            holdAt(place, "started");
        }

        @Override
        public void resolved(ProbeEvent.Resolved event) {
            holdAt(place, "resolved");
        }

        @Override
        public void attemptStarted(ProbeEvent.AttemptStarted event) {
            holdAt(place, "attempt");
        }

        @Override
        public void stepStarted(ProbeEvent.StepStarted event) {
            holdAt(place, "step " + event.stage());
        }

        @Override
        public void recorded(ProbeEvent.Recorded event) {
            holdAt(place, event.entry().direction() + " line");
        }

        @Override
        public void observed(ProbeEvent.Observed event) {
            holdAt(place, "fact " + event.fact().stage());
        }
    }

    private final class Names implements MailResolver {
        private final String place;

        Names(String place) {
            this.place = place;
        }

        @Override
        public Answer<Exchanger> exchangers(String domain, Deadline deadline) {
            return Answer.found(List.of());
        }

        @Override
        public Answer<InetAddress> addresses(String host, AddressFamilies families, Deadline deadline) {
            holdAt(place, "resolver");
            return Answer.found(List.of(InetAddress.getLoopbackAddress()));
        }
    }

    private ProbeReport probe(String place) {
        return SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .resolver(new Names(place))
                .addressPolicy((host, address, port) -> {
                    holdAt(place, "policy");
                    return true;
                })
                .listener(new Ear(place))
                .build()
                .probe(ProbeRequest.to("mx.example.com", 587)
                        .tls(TlsMode.PLAIN)
                        .allowCleartextCredentials()
                        .credentials(Credentials.bearer("ada", left -> {
                            holdAt(place, "token");
                            return Secret.of("token-word");
                        }))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "started",
                "resolved",
                "attempt",
                "step CONNECT",
                "step GREETING",
                "step EHLO",
                "step AUTH",
                "SERVER line",
                "CLIENT line",
                "fact CONNECT",
                "fact GREETING",
                "fact EHLO",
                "resolver",
                "policy",
                "token"
            })
    void whoTakesTheTimeIsNamedInsteadOfTheServer(String place) {
        ProbeReport report = probe(place);
        assertThat(held).isTrue();
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.rootCause().map(Finding::id)).as(report.toString()).contains("extension.slow");
        assertThat(report.summary()).contains("HeldUpTest", "took 29900 ms").doesNotContainPattern("-[0-9]+ ms");
    }

    /** Code that runs beyond the deadline leaves the server no time, and not less than none. */
    @ParameterizedTest
    @ValueSource(strings = {"started", "resolved", "step CONNECT", "step EHLO", "SERVER line", "policy", "token"})
    void noTimeIsNegative(String place) {
        beyond = true;
        ProbeReport report = probe(place);
        assertThat(report.rootCause().map(Finding::id)).as(report.toString()).contains("extension.slow");
        assertThat(report.toString()).contains("took 45000 ms").doesNotContainPattern("-[0-9]+ ms");
        if (!place.equals("SERVER line")) {
            assertThat(report.summary()).as("nobody asked it").doesNotContain("the server had");
        }
    }

    /** What came before the token was asked for is measured without the listener's time. */
    @Test
    void theTimeOfAStepIsTheServersAlone() {
        ProbeReport report = probe("CLIENT line");
        assertThat(report.decisive()
                        .orElseThrow()
                        .fact(Greeting.class)
                        .orElseThrow()
                        .took())
                .isEqualTo(Duration.ofMillis(40));
        assertThat(report.decisive().orElseThrow().facts())
                .allMatch(fact -> fact.took().compareTo(Duration.ofSeconds(1)) < 0);
        assertThat(report.findings()).noneMatch(each -> each.id().equals("greeting.slow"));
    }

    /** A second of a listener's is no excuse for a server that says nothing for the other twenty-nine. */
    @Test
    void aServerThatHadMostOfTheTimeIsBlamed() {
        MemoryTransport silent = new MemoryTransport(Delivery.WHOLE, null, Script.parse("* silence"));
        ProbeReport report = SmtpProbe.builder()
                .transport(silent)
                .ticker(silent.ticker())
                .listener(new ProbeListener() {
                    @Override
                    public void attemptStarted(ProbeEvent.AttemptStarted event) {
                        silent.ticker().advance(Duration.ofSeconds(1));
                    }
                })
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 587)
                        .tls(TlsMode.PLAIN)
                        .withoutSecondLook()
                        .build());
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.summary()).contains("29000 ms");
    }

    /** One that takes all that is left is named also where nothing was left to do. */
    @Test
    void aListenerThatHoldsTheProbeUntilItsDeadlineIsNamed() {
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .listener(new ProbeListener() {
                    @Override
                    public void observed(ProbeEvent.Observed event) {
                        memory.ticker().advance(Duration.ofSeconds(30));
                    }
                })
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 587).tls(TlsMode.PLAIN).build());
        assertThat(report.finding("listener.failed"))
                .hasValueSatisfying(each -> assertThat(each.summary()).contains("HeldUpTest", "30000 ms"));
    }

    @Test
    void aCheckThatHoldsTheProbeUntilItsDeadlineIsNamed() {
        MemoryTransport plain = new MemoryTransport(
                Delivery.WHOLE, null, Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye"));
        ProbeReport report = SmtpProbe.builder()
                .transport(plain)
                .ticker(plain.ticker())
                .check("acme.holds", (seen, catalogue) -> {
                    plain.ticker().advance(Duration.ofSeconds(30));
                    return List.of();
                })
                .check("acme.next", (seen, catalogue) -> List.of())
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 587).tls(TlsMode.PLAIN).build());
        assertThat(report.passed()).isTrue();
        assertThat(report.finding("check.failed"))
                .hasValueSatisfying(each -> assertThat(each.summary()).contains("HeldUpTest", "30000 ms"));
    }
}
