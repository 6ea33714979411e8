/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/** Requests that are too large, or never come whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestLimitsTest {
    private RunningPage page;
    private RunningPage impatient;

    @BeforeAll
    void start() {
        page = RunningPage.start("--smtp-probe.quota.requests-at-once=4", "--smtp-probe.proxies=127.0.0.1");
        impatient = RunningPage.start("--server.tomcat.connection-timeout=700ms");
    }

    @AfterAll
    void close() {
        page.close();
        impatient.close();
    }

    @Test
    void aFormHasSixHundredKibibytesAtMost() throws Exception {
        RunningPage.Form form = page.form();
        String start = "_csrf=" + form.token() + "&host=";
        HttpResponse<String> large = page.post("/test/form", start + "x".repeat(600_000), form.headers());
        assertThat(large.statusCode()).isEqualTo(200);
        HttpResponse<String> tooLarge = page.post("/test/form", start + "x".repeat(630_000), form.headers());
        assertThat(tooLarge.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(tooLarge.body().length()).isLessThan(5_000);
    }

    @Test
    void aFormHasFiftyFieldsAtMost() throws Exception {
        RunningPage.Form form = page.form();
        StringBuilder fields = new StringBuilder("_csrf=" + form.token());
        for (int i = 0; i < 40; i++) {
            fields.append("&f").append(i).append("=1");
        }
        assertThat(page.post("/test/form", fields.toString(), form.headers()).statusCode())
                .isEqualTo(200);
        for (int i = 0; i < 20; i++) {
            fields.append("&g").append(i).append("=1");
        }
        assertThat(page.post("/test/form", fields.toString(), form.headers()).statusCode())
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void headersHaveEightKibibytesAtMost() throws Exception {
        assertThat(page.get("/test/form", "X-Filler", "x".repeat(7_000)).statusCode())
                .isEqualTo(200);
        assertThat(page.get("/test/form", "X-Filler", "x".repeat(9_000)).statusCode())
                .isBetween(400, 431);
    }

    private static Socket slow(RunningPage page, String start) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.port());
        socket.setSoTimeout(5_000);
        socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void whoSendsNothingMoreIsLeft() throws Exception {
        try (Socket line = slow(impatient, "GET /test/form HT");
                Socket header = slow(impatient, "GET /test/form HTTP/1.1\r\nHost: x\r\nX-Slow: ");
                Socket form = slow(
                        impatient,
                        "POST /test/form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                + "Content-Length: 500\r\n\r\nhost=")) {
            line.getInputStream().readAllBytes();
            header.getInputStream().readAllBytes();
            form.getInputStream().readAllBytes();
        }
    }

    @Test
    void aClientWhoseFormsArriveSlowlyHoldsFewThreads() throws Exception {
        String form = "POST /test/form HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.66\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nhost=";
        List<Socket> slow = new ArrayList<>();
        try {
            int status = 200;
            String body = "";
            for (int tries = 0; tries < 50 && status == 200; tries++) {
                slow.removeIf(each -> !drip(each));
                slow.add(slow(page, form)); // one that comes while the page is asked for is refused
                HttpResponse<String> answer = page.get("/test/form", "X-Forwarded-For", "192.0.2.66");
                status = answer.statusCode();
                body = answer.body();
            }
            assertThat(status).as("the same client").isEqualTo(429);
            assertThat(body)
                    .contains("<h1>Not now</h1>", "You have sent too many requests in a short time", "Try again in ")
                    .doesNotContain("cannot answer");
            slow.removeIf(each -> !drip(each));
            assertThat(slow).as("those that hold a thread").hasSizeGreaterThanOrEqualTo(4);
            assertThat(page.get("/test/form", "X-Forwarded-For", "192.0.2.67").statusCode())
                    .as("another client")
                    .isEqualTo(200);
        } finally {
            for (Socket each : slow) {
                each.close();
            }
        }
    }

    /** Strangers who go away in the middle of a form are no news for the operator, and must not fill the log. */
    @Test
    void formsThatAreGivenUpWriteNothingIntoTheLog() throws Exception {
        Warnings warnings = new Warnings();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        warnings.setContext(root.getLoggerContext());
        warnings.start();
        root.addAppender(warnings);
        String form = "Host: x\r\nX-Forwarded-For: 192.0.2.68\r\nContent-Type: application/x-www-form-urlencoded\r\n";
        try {
            for (String path : List.of("/explain", "/probes", "/test/form", "/nowhere", "/error")) {
                for (boolean reset : new boolean[] {true, false}) {
                    String start = "POST " + path + " HTTP/1.1\r\n" + form;
                    giveUp(page, start + "Content-Length: 500\r\n\r\ntext=22", reset);
                    giveUp(page, start + "Transfer-Encoding: chunked\r\n\r\n7\r\ntext=22\r\n", reset);
                    giveUp(page, start + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", reset);
                }
            }
            try (Socket socket =
                    slow(impatient, "POST /explain HTTP/1.1\r\n" + form + "Content-Length: 500\r\n\r\ntext=2")) {
                socket.getInputStream().readAllBytes();
            }
            HttpResponse<String> after = page.get("/test/form", "X-Forwarded-For", "192.0.2.69");
            assertThat(after.statusCode()).isEqualTo(200);
        } finally {
            root.detachAppender(warnings);
        }
        assertThat(warnings.lines).isEmpty();
    }

    private static void giveUp(RunningPage page, String start, boolean reset) throws Exception {
        try (Socket socket = slow(page, start)) {
            if (reset) {
                socket.setSoLinger(true, 0);
            } else {
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes(); // until the page is done with it
            }
        }
    }

    /** What an operator would see. */
    private static final class Warnings extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                String thrown =
                        event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
                lines.add(event.getLoggerName() + " " + event.getFormattedMessage() + " " + thrown);
            }
        }
    }

    /** Whether the page still takes it; one that was refused is closed. */
    private static boolean drip(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return true;
        } catch (IOException closed) {
            return false;
        }
    }
}
