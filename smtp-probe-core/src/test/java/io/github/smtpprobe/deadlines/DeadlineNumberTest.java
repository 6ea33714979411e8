/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.deadlines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.PublicOutcome;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The README's one number: the report is there 250 ms after the deadline at the latest, wherever the server falls silent. In virtual
 * time; against a thousand sockets at once it is measured by {@code EnduranceTest}.
 */
class DeadlineNumberTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* silence",
                "S: 220-mx\n* silence",
                "* drip 200ms\nS: 220 mx.example.com ESMTP and many more words than fit into the time that there is",
                "S: 220 mx\nC: EHLO x\n* silence",
                "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: MAIL FROM:<ada@example.com>\n* silence",
                "S: 220 mx\n"
                        + "C: EHLO x\n"
                        + "S: 250 mx\n"
                        + "C: MAIL FROM:<ada@example.com>\n"
                        + "S: 250 ok\n"
                        + "C: RCPT TO:<bob@example.net>\n"
                        + "* silence"
            })
    void theReportIsThereInTime(String script) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, Script.parse(script));
        long start = memory.ticker().nanos();
        ProbeReport report = SmtpProbe.builder()
                .transport(memory)
                .ticker(memory.ticker())
                .build()
                .probe(ProbeRequest.to("192.0.2.1", 25)
                        .tls(TlsMode.PLAIN)
                        .envelope("ada@example.com", "bob@example.net")
                        .withoutSecondLook()
                        .deadline(DEADLINE)
                        .build());
        assertThat(report.passed()).isFalse();
        assertThat(report.publicOutcome()).as(report.toString()).isEqualTo(PublicOutcome.TIMED_OUT);
        assertThat(report.took()).isLessThanOrEqualTo(DEADLINE.plusMillis(250));
        assertThat(Duration.ofNanos(memory.ticker().nanos() - start))
                .as("and it did take its time")
                .isBetween(DEADLINE.minusSeconds(3), DEADLINE.plusMillis(250));
    }
}
