/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.AddressFamilies;
import io.github.smtpprobe.request.Coverage;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.MailResolver;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Verdict, cause, both summaries and the decisive attempt of a probe of several servers tell one story. */
class OneDecisionTest {
    private static final String HELLO = "S: 220 mx ESMTP\nC: EHLO x\nS: 250 mx\nC: MAIL FROM:<ada@example.com>\n";
    private static final String END = "C: QUIT\nS: 221 bye";
    private static final String RSET = "C: RSET\nS: 250 ok\n";
    private static final String WORKS = HELLO + "S: 250 ok\nC: RCPT TO:<bob@example.com>\nS: 250 ok\n" + RSET + END;
    private static final String REFUSES =
            HELLO + "S: 250 ok\nC: RCPT TO:<bob@example.com>\nS: 550 5.1.1 user unknown\n" + RSET + END;
    private static final String DEFERS = HELLO + "S: 451 4.3.0 try later\n" + END;

    /** Each exchanger of the domain has one address, and one server behind it. */
    private static ProbeReport probe(Coverage coverage, String... servers) {
        Map<Integer, String> scripts = new java.util.HashMap<>();
        for (int i = 0; i < servers.length; i++) {
            scripts.put(i + 1, servers[i]);
        }
        MailResolver resolver = new MailResolver() {
            @Override
            public Answer<Exchanger> exchangers(String domain, io.github.smtpprobe.clock.Deadline deadline) {
                return Answer.found(scripts.keySet().stream()
                        .map(number -> new Exchanger(number, "mx" + number + ".example"))
                        .toList());
            }

            @Override
            public Answer<InetAddress> addresses(
                    String host, AddressFamilies families, io.github.smtpprobe.clock.Deadline deadline) {
                int number = Integer.parseInt(host.replaceAll("[^0-9]", ""));
                return Answer.found(List.of(address(number)));
            }
        };
        ProbeReport report = SmtpProbe.builder()
                .resolver(resolver)
                .transport((route, deadline) -> new MemoryTransport(Delivery.WHOLE, null, Script.parse(scripts.get((int)
                                route.address().getAddress()[3])))
                        .connect(route, deadline))
                .build()
                .probe(ProbeRequest.toMxOf("example.com")
                        .coverage(coverage)
                        .envelope("ada@example.com", "bob@example.com")
                        .build());
        Invariants.check(report);
        return report;
    }

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) number});
        } catch (java.net.UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String cause(ProbeReport report) {
        return report.rootCause().map(Finding::id).orElse("none");
    }

    private static int decisive(ProbeReport report) {
        return report.decisive().map(Attempt::index).orElse(-1);
    }

    @Test
    void anAuditIsDecidedByTheServerThatRefuses() {
        ProbeReport report = probe(Coverage.ALL, WORKS, REFUSES);
        assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(report.publicSummary()).isEqualTo("The mail server refuses mail with a recipient's address.");
        assertThat(cause(report)).isEqualTo("recipient.unknown");
        assertThat(decisive(report)).isEqualTo(1);
        assertThat(report.summary()).contains("mx2.example");
        assertThat(decisive(probe(Coverage.ALL, REFUSES, WORKS))).isZero();
    }

    @Test
    void inAnAuditTheWorstCounts() {
        for (ProbeReport report :
                List.of(probe(Coverage.ALL, WORKS, DEFERS, REFUSES), probe(Coverage.ALL, REFUSES, DEFERS, WORKS))) {
            assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(cause(report)).isEqualTo("recipient.unknown");
        }
        ProbeReport unsure = probe(Coverage.ALL, WORKS, DEFERS);
        assertThat(unsure.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(decisive(unsure)).isEqualTo(1);
        assertThat(unsure.finding(cause(unsure)).orElseThrow().attempt()).hasValue(1);
        ProbeReport works = probe(Coverage.ALL, WORKS, WORKS);
        assertThat(works.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(works.rootCause()).isEmpty();
    }

    @Test
    void anErrorIsWhatKeepsTheProbeFromPassing() {
        ProbeReport audit = probe(Coverage.ALL, DEFERS, REFUSES);
        assertThat(audit.findings().stream().filter(each -> each.severity() == Severity.ERROR))
                .as("each of the two servers fails the audit")
                .extracting(each -> each.attempt().getAsInt())
                .containsExactly(1, 0);
        ProbeReport first = probe(Coverage.FIRST_PASS, DEFERS, REFUSES);
        assertThat(first.findings().stream().filter(each -> each.severity() == Severity.ERROR))
                .as("one decides, and it is the one that got further")
                .extracting(each -> each.attempt().getAsInt())
                .containsExactly(1);
    }
}
