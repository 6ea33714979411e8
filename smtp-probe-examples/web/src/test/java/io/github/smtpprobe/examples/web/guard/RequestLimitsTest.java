/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

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
        for (String start : List.of(
                "GET /test/form HT",
                "GET /test/form HTTP/1.1\r\nHost: x\r\nX-Slow: ",
                "POST /test/form HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 500\r\n\r\nhost=")) {
            try (Socket socket = slow(impatient, start)) {
                socket.getInputStream().readAllBytes();
            }
        }
    }

    @Test
    void aClientWhoseFormsArriveSlowlyHoldsFewThreads() throws Exception {
        String form = "POST /test/form HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 192.0.2.66\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nhost=";
        List<Socket> slow = new ArrayList<>();
        try {
            int status = 200;
            for (int tries = 0; tries < 50 && status == 200; tries++) {
                slow.removeIf(each -> !drip(each));
                slow.add(slow(page, form)); // one that comes while the page is asked for is refused
                status = page.get("/test/form", "X-Forwarded-For", "192.0.2.66").statusCode();
            }
            assertThat(status).as("the same client").isEqualTo(429);
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
