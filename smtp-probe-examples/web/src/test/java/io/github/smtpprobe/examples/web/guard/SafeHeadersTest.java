/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers of pages and of errors, and what errors say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SafeHeadersTest {
    private RunningPage page;

    @BeforeAll
    void start() {
        page = RunningPage.start("--smtp-probe.proxies=127.0.0.1", "--smtp-probe.quota.client=1/1h");
    }

    @AfterAll
    void close() {
        page.close();
    }

    private List<HttpResponse<String>> answers() throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        answers.add(page.get("/test/form"));
        answers.add(page.get("/nowhere"));
        answers.add(page.get("/probes/none"));
        answers.add(page.get("/test/broken"));
        answers.add(page.get("/test/broken", "Accept", "application/json"));
        answers.add(page.get("/test/broken", "Accept", "text/event-stream"));
        answers.add(page.post("/test/form", ""));
        answers.add(page.get("/a;b=c/%2e%2e/d"));
        answers.add(page.get("/actuator"));
        answers.add(page.get("/probe?target=x"));
        answers.add(page.get("/test/probe?host=mx.example.com", "X-Forwarded-For", "192.0.2.77"));
        answers.add(page.get("/test/probe?host=mx.example.com", "X-Forwarded-For", "192.0.2.77"));
        answers.add(page.get("/error"));
        return answers;
    }

    @Test
    void everyAnswerHasThem() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (HttpResponse<String> each : answers()) {
            statuses.add(each.statusCode());
            HttpHeaders headers = each.headers();
            String which = each.uri() + " " + each.statusCode();
            assertThat(headers.allValues("Content-Security-Policy")).as(which).hasSize(1);
            assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                    .as(which)
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                    .contains("form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "data:", "*");
            assertThat(headers.allValues("X-Content-Type-Options")).as(which).containsExactly("nosniff");
            assertThat(headers.allValues("Referrer-Policy")).as(which).containsExactly("no-referrer");
            assertThat(headers.allValues("Cross-Origin-Opener-Policy"))
                    .as(which)
                    .containsExactly("same-origin");
            assertThat(headers.allValues("X-Frame-Options")).as(which).containsExactly("DENY");
            assertThat(headers.firstValue("Permissions-Policy").orElse(""))
                    .as(which)
                    .contains("geolocation=()");
            assertThat(headers.allValues("Cache-Control")).as(which).containsExactly("no-store");
            assertThat(headers.firstValue("X-Robots-Tag").orElse("")).as(which).contains("noindex");
            assertThat(headers.firstValue("Server")).as(which).isEmpty();
        }
        assertThat(statuses).as("of each kind").contains(200, 400, 401, 403, 404, 429, 500);
    }

    @Test
    void whatIsTooMuchSaysWhenToComeBack() throws Exception {
        page.get("/test/probe?host=mx.example.com", "X-Forwarded-For", "192.0.2.78");
        HttpResponse<String> refused = page.get("/test/probe?host=mx.example.com", "X-Forwarded-For", "192.0.2.78");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(3_500, 3_601);
    }

    @Test
    void errorsSayNothingOfWhatIsInside() throws Exception {
        List<String> bodies = new ArrayList<>();
        for (HttpResponse<String> each : answers()) {
            if (each.statusCode() >= 400) {
                bodies.add(each.statusCode() + " " + each.uri() + "\n" + each.body());
            }
        }
        bodies.add(page.raw("GET /test/\u0000 HTTP/1.1\r\nHost: x\r\n\r\n"));
        bodies.add(page.raw("GET /test/<script> HTTP/1.1\r\nHost: x\r\n\r\n"));
        bodies.add(page.raw("nonsense\r\n\r\n"));
        bodies.add(page.raw("GET / HTTP/1.1\r\n\r\n"));
        bodies.add(page.raw("GET /test/form HTTP/1.1\r\nHost: x\r\nCookie: a=" + "x".repeat(9_000) + "\r\n\r\n"));
        for (String each : bodies) {
            assertThat(each)
                    .as(each)
                    .isNotEmpty()
                    .doesNotContainIgnoringCase("canary")
                    .doesNotContainIgnoringCase("exception")
                    .doesNotContainIgnoringCase("whitelabel")
                    .doesNotContainIgnoringCase("tomcat")
                    .doesNotContainIgnoringCase("spring")
                    .doesNotContain("\tat ", "<script>");
        }
    }

    /** What the container says of an error, and not what a controller says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|This was not accepted|What the browser sent cannot be read.",
                "401|A login is needed|Load the page again, and log in",
                "403|This was not accepted|The page was open for too long",
                "404|There is no such page|Nothing is at this address.",
                "405|This did not work|This address is for a form and was opened as a page",
                "406|This did not work|What is at this address is not available in the form that was asked for.",
                "408|This did not work|What the browser sent took too long to arrive: try again.",
                "410|This did not work|The browser sent a request that this page cannot answer.",
                "413|This was not accepted|What was sent is too long",
                "415|This was not accepted|This address accepts only a form, and something else was sent.",
                "429|Not now|You have sent too many requests in a short time",
                "500|This did not work|This page has a fault; its operator finds the cause in the log.",
                "503|Not now|Too many people use this page at the moment."
            })
    void eachErrorSaysWhatToDo(int status, String title, String sentence) throws Exception {
        HttpResponse<String> answer = page.get("/test/error?status=" + status);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("<h1>" + title + "</h1>", sentence);
    }

    /** The container alone goes there; to others it would tell of a fault that there was not. */
    @Test
    void theAddressOfErrorsIsNoPage() throws Exception {
        for (String path : List.of("/error", "/%65rror", "/error?status=500")) {
            HttpResponse<String> answer = page.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).contains("There is no such page");
            HttpResponse<String> json = page.get(path, "Accept", "application/json");
            assertThat(json.statusCode()).as(path).isEqualTo(404);
            assertThat(json.body()).as(path).contains("\"status\":404");
        }
    }

    @Test
    void overTlsBrowsersAreToldToStayThere() throws Exception {
        assertThat(page.get("/test/form").headers().firstValue("Strict-Transport-Security"))
                .isEmpty();
        assertThat(page.get("/test/form", "X-Forwarded-Proto", "https")
                        .headers()
                        .firstValue("Strict-Transport-Security"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("max-age="));
    }
}
