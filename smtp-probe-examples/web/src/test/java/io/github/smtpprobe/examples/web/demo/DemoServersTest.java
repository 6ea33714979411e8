/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.demo;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Severity;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.ProbeRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/** What the servers to try the page on do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoServersTest {
    private DemoServers demo;

    @BeforeAll
    void start() throws Exception {
        demo = new DemoServers(true);
    }

    @AfterAll
    void close() throws Exception {
        demo.destroy();
    }

    private ProbeRequest.Builder to(int number) {
        DemoServer server = demo.all().get(number);
        return ProbeRequest.to(server.host(), server.port()).deadline(Duration.ofSeconds(10));
    }

    private ProbeReport probe(ProbeRequest.Builder request) {
        return SmtpProbe.builder().tlsSettings(demo.trusted()).build().probe(request.build());
    }

    @Test
    void oneWorksWithLoginAndRecipient() {
        for (String mechanism : List.of("PLAIN", "LOGIN")) {
            ProbeReport report = probe(to(0).password("ada", "any".toCharArray())
                    .mechanisms(mechanism)
                    .envelope("ada@example.com", "bob@example.com"));
            assertThat(report.passed()).as(report.summary()).isTrue();
            assertThat(report.findings()).as("of " + mechanism).allMatch(each -> each.severity() == Severity.INFO);
        }
        assertThat(probe(to(0)).passed()).isTrue();
    }

    @Test
    void oneRefusesLogins() {
        ProbeReport report = probe(to(1).password("ada", "any".toCharArray()));
        assertThat(report.rootCause().orElseThrow().id()).startsWith("auth.");
        assertThat(probe(to(1)).passed()).isTrue();
    }

    @Test
    void oneGreylists() {
        ProbeReport report = probe(to(2).envelope("ada@example.com", "bob@example.com"));
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.rootCause().orElseThrow().id()).contains("greylist");
    }

    @Test
    void oneIsSilent() {
        ProbeReport report = probe(to(3).deadline(Duration.ofSeconds(1)));
        assertThat(report.passed()).isFalse();
        assertThat(report.transcript().toString()).doesNotContain("S:");
    }

    @Test
    void oneIsHostile() {
        ProbeReport report = probe(to(4).envelope("ada@example.com", "bob@example.com"));
        assertThat(report.passed()).isFalse();
        assertThat(report.transcript().toString()).contains("<script>").doesNotContain("\u001b");
    }

    @Test
    void oneHasACertificateThatHasExpired() {
        ProbeReport report = probe(to(5));
        assertThat(report.rootCause().orElseThrow().id()).contains("expired");
    }

    @Test
    void theLogWarnsOfThem() throws Exception {
        Logger log = (Logger) LoggerFactory.getLogger("smtp-probe.demo");
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        warnings.start();
        log.addAppender(warnings);
        DemoServers on = new DemoServers(true);
        on.destroy();
        assertThat(warnings.list)
                .anyMatch(each -> each.getLevel() == Level.WARN
                        && each.getFormattedMessage().contains("smtp-probe.demo is on")
                        && each.getFormattedMessage().contains(on.all().get(0).target()));
        log.detachAppender(warnings);
    }

    @Test
    void onlyTheirPortsAreTheirs() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        assertThat(demo.all()).hasSize(6);
        assertThat(demo.all()).allMatch(each -> demo.has(here, each.port()));
        assertThat(demo.has(here, 25)).isFalse();
        assertThat(demo.has(
                        InetAddress.getByName("127.0.0.2"), demo.all().get(0).port()))
                .isFalse();
        DemoServers off = new DemoServers(false);
        assertThat(off.all()).isEmpty();
        assertThat(off.has(here, demo.all().get(0).port())).isFalse();
    }
}
