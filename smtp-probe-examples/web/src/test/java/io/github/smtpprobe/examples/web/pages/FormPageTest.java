/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FormPageTest {
    private static final String SECRET = "canary-of-form";
    private static PageServer page;

    @BeforeAll
    static void start() {
        page = PageServer.staff();
    }

    @AfterAll
    static void stop() {
        page.close();
    }

    @Test
    void asksForEverythingAndLoadsNothingFromElsewhere() throws Exception {
        HttpResponse<String> form = page.get("/");
        assertThat(form.statusCode()).isEqualTo(200);
        for (String field : new String[] {"host", "port", "security", "user", "password", "token", "from", "to"}) {
            assertThat(form.body()).contains("<label for=\"" + field + "\"", "name=\"" + field + "\"");
        }
        assertThat(form.body())
                .contains("lang=\"en\"", "name=\"_csrf\"", "class=\"skip\"")
                .doesNotContain("style=", "<style", "onclick")
                .doesNotContainPattern("<script(?![^>]*src=\"/)")
                .doesNotContainPattern("(src|stylesheet\" href)=\"(https?:)?//");
    }

    @Test
    void saysWhatIsWrongBesideItsFieldAndRepeatsNoSecret() throws Exception {
        HttpResponse<String> answer = page.post(
                "/probes",
                Map.of(
                        "host",
                        "smtp://ada:" + SECRET + "1@mx.example.com",
                        "port",
                        "0",
                        "password",
                        SECRET + 2,
                        "token",
                        SECRET + 3));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains(
                        "role=\"alert\"",
                        "href=\"#host\"",
                        "href=\"#port\"",
                        "id=\"host-problem\"",
                        "id=\"port-problem\"")
                .containsPattern("id=\"host\"[^>]*aria-invalid=\"true\"")
                .containsPattern("id=\"host\"[^>]*aria-describedby=\"[^\"]*host-problem")
                .containsPattern("id=\"host\"[^>]*value=\"smtp://ada@mx.example.com\"")
                .doesNotContain(SECRET);
    }

    /** A browser sends no more than a field takes; whatever else does is refused, and not sent all of it back. */
    @Test
    void showsNoMoreThanAFieldTakes() throws Exception {
        String most = "a".repeat(1_000);
        HttpResponse<String> form =
                page.post("/probes", Map.of("host", "a".repeat(10_000), "user", "a".repeat(10_000)));
        assertThat(form.statusCode()).isEqualTo(422);
        assertThat(form.body()).contains("value=\"" + most + "\"").doesNotContain(most + "a");
        HttpResponse<String> domain = page.post("/domain", Map.of("domain", "a".repeat(10_000)));
        assertThat(domain.statusCode()).isEqualTo(422);
        assertThat(domain.body()).contains("value=\"" + most + "\"").doesNotContain(most + "a");
    }

    @Test
    void escapesWhatWasTyped() throws Exception {
        HttpResponse<String> answer =
                page.post("/probes", Map.of("host", "\"><script>alert(1)</script>", "from", "<b>", "port", "'<i>"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).doesNotContain("<script>alert", "<b>\"", "'<i>");
        assertThat(page.get("/?host=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").body())
                .doesNotContain("<script>alert");
    }

    @Test
    void anAddressFillsTheFormAndNoSecret() throws Exception {
        assertThat(page.get("/?host=smtp.example.com&port=2525&security=plain").body())
                .containsPattern("id=\"host\"[^>]*value=\"smtp.example.com\"")
                .containsPattern("id=\"port\"[^>]*value=\"2525\"")
                .containsPattern("value=\"plain\"[^>]*selected");
        for (String secret :
                List.of("password=" + SECRET, "token=" + SECRET, "host=smtp://ada:" + SECRET + "@x.example")) {
            HttpResponse<String> refused = page.get("/?port=2525&" + secret);
            assertThat(refused.statusCode()).as(secret).isEqualTo(400);
            assertThat(refused.body()).doesNotContain(SECRET);
        }
    }

    @Test
    void saysWhatItUnderstandsBeforeItTests() throws Exception {
        HttpResponse<String> mailbox = page.post("/understood", Map.of("host", "ada@example.com"));
        assertThat(mailbox.statusCode()).isEqualTo(200);
        assertThat(mailbox.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(mailbox.body()).contains("mail exchangers of the domain example.com");
        assertThat(page.post("/understood", Map.of("host", "smtp.example.com")).body())
                .isEqualTo(
                        "The test connects to the server smtp.example.com on port 587 with STARTTLS, then port 465 with"
                                + " implicit TLS, then port 2525 with STARTTLS, until everything works on one of them.");
        HttpResponse<String> secret = page.post("/understood", Map.of("host", "smtp://ada:" + SECRET + "@x"));
        assertThat(secret.statusCode()).isEqualTo(422);
        assertThat(secret.body()).contains("password").doesNotContain(SECRET);
    }

    @Test
    void needsItsOwnToken() throws Exception {
        HttpRequest forged = HttpRequest.newBuilder(URI.create(page.address() + "/probes"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("host=127.0.0.1"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(forged, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void asksStrangersForLess() throws Exception {
        try (PageServer strangers = PageServer.start("--smtp-probe.recipients=false")) {
            assertThat(strangers.get("/").body())
                    .contains("name=\"host\"")
                    .doesNotContain("name=\"password\"", "name=\"token\"", "name=\"to\"");
        }
    }

    @Test
    void saysWhenThereIsNoPlace() throws Exception {
        try (SilentServer silent = new SilentServer();
                PageServer full = PageServer.staff("--smtp-probe.at-once=1")) {
            Map<String, String> fields =
                    Map.of("host", "127.0.0.1", "port", Integer.toString(silent.port()), "security", "plain");
            String first = full.probe(fields);
            silent.awaitClient();
            HttpResponse<String> answer = full.post("/probes", fields);
            full.post(first + "/cancel", Map.of());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After").orElseThrow()).matches("[1-9][0-9]?");
            assertThat(answer.body()).contains("Too many people use this page", " Try again in ");
        }
    }
}
