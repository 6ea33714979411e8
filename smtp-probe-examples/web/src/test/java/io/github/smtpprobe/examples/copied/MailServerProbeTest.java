/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.copied;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.examples.web.monitoring.MailServerProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The probe behind health, meters and the start-up check, without an application. */
class MailServerProbeTest {
    private static final Script WORKS = Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye");

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private static MailServerProbe probe(int port) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "mail",
                        Map.of(
                                "spring.mail.host",
                                "127.0.0.1",
                                "spring.mail.port",
                                String.valueOf(port),
                                "smtp-probe.mail.every",
                                "1s")));
        return new MailServerProbe(environment, new DefaultListableBeanFactory().getBeanProvider(SmtpProbe.class));
    }

    /** Such as one whose class was not deployed: nothing else would tell that the server is no longer tested. */
    @Test
    void aListenerThatFailsEndsNeitherTheProbesNorWhatOthersHear() throws Exception {
        ScriptedServer server =
                servers.start(ScriptedServer.playing(WORKS, WORKS).lenient());
        MailServerProbe probe = probe(server.port());
        BlockingQueue<ProbeReport> heard = new LinkedBlockingQueue<>();
        probe.onReport(report -> {
            throw new NoClassDefFoundError("com/example/Gone");
        });
        probe.onReport(heard::add);
        probe.start();
        try {
            for (int i = 0; i < 2; i++) {
                assertThat(heard.poll(Running.LONG.toSeconds(), TimeUnit.SECONDS))
                        .as("report " + i)
                        .isNotNull();
            }
        } finally {
            probe.stop();
        }
        assertThat(server.connections()).isGreaterThanOrEqualTo(2);
    }
}
