/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.copied;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.examples.web.monitoring.RefusedStart;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an application says of its mail server when it starts. */
class MailServerStartUpTest {
    private static final String SECRET = "canary-at-start";
    private static final String FAIL = "--smtp-probe.start-up=fail";
    private static final String HOST = "--spring.mail.host=127.0.0.1";

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    private static AbstractStringAssert<?> refusal(String... settings) {
        Path log = Running.newLog();
        assertThatThrownBy(() -> Running.with(log, null, settings).close()).hasRootCauseInstanceOf(RefusedStart.class);
        return assertThat(Running.text(log))
                .contains("APPLICATION FAILED TO START", "Action:")
                .doesNotContain(SECRET, "Tomcat started on port", "\tat io.github");
    }

    @Test
    void aServerThatWorksIsALine() {
        ScriptedServer server = servers.play("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye");
        try (Running application = Running.with(HOST, "--spring.mail.port=" + server.port(), FAIL)) {
            assertThat(application.log()).contains("Mail server: 127.0.0.1 ", "everything that was asked works");
        }
    }

    @Test
    void aServerThatDoesNotWorkRefusesTheStart() {
        ScriptedServer server = servers.play("S: 554 5.7.1 no\nC: QUIT\nS: 221 bye");
        refusal(HOST, "--spring.mail.port=" + server.port(), FAIL)
                .contains(
                        "The mail server does not work: 127.0.0.1 ",
                        "To start nevertheless, set smtp-probe.start-up to warn.");
    }

    @Test
    void theSameOnlyWarns() throws Exception {
        ScriptedServer server = servers.play("S: 554 5.7.1 no\nC: QUIT\nS: 221 bye");
        try (Running application = Running.with(HOST, "--spring.mail.port=" + server.port())) {
            application.await(
                    "/actuator/health/mailServer", health -> health.body().contains("DOWN"));
            assertThat(application.log()).contains("WARN", "Mail server: 127.0.0.1 ", "Remedy: ", "(greeting.");
        }
    }

    @Test
    void offSaysNothing() throws Exception {
        ScriptedServer server = servers.play("S: 554 5.7.1 no\nC: QUIT\nS: 221 bye");
        try (Running application =
                Running.with(HOST, "--spring.mail.port=" + server.port(), "--smtp-probe.start-up=off")) {
            application.await(
                    "/actuator/health/mailServer", health -> health.body().contains("DOWN"));
            assertThat(application.log()).doesNotContain("Mail server");
        }
    }

    @Test
    void whatIsNobodysFaultDoesNotRefuse() {
        ScriptedServer server = servers.play("S: 421 4.3.2 later");
        try (Running application = Running.with(HOST, "--spring.mail.port=" + server.port(), FAIL)) {
            assertThat(application.log()).contains("Tomcat started on port", "Mail server: 127.0.0.1 INCONCLUSIVE");
        }
    }

    @Test
    void aSilentServerHoldsTheStartForItsDeadlineAlone() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long before = System.nanoTime();
            refusal(HOST, "--spring.mail.port=" + silent.getLocalPort(), FAIL, "--smtp-probe.mail.deadline=1s")
                    .contains("The mail server does not work: 127.0.0.1 ");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void dangerousAndBrokenSettingsRefuse() {
        refusal(
                        HOST,
                        FAIL,
                        "--spring.mail.username=ada",
                        "--spring.mail.password=" + SECRET,
                        "--spring.mail.properties.mail.smtp.ssl.trust=*")
                .contains("spring.mail.properties.mail.smtp.ssl.trust", "Correct the settings that are named above.");
        refusal(HOST, FAIL, "--spring.mail.password=" + SECRET).contains("spring.mail.username");
    }

    /** What was asked for is not silently left out. */
    @Test
    void withoutAServerThereIsNothingToAsk() {
        refusal(FAIL).contains("spring.mail.host is missing");
    }
}
