/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.examples.web.WebApplication;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** The monitors in the application that has the page, whose own probe does not reach inner servers. */
class PageBesideTest {
    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @Test
    void theMonitorsHaveAProbeOfTheirOwn() throws Exception {
        int port = servers.play("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye")
                .port();
        try (ConfigurableApplicationContext page = new SpringApplicationBuilder(WebApplication.class)
                .run("--server.port=0", "--spring.mail.host=127.0.0.1", "--spring.mail.port=" + port)) {
            page.getBean(MailServerProbe.class).first().get(15, TimeUnit.SECONDS);
            assertThat(page.getBean(MailServerHealth.class).health().getStatus())
                    .isEqualTo(Status.UP);
            assertThat(page.getBeanNamesForType(ProbeEndpoint.class)).isEmpty();
        }
    }
}
