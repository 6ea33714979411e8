/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.examples.web.demo.DemoServer;
import io.github.smtpprobe.examples.web.demo.DemoServers;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page's probe reaches for strangers. */
class StrangersProbeTest {
    private static final String COARSE = "No mail server was reached under this name; check the spelling.";

    @Test
    void withServersToTryItOnTheyAreReachedAndNothingElseOfThisMachine() throws Exception {
        try (RunningPage page = RunningPage.start("--smtp-probe.demo=true", "--smtp-probe.quota.address=1/1h");
                ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SmtpProbe probe = page.bean(SmtpProbe.class);
            DemoServer works = page.bean(DemoServers.class).all().get(0);
            for (int i = 0; i < 3; i++) {
                ProbeReport report =
                        probe.probe(ProbeRequest.to(works.host(), works.port()).build());
                assertThat(report.passed()).as(report.summary()).isTrue();
            }
            for (ProbeRequest inner : List.of(
                    ProbeRequest.to("127.0.0.1", other.getLocalPort()).build(),
                    ProbeRequest.to("127.0.0.1", page.port()).build(),
                    ProbeRequest.to("127.0.0.1").build(),
                    ProbeRequest.to("[::1]", works.port()).build(),
                    ProbeRequest.to("127.0.0.2", works.port()).build(),
                    ProbeRequest.to("10.0.0.1", 25).build())) {
                ProbeReport report = probe.probe(inner);
                assertThat(report.publicSummary()).as(inner.toString()).isEqualTo(COARSE);
                assertThat(report.transcript().toString()).as(inner.toString()).isEmpty();
            }
        }
    }

    @Test
    void withoutThemOtherPortsAndLoginsAreRefusedBeforehand() {
        try (RunningPage page = RunningPage.start()) {
            SmtpProbe probe = page.bean(SmtpProbe.class);
            assertThat(page.bean(DemoServers.class).all()).isEmpty();
            assertThatThrownBy(() ->
                            probe.call(ProbeRequest.to("mx.example.com", 6379).build()))
                    .isInstanceOf(InvalidRequest.class);
            assertThatThrownBy(() -> probe.call(ProbeRequest.to("mx.example.com", 587)
                            .password("ada", "any".toCharArray())
                            .build()))
                    .isInstanceOf(InvalidRequest.class);
        }
        try (RunningPage page = RunningPage.start("--smtp-probe.login=true")) {
            page.bean(SmtpProbe.class)
                    .call(ProbeRequest.to("mx.example.com", 587)
                            .password("ada", "any".toCharArray())
                            .build());
        }
    }
}
