/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Who comes in, and which settings let nobody in. */
class EntranceTest {
    private static final String[] PASSWORD = {
        "--smtp-probe.audience=staff", "--spring.security.user.name=ada", "--spring.security.user.password=tell-nobody"
    };

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private static Throwable root(Throwable thrown) {
        return thrown.getCause() == null || thrown instanceof CannotStart ? thrown : root(thrown.getCause());
    }

    private static void cannotStart(String what, String... settings) {
        assertThatThrownBy(() -> RunningPage.start(settings).close())
                .as(List.of(settings).toString())
                .satisfies(thrown -> assertThat(root(thrown)).hasMessageContaining(what));
    }

    @Test
    void staffWithoutAnyLoginAreNotOpenToTheWorld() {
        cannotStart("without any login", "--smtp-probe.audience=staff");
        cannotStart("without any login", "--smtp-probe.audience=staff", "--server.address=0.0.0.0");
        cannotStart("without any login", "--smtp-probe.audience=staff", "--spring.security.user.password=");
        cannotStart("no proxy is known", "--smtp-probe.audience=staff", "--smtp-probe.login-by=proxy");
        FailureAnalysis told = new CannotStartAnalyzer().analyze(new CannotStart("what", "remedy"));
        assertThat(told.getDescription()).isEqualTo("what");
        assertThat(told.getAction()).isEqualTo("remedy");
    }

    @Test
    void othersThatBelieveHeadersAreRefused() {
        cannotStart("would trust", "--server.forward-headers-strategy=framework");
        cannotStart("would trust", "--server.forward-headers-strategy=native");
    }

    @Test
    void withAPasswordWhoeverHasItComesIn() throws Exception {
        try (RunningPage page = RunningPage.start(PASSWORD)) {
            for (String path : List.of("/", "/test/form", "/page.css", "/probes/x", "/codes", "/actuator", "/probe")) {
                assertThat(page.get(path).statusCode()).as(path).isEqualTo(401);
            }
            assertThat(page.get("/actuator/health", "Accept", "*/*").statusCode())
                    .isEqualTo(200);
            assertThat(page.get("/test/form", "Authorization", basic("ada:wrong"))
                            .statusCode())
                    .isEqualTo(401);
            String known = basic("ada:tell-nobody");
            RunningPage.Form form = page.form("Authorization", known);
            assertThat(page.post("/test/form", "host=mx&_csrf=" + form.token(), form.headers("Authorization", known))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(page.post("/test/form", "host=mx", form.headers("Authorization", known))
                            .statusCode())
                    .as("forged")
                    .isEqualTo(403);
        }
    }

    @Test
    void passwordsAreNotGuessedForLong() throws Exception {
        String[] settings = {
            PASSWORD[0],
            PASSWORD[1],
            PASSWORD[2],
            "--smtp-probe.quota.wrong-logins=3/1h",
            "--smtp-probe.proxies=127.0.0.1"
        };
        try (RunningPage page = RunningPage.start(settings)) {
            for (int guess = 0; guess < 3; guess++) {
                assertThat(page.get(
                                        "/test/form",
                                        "X-Forwarded-For",
                                        "192.0.2.1",
                                        "Authorization",
                                        basic("ada:" + guess))
                                .statusCode())
                        .isEqualTo(401);
            }
            String known = basic("ada:tell-nobody");
            assertThat(page.get("/test/form", "X-Forwarded-For", "192.0.2.1", "Authorization", known)
                            .statusCode())
                    .isEqualTo(429);
            assertThat(page.get("/test/form", "X-Forwarded-For", "192.0.2.2", "Authorization", known)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void atThisMachineAloneNoPasswordIsNeededAndNoOtherNameLeadsThere() throws Exception {
        try (RunningPage page = RunningPage.start("--smtp-probe.audience=staff", "--server.address=127.0.0.1")) {
            assertThat(page.get("/test/form").statusCode()).isEqualTo(200);
            assertThat(page.get("/actuator").statusCode()).isEqualTo(401);
            assertThat(page.raw("GET /test/form HTTP/1.1\r\nHost: localhost:" + page.port() + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(page.raw(
                            "GET /test/form HTTP/1.1\r\nHost: rebound.attacker.example:" + page.port() + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void behindALoginOfAProxyOnlyItComesIn() throws Exception {
        String[] settings = {
            "--smtp-probe.audience=staff", "--smtp-probe.login-by=proxy", "--smtp-probe.proxies=127.0.0.1"
        };
        try (RunningPage page = RunningPage.start(settings)) {
            assertThat(page.get("/test/form").statusCode()).isEqualTo(200);
        }
        String[] others = {
            "--smtp-probe.audience=staff", "--smtp-probe.login-by=proxy", "--smtp-probe.proxies=192.0.2.1"
        };
        try (RunningPage page = RunningPage.start(others)) {
            assertThat(page.get("/test/form").statusCode()).isEqualTo(401);
            assertThat(page.get("/test/form", "X-Forwarded-For", "192.0.2.1").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void monitorsComeInWhereTargetsAreListedAndElseWithALogin() throws Exception {
        try (RunningPage page = RunningPage.start("--smtp-probe.scrape.targets=mx.example.com")) {
            assertThat(page.get("/probe?target=mx.example.com").statusCode()).isNotEqualTo(401);
            assertThat(page.get("/actuator").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void strangersNeedNoLoginAndHealthTellsThemNoDetails() throws Exception {
        try (RunningPage page = RunningPage.start("--management.endpoints.web.exposure.include=*")) {
            assertThat(page.get("/test/form").statusCode()).isEqualTo(200);
            assertThat(page.get("/actuator/health", "Accept", "application/json")
                            .body())
                    .contains("\"status\":\"UP\"")
                    .doesNotContain("details", "diskSpace");
            for (String endpoint : List.of("metrics", "env", "beans", "loggers/root", "mappings")) {
                assertThat(page.get("/actuator/" + endpoint).statusCode())
                        .as(endpoint)
                        .isEqualTo(401);
                assertThat(page.get("/actuator/" + endpoint, "Authorization", basic("user:"))
                                .statusCode())
                        .as(endpoint)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void noPasswordIsMadeUp() {
        try (RunningPage page = RunningPage.start()) {
            UserDetailsService users = page.bean(UserDetailsService.class);
            assertThatThrownBy(() -> users.loadUserByUsername("user")).isInstanceOf(UsernameNotFoundException.class);
        }
    }
}
