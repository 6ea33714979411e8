/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.copied;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.testkit.CertificateAuthority;
import io.github.smtpprobe.testkit.Script;
import io.github.smtpprobe.testkit.ScriptedServer;
import io.github.smtpprobe.testkit.ScriptedServerExtension;
import io.github.smtpprobe.tls.TlsSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus meets that scrapes many servers through one application. */
class ProbeEndpointTest {
    private static final Pattern DURATION =
            Pattern.compile("(?m)^smtp_probe_duration_seconds(?:\\{[^}]*\\})? ([0-9.E-]+)$");

    private static final CertificateAuthority AUTHORITY = CertificateAuthority.create();
    private static final String SECRET = "canary-of-scrapes";
    private static final String WORKS = "S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye";
    private static Running application;
    private static int ofModule;

    @RegisterExtension
    final ScriptedServerExtension servers = new ScriptedServerExtension();

    @BeforeAll
    static void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            ofModule = free.getLocalPort();
        }
        SmtpProbe trusting = SmtpProbe.builder()
                .tlsSettings(
                        TlsSettings.builder().trustStore(AUTHORITY.trustStore()).build())
                .build();
        application = Running.with(
                trusting,
                "--smtp-probe.scrape.enabled=true",
                "--smtp-probe.scrape.targets=*.allowed.example,127.0.0.1:" + ofModule,
                "--smtp-probe.scrape.at-once=2",
                "--smtp-probe.modules.clear.tls=plain",
                "--smtp-probe.modules.login.user=ada",
                "--smtp-probe.modules.login.password=" + SECRET,
                "--smtp-probe.modules.login.targets[0]=smtp.example.com",
                "--smtp-probe.modules.login.targets[1]=127.0.0.1:" + ofModule,
                "--smtp-probe.modules.brief.tls=plain",
                "--smtp-probe.modules.brief.deadline=700ms");
    }

    @AfterAll
    static void stop() {
        application.close();
        assertThat(application.log()).doesNotContain(SECRET);
    }

    private static HttpResponse<String> scrape(String query) {
        return Running.send(Running.loggedIn(application.to("/probe?" + query)));
    }

    private static String at(int port) {
        return "target=127.0.0.1:" + port;
    }

    @Test
    void aServerThatWorks() {
        int port = servers.play(WORKS).port();
        HttpResponse<String> answer = scrape(at(port) + "&module=clear");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;version=0.0.4;charset=utf-8");
        assertThat(answer.body())
                .contains(
                        "# TYPE smtp_probe_success gauge\nsmtp_probe_success 1.0\n",
                        "smtp_probe_verdict{verdict=\"passed\"} 1.0\n",
                        "smtp_probe_phase_duration_seconds{phase=\"ehlo\"} ",
                        "smtp_probe_last_run_timestamp_seconds 1.")
                .doesNotContain("ehlo_tls", "jvm_", "127.0.0.1", "cert_expiry_seconds ");
    }

    @Test
    void aServerThatDoesNotWorkIsAnAnswer() {
        int port =
                servers.play("S: 554 5.7.1 words of mine\nC: QUIT\nS: 221 bye").port();
        HttpResponse<String> answer = scrape(at(port) + "&module=clear");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("smtp_probe_success 0.0\n", "severity=\"error\"} 1.0\n")
                .doesNotContain("words of mine");
    }

    @Test
    void openMetricsForWhoeverWantsIt() {
        int port = servers.play(WORKS).port();
        HttpResponse<String> answer = Running.send(Running.loggedIn(application
                .to("/probe?module=clear&" + at(port))
                .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5")));
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/openmetrics-text;version=1.0.0;charset=utf-8");
        assertThat(answer.body()).contains("smtp_probe_success 1").endsWith("# EOF\n");
    }

    @Test
    void aModuleLogsIn() {
        ScriptedServer server = servers.start(ScriptedServer.playing(Script.parse(MailServerMetersTest.STARTTLS))
                .tls(AUTHORITY.issue("127.0.0.1").serverContext()));
        HttpResponse<String> refused = scrape(at(server.port()) + "&module=login");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("This target is not one of those of the module.\n");
        assertThat(server.connections())
                .as("the login goes to servers of the module alone")
                .isZero();
        try (Running other = Running.with(
                trusting(),
                "--smtp-probe.scrape.enabled=true",
                "--smtp-probe.modules.login.user=ada",
                "--smtp-probe.modules.login.password=" + SECRET,
                "--smtp-probe.modules.login.targets=127.0.0.1",
                "--smtp-probe.modules.login.port=" + server.port())) {
            HttpResponse<String> answer =
                    Running.send(Running.loggedIn(other.to("/probe?target=127.0.0.1&module=login")));
            assertThat(answer.body())
                    .contains("smtp_probe_success 1", "smtp_probe_step_success{step=\"auth\"} 1", "ehlo_tls")
                    .doesNotContain(SECRET, "ada");
            assertThat(other.get("/probe?target=127.0.0.1&module=login").statusCode())
                    .as("nobody is logged in")
                    .isEqualTo(403);
        }
    }

    private static SmtpProbe trusting() {
        try {
            return SmtpProbe.builder()
                    .tlsSettings(TlsSettings.builder()
                            .trustStore(AUTHORITY.trustStore())
                            .build())
                    .build();
        } catch (java.security.GeneralSecurityException none) {
            throw new IllegalStateException(none);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target=127.0.0.1:9&module=clear",
                "target=smtp.example.com",
                "target=allowed.example",
                "target=mx.notallowed.example",
                "target=mx.allowed.example:22",
                "target=smtp.example.com&module=login"
            })
    void whoeverIsNotLoggedInAsksListedServersAlone(String query) {
        HttpResponse<String> answer = application.get("/probe?" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body())
                .isEqualTo("This target is not one of smtp-probe.scrape.targets, and nobody is logged in.\n");
    }

    @Test
    void listedServersAreForEverybody() {
        HttpResponse<String> answer = application.get("/probe?module=clear&" + at(ofModule));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("smtp_probe_success 0.0\n", "step=\"connect\"} 0");
        assertThat(application
                        .get("/probe?module=brief&target=MX.Allowed.Example.")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "target=",
                "target=%20",
                "target=a%0D%0Ab",
                "target=smtp://mx.example.com",
                "target=ada@example.com",
                "target=mx.example.com:0",
                "target=mx.example.com:99999",
                "target=mx.example.com:smtp",
                "target=%5B::1",
                "target=mx.example.com&target=other.example.com",
                "target=mx.example.com&module=none",
                "target=mx.example.com&module=clear&module=clear",
                "target=mx.example.com&password=" + SECRET,
                "target=mx.example.com&debug=true",
                "target=%3Cscript%3E"
            })
    void nonsense(String query) {
        HttpResponse<String> answer = scrape(query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        assertThat(answer.body()).matches("[A-Z|a-z][^\\r\\n]+\\.\n").doesNotContain(SECRET);
    }

    /** How long the probe took, by itself: what a busy machine takes beside it is not asked for here. */
    private static double seconds(HttpResponse<String> answer) {
        Matcher took = DURATION.matcher(answer.body());
        assertThat(took.find()).as(answer.body()).isTrue();
        return Double.parseDouble(took.group(1));
    }

    @Test
    void theProbeEndsBeforeTheScrapeDoes() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            scrape("module=brief&" + at(silent.getLocalPort()));
            HttpResponse<String> answer =
                    Running.send(Running.loggedIn(application.to("/probe?module=clear&" + at(silent.getLocalPort())))
                            .header("X-Prometheus-Scrape-Timeout-Seconds", "1.5"));
            assertThat(seconds(answer)).isBetween(0.9, 1.4);
            assertThat(answer.body()).contains("smtp_probe_success 0.0\n");
            assertThat(seconds(scrape("module=brief&" + at(silent.getLocalPort()))))
                    .as("the module's")
                    .isLessThan(1.3);
        }
        assertThat(Running.send(Running.loggedIn(application.to("/probe?" + at(1)))
                                .header("X-Prometheus-Scrape-Timeout-Seconds", "soon"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void noMoreThanSoManyAtOnce() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(HttpClient.newHttpClient()
                        .sendAsync(
                                Running.loggedIn(application.to("/probe?module=clear&" + at(silent.getLocalPort())))
                                        .header("X-Prometheus-Scrape-Timeout-Seconds", "2")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()));
            }
            List<Integer> codes = answers.stream()
                    .map(each -> each.join().statusCode())
                    .sorted()
                    .toList();
            assertThat(codes).containsExactly(200, 200, 503, 503, 503);
        }
    }

    @Test
    void anotherSitesPageHasNobodyAsked() {
        HttpResponse<String> answer = Running.send(Running.loggedIn(application.to("/probe?module=clear&" + at(1)))
                .header("Sec-Fetch-Site", "cross-site"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    }

    @Test
    void offUnlessItIsWanted() {
        try (Running without = Running.with("--smtp-probe.scrape.enabled=yes")) {
            assertThat(Running.send(Running.loggedIn(without.to("/probe?target=127.0.0.1")))
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
