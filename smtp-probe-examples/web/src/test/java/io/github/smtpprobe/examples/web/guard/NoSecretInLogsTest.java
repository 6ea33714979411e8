/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever the level, a password that somebody typed is in no log, nor is one of a login. */
class NoSecretInLogsTest {
    private static final String CANARY = "canary-no-log-ever-sees";

    /** All that is logged. */
    private static final class Everything extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLoggerName().startsWith("jdk.internal.httpclient")) { // the client of this test
                return;
            }
            String thrown =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(
                    event.getLoggerName() + " " + event.getLevel() + " " + event.getFormattedMessage() + " " + thrown);
        }
    }

    @Test
    void atTraceToo() throws Exception {
        Everything everything = new Everything();
        try (RunningPage page = RunningPage.start("--spring.security.user.password=" + CANARY)) {
            Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            everything.setContext(root.getLoggerContext());
            everything.start();
            Level before = root.getLevel();
            root.addAppender(everything);
            root.setLevel(Level.TRACE);
            try {
                RunningPage.Form form = page.form();
                String filled = "host=mx.example.com&password=" + CANARY + "&_csrf=" + form.token();
                assertThat(page.post("/test/form", filled, form.headers()).statusCode())
                        .isEqualTo(200);
                assertThat(page.post("/test/form", filled).statusCode())
                        .as("forged")
                        .isEqualTo(403);
                assertThat(page.post("/nowhere", filled, form.headers()).statusCode())
                        .isEqualTo(404);
                for (String path : List.of("/probes", "/explain")) {
                    page.post(path, filled + "&user=ada&from=&to=&text=" + CANARY, form.headers());
                }
                for (String broken : List.of("%FF", "%zz", "%")) { // the container's exception quotes them
                    String[] headers = Stream.concat(
                                    Arrays.stream(form.headers()), Stream.of("X-XSRF-TOKEN", form.token()))
                            .toArray(String[]::new);
                    assertThat(page.post("/test/form", "host=x&password=" + CANARY + broken, headers)
                                    .statusCode())
                            .isEqualTo(400);
                }
                for (String address : List.of(
                        "/probes?password=" + CANARY,
                        "/probes?x=" + CANARY,
                        "/explain?" + CANARY,
                        "/test/form?%70assword=" + CANARY,
                        "/nowhere?token=" + CANARY + "%zz",
                        "/error?password=" + CANARY)) {
                    assertThat(page.post(address.replace("%zz", ""), filled, form.headers())
                                    .statusCode())
                            .as(address)
                            .isEqualTo(400);
                    page.raw("POST " + address
                            + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    page.raw("POST " + address + "{ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
                }
                for (String address : List.of(
                        "/?password=" + CANARY,
                        "/nowhere?Token=" + CANARY,
                        "/?host=ada:" + CANARY + "@mx.example.com",
                        "/?host=smtps%3A%2F%2Fada%3A" + CANARY + "@mx.example.com",
                        "/probe?target=x&password=" + CANARY)) {
                    HttpResponse<String> answer = page.get(address);
                    assertThat(answer.statusCode()).as(address).isEqualTo(400);
                    assertThat(answer.body())
                            .startsWith("This was not accepted")
                            .doesNotContain(CANARY);
                }
                assertThat(page.get("/?host=smtps%3A%2F%2Fada@mx.example.com").statusCode())
                        .isEqualTo(200);
                assertThat(page.get("/?host=mx.example.com%3A25&from=ada@example.com")
                                .statusCode())
                        .isEqualTo(200);
                page.raw("GET /explain HTTP/1.1\r\nHost: x\r\nAuthorization Basic " + CANARY + "\r\n\r\n");
                String login = Base64.getEncoder().encodeToString(("user:" + CANARY).getBytes());
                page.get("/actuator", "Authorization", "Basic " + login);
                page.get("/actuator", "Authorization", "Basic " + login + "x");
                assertThat(everything.lines).as("is heard").anyMatch(line -> line.contains("/test/form"));
                assertThat(everything.lines)
                        .noneMatch(line -> line.contains(CANARY))
                        .noneMatch(line -> line.contains(login));
            } finally {
                root.detachAppender(everything);
                root.setLevel(before);
            }
        }
    }
}
