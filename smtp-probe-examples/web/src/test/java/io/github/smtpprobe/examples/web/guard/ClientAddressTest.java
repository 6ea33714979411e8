/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whose word about the client's address counts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientAddressTest {
    private RunningPage alone;
    private RunningPage behindProxies;

    @BeforeAll
    void start() {
        alone = RunningPage.start();
        behindProxies = RunningPage.start("--smtp-probe.proxies=127.0.0.1, 10.1.0.0/16, 2001:db8:ff::/48");
    }

    @AfterAll
    void close() {
        alone.close();
        behindProxies.close();
    }

    private static String client(RunningPage page, String... forwarded) throws Exception {
        String[] headers = new String[forwarded.length * 2];
        for (int i = 0; i < forwarded.length; i++) {
            headers[2 * i] = "X-Forwarded-For";
            headers[2 * i + 1] = forwarded[i];
        }
        return page.get("/test/client", headers).body().split(" ")[0];
    }

    @Test
    void aStrangersHeaderIsNotBelieved() throws Exception {
        assertThat(client(alone, "192.0.2.1")).isEqualTo("127.0.0.1");
        for (String header : List.of("Forwarded", "X-Real-IP", "X-Client-IP", "CF-Connecting-IP", "True-Client-IP")) {
            assertThat(alone.get("/test/client", header, "for=192.0.2.1").body())
                    .isEqualTo("127.0.0.1 http false");
            assertThat(behindProxies.get("/test/client", header, "192.0.2.1").body())
                    .isEqualTo("127.0.0.1 http false");
        }
        assertThat(alone.get("/test/client", "X-Forwarded-Proto", "https", "X-Forwarded-Ssl", "on")
                        .body())
                .isEqualTo("127.0.0.1 http false");
    }

    @Test
    void aProxysIs() throws Exception {
        assertThat(client(behindProxies, "192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(client(behindProxies)).isEqualTo("127.0.0.1");
        assertThat(behindProxies
                        .get("/test/client", "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Proto", "https")
                        .body())
                .isEqualTo("192.0.2.1 https true");
    }

    @Test
    void theClientIsTheLastThatIsNoProxy() throws Exception {
        assertThat(client(behindProxies, "203.0.113.9, 192.0.2.1"))
                .as("made up, and real")
                .isEqualTo("192.0.2.1");
        assertThat(client(behindProxies, "203.0.113.9, 192.0.2.1, 10.1.2.3")).isEqualTo("192.0.2.1");
        assertThat(client(behindProxies, "203.0.113.9", "192.0.2.1,10.1.2.3"))
                .as("two lines")
                .isEqualTo("192.0.2.1");
        assertThat(client(behindProxies, "10.1.2.4, 10.1.2.3"))
                .as("proxies alone")
                .isEqualTo("10.1.2.4");
        assertThat(client(behindProxies, "10.2.0.1")).as("another network").isEqualTo("10.2.0.1");
        assertThat(client(behindProxies, "127.0.0.1, 192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void ofIpv6Too() throws Exception {
        assertThat(client(behindProxies, "2001:db8::1")).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(client(behindProxies, "[2001:db8::1]:4711, 2001:db8:ff::7")).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(client(behindProxies, "::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(client(behindProxies, "192.0.2.1:4711")).isEqualTo("192.0.2.1");
    }

    @Test
    void nonsenseIsNobodysAddress() throws Exception {
        for (String nonsense : List.of(
                "",
                ",",
                "unknown",
                "_hidden",
                "localhost",
                "example.com",
                "192.0.2.256",
                "192.0.2",
                "3221225985",
                "0300.0.2.1",
                "192.0.2.1, nonsense",
                "1::2::3",
                "<script>",
                ":".repeat(100),
                "9".repeat(3_000))) {
            assertThat(client(behindProxies, nonsense)).as(nonsense).isEqualTo("127.0.0.1");
        }
        assertThat(client(behindProxies, "nonsense, 192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(client(behindProxies, "nonsense, 10.1.2.3")).isEqualTo("10.1.2.3");
    }
}
