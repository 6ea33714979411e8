/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.Untrusted;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the session does between its steps: nothing is said that was not seen, and nothing asked that is not to be. */
class ConversationTest {
    private static final String REFUSED_FIRST = """
        S: 220 mx
        C: EHLO x
        S: 250 mx
        C: MAIL FROM:<ada@example.com>
        S: 250 ok
        C: RCPT TO:<bob@example.com>
        S: 550 5.1.1 no such user
        C: RCPT TO:<eve@example.com>
        S: 250 ok
        C: RSET
        S: 250 ok
        C: QUIT
        S: 221 bye
        """;

    private static ProbeRequest.Builder request() {
        return ProbeRequest.to("127.0.0.1", 25)
                .tls(TlsMode.PLAIN)
                .deadline(Duration.ofSeconds(20))
                .envelope("ada@example.com", "bob@example.com", "eve@example.com");
    }

    private static MemoryTransport memory(String script) {
        return new MemoryTransport(Delivery.WHOLE, null, Script.parse(script));
    }

    /** A connection whose readAvailable fails, always or once it is closed. */
    private static Connection failing(Connection inner, boolean always) {
        boolean[] closed = {false};
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, given) -> {
                    closed[0] |= method.getName().equals("close");
                    if (method.getName().equals("readAvailable") && (always || closed[0])) {
                        throw new IOException("closed");
                    }
                    try {
                        return method.invoke(inner, given);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static Transport through(MemoryTransport memory, boolean always) {
        return (route, deadline) -> failing(memory.connect(route, deadline), always);
    }

    private static List<Outcome> recipients(ProbeReport report) {
        return report.decisive().orElseThrow().facts(RcptTo.class).stream()
                .map(Fact::outcome)
                .toList();
    }

    @Test
    void aReadThatFailsReadsNothingTwice() {
        MemoryTransport memory = memory(REFUSED_FIRST);
        ProbeReport report = SmtpProbe.builder()
                .transport(through(memory, true))
                .ticker(memory.ticker())
                .build()
                .probe(request().build());
        Invariants.check(report);
        assertThat(memory.problems()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(recipients(report))
                .extracting(Outcome::succeeded)
                .as(report.toString())
                .containsExactly(false, true);
    }

    @Test
    void afterACancelNobodyIsReportedWhoWasNotAsked() {
        MemoryTransport memory = memory(REFUSED_FIRST);
        ProbeReport report = SmtpProbe.builder()
                .transport(through(memory, false))
                .ticker(memory.ticker())
                .build()
                .call(request().build(), new ProbeListener() {
                    @Override
                    public void observed(ProbeEvent.Observed event) {
                        if (event.fact() instanceof RcptTo) {
                            event.cancel();
                        }
                    }
                })
                .execute();
        Invariants.check(report);
        assertThat(report.has("probe.cancelled")).as(report.toString()).isTrue();
        assertThat(recipients(report).get(1).reply()).isEmpty();
        assertThat(report.transcript().toString()).doesNotContain("eve@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C: RSET", "C: QUIT", "S: 250 ok\nC: QUIT"})
    void aCancelAtTheVeryEndIsSaid(String line) {
        String before = REFUSED_FIRST.replace("S: 550 5.1.1 no such user", "S: 250 ok");
        MemoryTransport memory = memory(before);
        String[] parts = line.split("\n");
        String last = parts[parts.length - 1];
        ProbeReport report = SmtpProbe.builder()
                .transport((route, deadline) -> silentAfterClose(memory.connect(route, deadline)))
                .ticker(memory.ticker())
                .build()
                .call(request().build(), new ProbeListener() {
                    @Override
                    public void recorded(ProbeEvent.Recorded event) {
                        if (event.entry().toString().startsWith(last)) {
                            event.cancel();
                        }
                    }
                })
                .execute();
        Invariants.check(report);
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.has("probe.cancelled")).as(report.toString()).isTrue();
    }

    private static Connection silentAfterClose(Connection inner) {
        boolean[] closed = {false};
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, given) -> {
                    closed[0] |= method.getName().equals("close");
                    if (closed[0] && method.getName().equals("read")) {
                        throw new IOException("closed");
                    }
                    return method.invoke(inner, given);
                });
    }

    @Test
    void rsetHasTwoSecondsAndKeepsTheVerdict() {
        MemoryTransport memory = memory(REFUSED_FIRST
                .replace("S: 550 5.1.1 no such user", "S: 250 ok")
                .replaceFirst("(?s)C: RSET.*", "C: RSET\n* silence"));
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe(request().build());
        Invariants.check(report);
        assertThat(report.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(report.has("rset.unanswered")).isTrue();
        assertThat(report.took()).isEqualTo(Duration.ofSeconds(2));
        assertThat(report.decisive()
                        .orElseThrow()
                        .fact(Quit.class)
                        .orElseThrow()
                        .outcome())
                .isEqualTo(Outcome.skipped(SkipReason.CONNECTION_UNUSABLE));
    }

    // README, Security: "to untrusted targets it is [127.0.0.1] if this machine's address is a private one."
    @Test
    void aStrangersServerLearnsNoInnerAddress() throws Exception {
        for (String[] each :
                new String[][] {{"192.168.7.9", "[127.0.0.1]"}, {"fd00::7", "[127.0.0.1]"}, {"8.8.8.8", "[8.8.8.8]"}}) {
            InetAddress ours = InetAddress.getByName(each[0]);
            MemoryTransport memory = memory("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye");
            ProbeReport report = Untrusted.targets(SmtpProbe.builder()
                            .transport((route, deadline) -> from(ours, memory.connect(route, deadline)))
                            .ticker(memory.ticker()))
                    .build()
                    .probe(ProbeRequest.to("127.0.0.1", 25).tls(TlsMode.PLAIN).build());
            Invariants.check(report);
            assertThat(report.transcript().toString()).contains("C: EHLO " + each[1] + "\n");
            assertThat(report.toString() + report.asMap()).contains(each[1]);
        }
    }

    private static Connection from(InetAddress ours, Connection inner) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, given) -> method.getName().equals("localAddress") ? ours : method.invoke(inner, given));
    }

    @Test
    void aStrangersServerThatRefusesHearsNothing() {
        MemoryTransport memory = memory("S: 554 no service here\nC: QUIT\nS: 221 bye");
        ProbeReport report = Untrusted.targets(
                        SmtpProbe.builder().transport(memory).ticker(memory.ticker()))
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25).tls(TlsMode.PLAIN).build());
        Invariants.check(report);
        assertThat(report.transcript().toString()).doesNotContain("C:", "no service");
    }
}
