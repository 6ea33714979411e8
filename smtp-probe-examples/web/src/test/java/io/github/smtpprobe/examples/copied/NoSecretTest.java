/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.copied;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Secrets in the settings, and everything that the application says, at its most talkative. */
class NoSecretTest {
    private static final String SECRET = "Canary+of/Everything";

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @Test
    void atTrace() throws Exception {
        int ofMail = servers.play("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH PLAIN\nC: QUIT\nS: 221 bye")
                .port();
        int ofModule = servers.play("S: 554 no\nC: QUIT\nS: 221 bye").port();
        StringBuilder said = new StringBuilder();
        try (Running application = Running.with(
                "--logging.level.root=TRACE",
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + ofMail,
                "--spring.mail.username=ada",
                "--spring.mail.password=" + SECRET,
                "--smtp-probe.scrape.enabled=true",
                "--smtp-probe.modules.login.tls=starttls-if-offered",
                "--smtp-probe.modules.login.port=" + ofModule,
                "--smtp-probe.modules.login.user=ada",
                "--smtp-probe.modules.login.password=" + SECRET,
                "--smtp-probe.modules.login.targets=127.0.0.1")) {
            said.append(application
                    .await(
                            "/actuator/health/mailServer",
                            health -> health.body().contains("verdict"))
                    .body());
            said.append(Running.send(Running.loggedIn(application.to("/probe?module=login&target=127.0.0.1")))
                    .body());
            said.append(application.get("/probe?module=login&target=").body());
            said.append(application.get("/actuator/prometheus").body());
            said.append(application.log());
        }
        assertThat(said.toString())
                .contains("smtp_probe_success 0", "TRACE", "auth.cleartext-refused")
                .doesNotContain(SECRET, Base64.getEncoder().encodeToString(SECRET.getBytes()))
                .doesNotContain(Base64.getEncoder().encodeToString(("\0ada\0" + SECRET).getBytes()));
    }
}
