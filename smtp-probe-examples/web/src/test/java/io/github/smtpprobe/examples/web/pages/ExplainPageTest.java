/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExplainPageTest {
    private static PageServer page;

    @BeforeAll
    static void start() {
        page = PageServer.start();
    }

    @AfterAll
    static void stop() {
        page.close();
    }

    private static HttpResponse<String> explain(String text) throws Exception {
        return page.post("/explain", Map.of("text", text));
    }

    @Test
    void explainsADialogueAndMasksItsLogin() throws Exception {
        HttpResponse<String> answer = explain("""
                220 mx.example.com ESMTP
                EHLO me.example.com
                250-mx.example.com
                250 AUTH PLAIN
                AUTH PLAIN AGFkYQBjYW5hcnktc2VjcmV0
                535 5.7.8 Authentication failed
                """);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("verdict failed", "What to do:", "href=\"/codes#535\"", "href=\"/codes#5.7.8\"")
                .doesNotContain("AGFkYQBjYW5hcnktc2VjcmV0", "canary-secret");
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
    }

    @Test
    void explainsOneLineOfALog() throws Exception {
        assertThat(explain(
                                "status=bounced (host mx.example.net[192.0.2.9] said: 550 5.1.1 <bob@example.net>: user unknown)")
                        .body())
                .contains("verdict failed", "5.1.1");
    }

    @Test
    void saysWhatItCannotRead() throws Exception {
        for (String text : new String[] {"", "   ", "good morning", "x".repeat(140_000)}) {
            HttpResponse<String> answer = explain(text);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body())
                    .contains("Nothing was explained", "role=\"alert\"", "aria-invalid=\"true\"", "href=\"#text\"");
        }
        assertThat(explain("x".repeat(140_000)).body()).contains("The text is longer than 128 Ki characters");
        assertThat(explain("good morning").body()).containsPattern("<textarea[^>]*>good morning</textarea>");
    }

    @Test
    void refusesAFlood() throws Exception {
        HttpResponse<String> huge = explain("x".repeat(700_000));
        assertThat(huge.statusCode()).isEqualTo(413);
        assertThat(huge.body()).contains("What was sent is too long", "leave out all but the dialogue that failed");
    }

    @Test
    void escapesWhatWasPasted() throws Exception {
        assertThat(explain("</textarea><script>alert(1)</script>").body()).doesNotContain("<script>alert");
        assertThat(explain("220 <script>alert(1)</script>\nEHLO <img src=x>\n550 5.7.1 <svg/onload=alert(2)>\n")
                        .body())
                .doesNotContain("<script>alert", "<img", "<svg/onload");
    }
}
