/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import static io.github.smtpprobe.fetch.Fetching.AUTHORITY;
import static io.github.smtpprobe.fetch.Fetching.HOST;
import static io.github.smtpprobe.fetch.PolicyHost.POLICY;
import static io.github.smtpprobe.fetch.PolicyHost.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.mtasts.PolicyProblem;
import io.github.smtpprobe.mtasts.StsPolicy;
import io.github.smtpprobe.testkit.ForwardingConnection;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.transport.Connection;
import io.github.smtpprobe.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy host may do to whoever asks it: each ends in a result, in time, and with bounded memory. */
@Timeout(Patience.HANGING)
class HostilePolicyHostTest {
    private static final byte[] MEBIBYTE = new byte[1024 * 1024];

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void endless(OutputStream out, byte[] piece) throws IOException {
        for (int i = 0; i < 1024; i++) {
            out.write(piece);
        }
    }

    private static PolicyFetch from(PolicyHost.Answer answer) throws Exception {
        try (PolicyHost host = PolicyHost.https(AUTHORITY.issue(HOST), answer)) {
            PolicyFetch fetch = new Fetching().from(host);
            assertThat(host.sent()).as("octets that were sent before we left").isLessThan(64 * MEBIBYTE.length);
            return fetch;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1073741824", "Content-Length: 65537", "X: y"})
    void aGigabyteIsNotRead(String field) throws Exception {
        PolicyFetch fetch = from(out -> {
            out.write(octets("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + field + "\r\n\r\n"));
            endless(out, MEBIBYTE);
        });
        assertThat(fetch.outcome()).isEqualTo(Outcome.TOO_BIG);
        assertThat(fetch.body()).hasSize(64 * 1024);
        assertThat(fetch.plainText()).isTrue();
    }

    @Test
    void aGigabyteInChunksIsNotReadEither() throws Exception {
        PolicyFetch fetch = from(out -> {
            out.write(octets("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
            byte[] chunk = octets("100\r\n" + "x".repeat(256) + "\r\n");
            for (int i = 0; i < 4_000_000; i++) {
                out.write(chunk);
            }
        });
        assertThat(fetch.outcome()).isEqualTo(Outcome.TOO_BIG);
        assertThat(fetch.body()).hasSize(64 * 1024);
    }

    @Test
    void whatIsAsLongAsAllowedIsRead() throws Exception {
        PolicyFetch fetch = Fetching.answer(ok("x".repeat(64 * 1024)));
        assertThat(fetch.outcome()).isEqualTo(Outcome.FETCHED);
        assertThat(fetch.body()).hasSize(64 * 1024);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK\\nx: y\\n | X: y\\r\\n    | more than 100 lines of header fields",
                "HTTP/1.1 200 OK\\n        | X: | header is longer than 16384 octets",
                "''                        | HTTP/1.1 200 | header is longer than 16384 octets",
                "HTTP/1.1 200 OK\\n        | ' folded\\r\\n' | header that is no field",
                "HTTP/1.1 200 OK\\nX: y\\n | ' folded\\r\\n' | more than 100 lines of header fields",
                "''                        | HTTP/1.1 103 x\\r\\n\\r\\n | more than 10 interim answers",
            })
    void endlessHeaders(String beginning, String piece, String words) throws Exception {
        PolicyFetch fetch = from(out -> {
            out.write(octets(beginning.replace("\\n", "\r\n")));
            endless(out, octets(piece.replace("\\r", "\r").replace("\\n", "\n").repeat(1_000)));
        });
        assertThat(fetch.outcome()).isEqualTo(Outcome.BAD_HTTP);
        assertThat(fetch.detail()).contains(words);
        assertThat(fetch.body()).isEmpty();
    }

    @Test
    void aGzipBombIsLeftAsItIs() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 16; i++) {
                gzip.write(MEBIBYTE);
            }
        }
        PolicyFetch fetch = from(out -> {
            out.write(
                    octets("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.size() + "\r\n\r\n"));
            out.write(bomb.toByteArray());
        });
        assertThat(fetch.outcome()).isEqualTo(Outcome.FETCHED);
        assertThat(fetch.contentEncoding()).contains("gzip");
        assertThat(fetch.body()).isEqualTo(bomb.toByteArray());
        assertThat(StsPolicy.parse(fetch.body()).valid()).isFalse();
    }

    @Test
    void oddTextIsFetchedAndIsNoPolicy() throws Exception {
        for (Charset each : new Charset[] {StandardCharsets.UTF_16, StandardCharsets.UTF_16LE}) {
            byte[] body = POLICY.getBytes(each);
            PolicyFetch fetch = from(out -> {
                out.write(octets("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n"));
                out.write(body);
            });
            assertThat(fetch.outcome()).isEqualTo(Outcome.FETCHED);
            assertThat(StsPolicy.parse(fetch.body()).has(PolicyProblem.Code.UTF_16))
                    .isTrue();
        }
        assertThat(StsPolicy.parse(Fetching.answer(ok("\u00EF\u00BB\u00BF" + POLICY))
                                .body())
                        .has(PolicyProblem.Code.BYTE_ORDER_MARK))
                .isTrue();
        assertThat(StsPolicy.parse(Fetching.answer(ok(POLICY.replace("mode", "\0mode")))
                                .body())
                        .has(PolicyProblem.Code.CONTROL_CHARACTER))
                .isTrue();
        assertThat(StsPolicy.parse(Fetching.answer(ok("<html></html>")).body()).has(PolicyProblem.Code.HTML))
                .isTrue();
    }

    /** On a virtual clock: an octet each second, from the answer's body on, of a host that would go on for hours. */
    @Test
    void oneOctetASecondEndsAfterAMinute() throws Exception {
        VirtualTicker ticker = new VirtualTicker();
        AtomicBoolean dripping = new AtomicBoolean();
        Transport slow = (route, deadline) -> dripping(Transport.sockets().connect(route, deadline), ticker, dripping);
        try (PolicyHost host = PolicyHost.https(AUTHORITY.issue(HOST), out -> {
            dripping.set(true);
            out.write(octets(ok(POLICY.repeat(100))));
        })) {
            PolicyFetch fetch = new Fetching()
                    .over(slow)
                    .until(Deadline.after(Duration.ofHours(1), ticker))
                    .from(host);
            assertThat(fetch.outcome()).isEqualTo(Outcome.TIME);
            assertThat(fetch.took()).isEqualTo(Duration.ofSeconds(60));
            assertThat(fetch.tls().orElseThrow().authenticated()).isTrue();
        }
    }

    private static Connection dripping(Connection made, VirtualTicker ticker, AtomicBoolean on) {
        return new ForwardingConnection(made) {
            @Override
            public int read(byte[] buffer, Deadline deadline) throws IOException {
                if (!on.get()) {
                    return super.read(buffer, deadline);
                }
                byte[] one = new byte[1];
                int count = super.read(one, deadline);
                buffer[0] = one[0];
                ticker.advance(Duration.ofSeconds(1));
                return count;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nX: y",
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nversion",
                "HTTP/1.1 200 OK\r\n\r\nversion",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nversion"
            })
    void aHostThatStallsEndsAtTheDeadline(String beginning) throws Exception {
        try (PolicyHost host = PolicyHost.https(AUTHORITY.issue(HOST), out -> {
            out.write(octets(beginning));
            new CountDownLatch(1).await();
        })) {
            PolicyFetch fetch = Patience.until(
                    found -> found.tls()
                            .filter(tls -> tls.protocol().isPresent())
                            .isPresent(),
                    length -> new Fetching().until(Fetching.in(length)).from(host));
            assertThat(fetch.outcome()).isEqualTo(Outcome.TIME);
        }
    }

    @Test
    void aHostThatNeverAnswersTheHandshakeEndsAtTheDeadline() throws Exception {
        try (PolicyHost host = PolicyHost.plain(socket -> new CountDownLatch(1).await())) {
            PolicyFetch fetch =
                    new Fetching().until(Fetching.in(Duration.ofMillis(500))).from(host);
            assertThat(fetch.outcome()).isEqualTo(Outcome.TIME);
            assertThat(fetch.tls().orElseThrow().chain()).isEmpty();
        }
    }

    @Test
    void aCancelFreesAFetchThatWaits() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (PolicyHost host = PolicyHost.https(AUTHORITY.issue(HOST), out -> {
            asked.countDown();
            new CountDownLatch(1).await();
        })) {
            Fetching fetching = new Fetching();
            Thread other = new Thread(() -> {
                try {
                    asked.await();
                    fetching.cancel();
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
            });
            other.start();
            assertThat(fetching.from(host).outcome()).isEqualTo(Outcome.CANCELLED);
            other.join();
        }
    }

    @Test
    void aHostThatClosesAtOnce() throws Exception {
        try (PolicyHost host = PolicyHost.plain(socket -> socket.close())) {
            assertThat(new Fetching().from(host).outcome()).isEqualTo(Outcome.TLS_FAILED);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                 | closed without an answer",
                "HTTP/1.1 200 OK\\nContent-Len      | closed within the answer's header",
                "version: STSv1\\nmode: none\\n     | does not answer in HTTP/1.1",
                "<html>no header</html>             | closed within the answer's header",
                "HTTP/1.1 200 OK\\nContent-Length: 99\\n\\nversion | closed within the body",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5\\nhello\\n | closed within the body",
            })
    void aHostThatClosesEarly(String answer, String words) throws Exception {
        PolicyFetch fetch = Fetching.answer(answer.replace("\\n", "\r\n"));
        assertThat(fetch.outcome()).isEqualTo(Outcome.BAD_HTTP);
        assertThat(fetch.detail()).contains(words);
    }

    /** RFC 9112 §9.8: what ends with the connection may be a part of it, unless TLS was ended. */
    @Test
    void aBodyThatEndsWithTheConnection() throws Exception {
        assertThat(Fetching.answer("HTTP/1.1 200 OK\r\n\r\n" + POLICY).outcome())
                .isEqualTo(Outcome.FETCHED);
        AtomicBoolean cut = new AtomicBoolean();
        Transport cutting = (route, deadline) -> cutting(Transport.sockets().connect(route, deadline), cut);
        try (PolicyHost host = PolicyHost.https(AUTHORITY.issue(HOST), out -> {
            out.write(octets("HTTP/1.1 200 OK\r\n\r\n" + POLICY));
            new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS); // the body is on its way by then
            cut.set(true);
        })) {
            PolicyFetch fetch = new Fetching().over(cutting).from(host);
            assertThat(fetch.outcome()).isEqualTo(Outcome.BAD_HTTP);
            assertThat(fetch.detail()).contains("without ending TLS");
        }
    }

    /** Loses what comes after a time: the peer's close_notify. */
    private static Connection cutting(Connection made, AtomicBoolean cut) {
        return new ForwardingConnection(made) {
            @Override
            public int read(byte[] buffer, Deadline deadline) throws IOException {
                int count = super.read(buffer, deadline);
                return cut.get() ? -1 : count;
            }
        };
    }
}
