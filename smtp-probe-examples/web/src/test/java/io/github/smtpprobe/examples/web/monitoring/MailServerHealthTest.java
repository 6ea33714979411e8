/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.examples.web.WebApplication;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application's health as a monitor reads it. */
class MailServerHealthTest {
    private static final String SECRET = "canary-of-health";

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private ConfigurableApplicationContext application(ScriptedServer server, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.endpoint.health.show-details=always",
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + server.port()));
        settings.addAll(List.of(more));
        return new SpringApplicationBuilder(WebApplication.class).run(settings.toArray(new String[0]));
    }

    private static HttpResponse<String> health(ConfigurableApplicationContext application)
            throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:"
                + application.getEnvironment().getProperty("local.server.port") + "/actuator/health/mailServer");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The script is for one connection: a second one would find nobody. */
    @Test
    void isAskedOnceHoweverOftenSomebodyLooks() throws Exception {
        ScriptedServer server = servers.play("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye");
        try (ConfigurableApplicationContext application = application(server)) {
            for (int looks = 0; looks < 3; looks++) {
                HttpResponse<String> health = health(application);
                assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
                assertThat(health.body()).contains("\"status\":\"UP\"", "\"host\":\"127.0.0.1\"");
            }
        }
    }

    @Test
    void saysWhyAndNoSecret() throws Exception {
        ScriptedServer server = servers.play("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH PLAIN\nC: QUIT\nS: 221 bye");
        try (ConfigurableApplicationContext application =
                application(server, "--spring.mail.username=ada", "--spring.mail.password=" + SECRET)) {
            HttpResponse<String> health = health(application);
            assertThat(health.statusCode()).as(health.body()).isEqualTo(503);
            assertThat(health.body()).contains("DOWN", "auth.cleartext-refused").doesNotContain(SECRET);
        }
    }
}
