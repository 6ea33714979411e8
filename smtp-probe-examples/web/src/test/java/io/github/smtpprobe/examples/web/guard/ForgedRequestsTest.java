/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests that another site has a browser send. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedRequestsTest {
    private RunningPage page;

    @BeforeAll
    void start() {
        page = RunningPage.start("--smtp-probe.proxies=127.0.0.1");
    }

    @AfterAll
    void close() {
        page.close();
    }

    @Test
    void aFormOfOursIsTaken() throws Exception {
        RunningPage.Form form = page.form();
        HttpResponse<String> posted = page.post("/test/form", "host=mx&_csrf=" + form.token(), form.headers());
        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(posted.body()).startsWith("mx");
        assertThat(page.post("/test/form", "host=mx", form.headers("X-XSRF-TOKEN", form.token()))
                        .statusCode())
                .as("by a script")
                .isEqualTo(200);
    }

    @Test
    void oneWithoutItsTokenIsNot() throws Exception {
        RunningPage.Form form = page.form();
        RunningPage.Form other = page.form();
        assertThat(page.post("/test/form", "host=mx", form.headers()).statusCode())
                .as("none")
                .isEqualTo(403);
        assertThat(page.post("/test/form", "host=mx&_csrf=", form.headers()).statusCode())
                .as("empty")
                .isEqualTo(403);
        assertThat(page.post("/test/form", "host=mx&_csrf=" + form.token()).statusCode())
                .as("without the cookie, as from another site")
                .isEqualTo(403);
        assertThat(page.post("/test/form", "host=mx&_csrf=" + other.token(), form.headers())
                        .statusCode())
                .as("another browser's")
                .isEqualTo(403);
        for (String path : List.of("/probes", "/domain", "/probes/abc/cancel", "/explain", "/nowhere")) {
            assertThat(page.post(path, "host=mx", form.headers()).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @Test
    void theTokenIsInACookieThatNoScriptReadsAndNoSessionIsKept() throws Exception {
        List<String> cookies = page.get("/test/form").headers().allValues("Set-Cookie");
        assertThat(cookies)
                .singleElement()
                .asString()
                .startsWith("smtp-probe-csrf=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure", "JSESSIONID");
        assertThat(page.get("/page.css", "Accept", "text/css").headers().allValues("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void aPageThatIsOnItsWayBeforeItsFormComesHasTheCookie() throws Exception {
        assertThat(page.get("/test/long").headers().allValues("Set-Cookie")).hasSize(1);
    }

    @Test
    void overTlsNoOtherHostCanSetIt() throws Exception {
        List<String> cookies = page.get("/test/form", "X-Forwarded-Proto", "https", "X-Forwarded-For", "192.0.2.1")
                .headers()
                .allValues("Set-Cookie");
        assertThat(cookies)
                .singleElement()
                .asString()
                .startsWith("__Host-smtp-probe-csrf=")
                .contains("Secure", "HttpOnly", "Path=/")
                .doesNotContain("Domain");
        RunningPage.Form form = page.form("X-Forwarded-Proto", "https");
        String tossed = form.cookie().replace("__Host-", "");
        assertThat(page.post(
                                "/test/form",
                                "host=mx&_csrf=" + form.token(),
                                "Cookie",
                                tossed,
                                "X-Forwarded-Proto",
                                "https")
                        .statusCode())
                .isEqualTo(403);
    }
}
