/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.copied;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.examples.web.monitoring.MailServerProbe;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The application's health as a monitor reads it. */
class MailServerHealthTest {
    private static final String SECRET = "canary-of-health";
    private static final String WORKS = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";
    private static final String HEALTH = "/actuator/health/mailServer";
    private static final Predicate<HttpResponse<String>> ASKED =
            health -> health.body().contains("\"verdict\"");

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private static Running application(int port, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "--spring.mail.host=127.0.0.1";
        all[1] = "--spring.mail.port=" + port;
        System.arraycopy(more, 0, all, 2, more.length);
        return Running.with(all);
    }

    /** The script is for one connection: a second one would find nobody. */
    @Test
    void isAskedOnceHoweverOftenSomebodyLooks() throws Exception {
        ScriptedServer server = servers.play(WORKS);
        try (Running application = application(server.port())) {
            application.await(HEALTH, ASKED);
            for (int looks = 0; looks < 3; looks++) {
                HttpResponse<String> health = application.get(HEALTH);
                assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
                assertThat(health.body())
                        .contains("\"status\":\"UP\"", "\"host\":\"127.0.0.1\"", "\"ageSeconds\":", "\"tookMs\":");
                application.get("/actuator/prometheus");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void saysWhyAndNoSecret() throws Exception {
        ScriptedServer server = servers.play("S: 220 mx\nC: EHLO x\nS: 250-mx\nS: 250 AUTH PLAIN\nC: QUIT\nS: 221 bye");
        try (Running application =
                application(server.port(), "--spring.mail.username=ada.lovelace", "--spring.mail.password=" + SECRET)) {
            HttpResponse<String> health = application.await(HEALTH, ASKED);
            assertThat(health.statusCode()).as(health.body()).isEqualTo(503);
            assertThat(health.body())
                    .contains("DOWN", "\"cause\":\"auth.cleartext-refused\"", "\"settings\":[\"spring.mail.")
                    .doesNotContain(SECRET, "ada.lovelace");
        }
    }

    @Test
    void repeatsNothingThatTheServerSaid() throws Exception {
        ScriptedServer server = servers.play("S: 554 5.7.1 words-of-the-server\nC: QUIT\nS: 221 bye");
        try (Running application = application(server.port())) {
            HttpResponse<String> health = application.await(HEALTH, ASKED);
            assertThat(health.statusCode()).as(health.body()).isEqualTo(503);
            assertThat(health.body()).contains("\"summary\":").doesNotContain("words-of-the-server", "554");
            assertThat(application.log()).contains("words-of-the-server", "Remedy: ");
        }
    }

    @Test
    void whatIsNobodysFaultIsUnknown() throws Exception {
        ScriptedServer server = servers.play("S: 421 4.3.2 later");
        try (Running application = application(server.port())) {
            HttpResponse<String> health = application.await(HEALTH, ASKED);
            assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
            assertThat(health.body()).contains("\"status\":\"UNKNOWN\"", "\"verdict\":\"inconclusive\"");
        }
    }

    /** The system accepts the connection, and nobody ever says a word. */
    @Test
    void nobodyWaitsForASilentServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Running application = application(silent.getLocalPort(), "--smtp-probe.mail.deadline=1h")) {
            application.get("/actuator/health");
            long before = System.nanoTime();
            HttpResponse<String> health = application.get(HEALTH);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("UNKNOWN", "The server has not been tested yet.");
        }
    }

    @Test
    void theNextProbeBringsAnotherVerdict() throws Exception {
        ScriptedServer server = servers.start(
                ScriptedServer.playing(Script.parse(WORKS), Script.parse("S: 554 no\nC: QUIT\nS: 221 bye")));
        try (Running application = application(server.port(), "--smtp-probe.mail.every=1s")) {
            assertThat(application.await(HEALTH, ASKED).body()).contains("UP");
            HttpResponse<String> later =
                    application.await(HEALTH, health -> health.body().contains("DOWN"));
            assertThat(later.statusCode()).as(later.body()).isEqualTo(503);
        }
    }

    /** Whatever keeps it from being asked, an old verdict does not stand for ever. */
    @Test
    void anOldVerdictIsNone() throws Exception {
        ScriptedServer server = servers.play(WORKS);
        try (Running application =
                application(server.port(), "--smtp-probe.mail.every=1s", "--smtp-probe.mail.deadline=1s")) {
            assertThat(application.await(HEALTH, ASKED).body()).contains("UP");
            application.bean(MailServerProbe.class).stop();
            HttpResponse<String> later =
                    application.await(HEALTH, health -> !health.body().contains("UP"));
            assertThat(later.body()).contains("UNKNOWN", "older than it should be", "\"verdict\":\"passed\"");
        }
    }

    @Test
    void settingsThatCannotBeFollowedDoNotKeepItFromStarting() {
        try (Running application = Running.with("--spring.mail.host=127.0.0.1", "--spring.mail.password=" + SECRET)) {
            HttpResponse<String> health = application.get(HEALTH);
            assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
            assertThat(health.body())
                    .contains("UNKNOWN", "cannot be used", "spring.mail.username")
                    .doesNotContain(SECRET);
            assertThat(application.get("/actuator/prometheus").body()).doesNotContain("smtp_probe_");
        }
    }
}
