/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.deadlines;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.harness.OnVirtualTime;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.Timeouts;
import io.github.smtpprobe.request.TlsMode;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wait without an answer: its finding names the time, and advises a longer deadline only where that ended the wait. */
class SilenceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Timeouts LIMITS =
            Timeouts.STANDARD.withTls(SECOND).withGreeting(SECOND).withReply(SECOND);

    private static ProbeReport probe(ProbeRequest.Builder request, String script) {
        return OnVirtualTime.probe(request.envelope("ada@example.com", "bob@example.net"), script.replace(" / ", "\n"))
                .report();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', textBlock = """
        25  | PLAIN        | greeting.timeout        | * silence
        25  | PLAIN        | greeting.unfinished     | S: 220-mx / * silence
        587 | PLAIN        | port.hangs              | * silence
        465 | IMPLICIT_TLS | port.hangs              | * silence
        465 | IMPLICIT_TLS | greeting.timeout-in-tls | * tls any / * silence
        25  | PLAIN        | ehlo.timeout            | S: 220 mx / C: EHLO x / * silence
        25  | PLAIN        | session.timeout         | S: 220 mx / C: EHLO x / S: 250 mx / C: MAIL FROM:<ada@example.com> / * silence
        25  | STARTTLS     | tls.timeout             | S: 220 mx / C: EHLO x / S: 250-mx / S: 250 STARTTLS / C: STARTTLS / S: 220 go / * silence
        """)
    void namesTheTimeAndWhoEndedIt(int port, TlsMode mode, String id, String script) {
        ProbeReport late = probe(OnVirtualTime.request(port, mode).deadline(Duration.ofSeconds(4)), script);
        Finding finding = late.rootCause().orElseThrow();
        assertThat(finding.id()).as(late.toString()).isEqualTo(id);
        assertThat(late.verdict()).as("silence is an answer").isEqualTo(Verdict.FAILED);
        assertThat(finding.summary()).containsPattern("(within|after) [0-9]+ ms");
        assertThat(finding.remedy()).contains("give the probe a longer deadline");

        ProbeReport limited = probe(
                OnVirtualTime.request(port, mode)
                        .deadline(Duration.ofSeconds(20))
                        .timeouts(LIMITS),
                script);
        assertThat(limited.rootCause().orElseThrow().id())
                .as(limited.toString())
                .isEqualTo(id);
        assertThat(limited.rootCause().orElseThrow().summary()).containsPattern("(within|after) [0-9]+ ms");
        assertThat(limited.rootCause().orElseThrow().remedy())
                .contains("A limit of this step")
                .doesNotContain("longer deadline");
    }
}
