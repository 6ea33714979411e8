/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.smtpprobe.ProbeEvent;
import io.github.smtpprobe.ProbeListener;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.callers.Sabotage.Misdeed;
import io.github.smtpprobe.catalogue.CatalogueRow;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyCode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.transport.Connection;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers' code of which each kind has a way to go wrong of its own; {@link MisdeedMatrixTest} has what all can do. */
@Timeout(Patience.HANGING)
class CallersCodeTest {
    private static final Script WORKS = Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye");

    @Test
    void aResolverWithAnswersThatCannotBeIsTheApplicationsToMend() {
        List<Supplier<MailResolver.Answer<InetAddress>>> answers = List.of(
                () -> MailResolver.Answer.found(Collections.singletonList(null)),
                () -> MailResolver.Answer.none(null, ""),
                () -> MailResolver.Answer.none(MailResolver.Status.FOUND, ""),
                () -> MailResolver.Answer.none(MailResolver.Status.NXDOMAIN, null));
        for (Supplier<MailResolver.Answer<InetAddress>> each : answers) {
            ProbeReport report = SmtpProbe.builder()
                    .transport(new MemoryTransport(Delivery.WHOLE, null, WORKS))
                    .resolver(answering(each))
                    .build()
                    .probe(ProbeRequest.to("mx.example.com", 25).build());
            Invariants.check(report);
            assertThat(report.has("extension.failed")).as(report.toString()).isTrue();
        }
    }

    private static MailResolver answering(Supplier<MailResolver.Answer<InetAddress>> answer) {
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

    @Test
    void aKindOfCredentialsIsCheckedWhenTheRequestIsBuilt() {
        List<Credentials> bad = List.of(
                () -> null,
                () -> "",
                () -> "two words",
                () -> "\u001B[2J",
                () -> "x".repeat(100),
                () -> {
                    throw new IllegalStateException(Sabotage.CANARY);
                },
                () -> {
                    throw Sabotage.undeclared(new java.sql.SQLException(Sabotage.CANARY));
                },
                () -> new Sabotage("kind", Misdeed.OVERFLOWS_THE_STACK).at("kind", () -> "", () -> ""));
        for (Credentials each : bad) {
            ProbeRequest.Builder builder = ProbeRequest.to("mx.example.com").credentials(each);
            assertThatExceptionOfType(InvalidRequest.class)
                    .isThrownBy(builder::build)
                    .withMessageContaining("credentials.kind")
                    .withMessageNotContaining(Sabotage.CANARY);
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
                .isThrownBy(() -> CatalogueRow.builder("acme.x", Stage.AUTH).explanation(null));
        assertThat(ReplyCatalogue.standard()
                        .with(CatalogueRow.builder("acme.x", Stage.AUTH)
                                .code(550)
                                .explanation("red \u001B[2J { {x}")
                                .build())
                        .explain(Stage.AUTH, new Reply(new ReplyCode(550), List.of("no"), Set.of()))
                        .why())
                .isEqualTo("red \\u{1B}[2J { {x}");
    }

    @Test
    void aRowOfTheCallersTellsItsOwnSentenceWithTheReply() {
        CatalogueRow row = CatalogueRow.builder("acme.closed", Stage.EHLO)
                .enhanced("4.7.x")
                .host("example.com")
                .sentence("{host} is closed at night: {stage} is refused")
                .explanation("It opens at {six}.")
                .remedy("Ask {host} tomorrow.")
                .reference("https://wiki.example.com/hours")
                .build();
        Script night = Script.parse("S: 220 mx\nC: EHLO x\nS: 450 4.7.0 zzz\nC: HELO x\nS: 450 4.7.0 zzz");
        ProbeReport report = SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, night))
                .catalogue(ReplyCatalogue.standard().with(row))
                .resolver(answering(() -> MailResolver.Answer.found(List.of(InetAddress.getLoopbackAddress()))))
                .build()
                .probe(ProbeRequest.to("mx.example.com", 25).tls(TlsMode.PLAIN).build());
        Finding finding = report.findings().stream()
                .filter(each -> each.id().equals("acme.closed"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.toString()));
        assertThat(finding.summary())
                .isEqualTo("mx.example.com is closed at night: EHLO is refused: \"450 4.7.0 zzz\".");
        assertThat(finding.explanation()).startsWith("It opens at {six}.");
        assertThat(finding.remedy()).isEqualTo("Ask mx.example.com tomorrow.");
        assertThat(finding.reference()).isEqualTo("https://wiki.example.com/hours");
    }

    /** Without end, of another length each time, and of nothing that is a finding. */
    @Test
    void aListOfACheckIsReadNoFurtherThanIsKept() {
        int[] read = {0};
        List<Finding> odd = new AbstractList<>() {
            @Override
            public Finding get(int index) {
                read[0]++;
                return null;
            }

            @Override
            public int size() {
                return read[0] % 2 == 0 && read[0] > 100_000 ? 0 : 1_000_000;
            }
        };
        ProbeReport report = SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, WORKS))
                .check("acme.odd", (seen, catalogue) -> odd)
                .build()
                .probe(ProbeRequest.to("127.0.0.1", 25).tls(TlsMode.PLAIN).build());
        assertThat(read[0]).isLessThan(1_000);
        assertThat(report.has("check.failed")).as(report.toString()).isTrue();
        Invariants.check(report);
    }

    @Test
    void aListenerMayProbeAgain() {
        int[] depth = {0};
        SmtpProbe[] probe = new SmtpProbe[1];
        probe[0] = SmtpProbe.builder()
                .transport(new MemoryTransport(Delivery.WHOLE, null, WORKS))
                .listener(new ProbeListener() {
                    @Override
                    public void probeFinished(ProbeEvent.ProbeFinished event) {
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
