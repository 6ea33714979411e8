/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.guard.Cancellation;
import io.github.smtpprobe.mtasts.PolicyFetch;
import io.github.smtpprobe.mtasts.PolicyFetch.Outcome;
import io.github.smtpprobe.testkit.VirtualTicker;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transport.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9112: how an answer is read, whole and in pieces. */
class WebRequestTest {
    /** What comes, in pieces, and then the end. */
    private static final class Said implements Connection {
        private final byte[] octets;
        private final int piece;
        private final boolean breaks;
        private int at;

        Said(byte[] octets, int piece, boolean breaks) {
            this.octets = octets;
            this.piece = piece;
            this.breaks = breaks;
        }

        @Override
        public int read(byte[] buffer, Deadline deadline) throws IOException {
            int count = Math.min(Math.min(piece, buffer.length), octets.length - at);
            if (count == 0) {
                if (breaks) {
                    throw new SocketException("Connection reset");
                }
                return -1;
            }
            System.arraycopy(octets, at, buffer, 0, count);
            at += count;
            return count;
        }

        @Override
        public int readAvailable(byte[] buffer) {
            return 0;
        }

        @Override
        public void write(byte[] request, Deadline deadline) {}

        @Override
        public InetAddress localAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void close() {}
    }

    private static PolicyFetch read(byte[] octets, int piece, boolean breaks, boolean endedWell) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(1), new VirtualTicker());
        return new WebRequest("mta-sts.example.com", deadline, new Cancellation())
                .over(new Said(octets, piece, breaks), () -> endedWell)
                .build();
    }

    private static PolicyFetch read(String answer) {
        byte[] octets = answer.replace("\\n", "\r\n")
                .replace("\\l", "\n")
                .replace("\\r", "\r")
                .getBytes(StandardCharsets.ISO_8859_1);
        PolicyFetch whole = read(octets, octets.length + 1, false, true);
        assertThat(read(octets, 1, false, true)).isEqualTo(whole);
        return whole;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\\nContent-Length: 5\\n\\nhello",
                "HTTP/1.1 200 OK\\nContent-Length: 5\\n\\nhello and more",
                "HTTP/1.1 200 OK\\nContent-Length: 5, 5\\nContent-Length:5\\n\\nhello",
                "HTTP/1.1 200 OK\\ncontent-length:\t5 \\n\\nhello",
                "HTTP/1.1 200 OK\\nContent-Length : 5\\n\\nhello and more",
                "HTTP/1.1 200 OK\\nContent-Length: 0000000005\\n\\nhello",
                "HTTP/1.1 200\\n\\nhello",
                "HTTP/1.1 200 \\n\\nhello",
                "HTTP/1.0 200 OK\\n\\nhello",
                "HTTP/1.9 200 anything \u00E4\\n\\nhello",
                "HTTP/1.1 200 OK\\l\\lhello",
                "HTTP/1.1 100 Continue\\n\\nHTTP/1.1 103 x\\nLink: y\\n\\nHTTP/1.1 200 OK\\n\\nhello",
                "HTTP/1.1 200 OK\\nX: a\\n b\\n\tc\\nContent-Length: 5\\n\\nhello",
                "HTTP/1.1 200 OK\\nX:\\n\\nhello",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5\\nhello\\n0\\n\\n",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: Chunked\\nContent-Length: 2\\n\\n2\\nhe\\n003;a=b\\nllo\\n000\\n\\n",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n2 \\nhe\\n3\t;a=\"b;c\"\\nllo\\n0;x\\nTrailer: y\\n\\n",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5\\nhello\\n0\\n\\nmore",
            })
    void answersOfOneBody(String answer) {
        PolicyFetch fetch = read(answer);
        assertThat(fetch.outcome()).as(fetch.detail()).isEqualTo(Outcome.FETCHED);
        assertThat(fetch.body()).asString().isEqualTo("hello");
        assertThat(fetch.status()).hasValue(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/2 200 OK\\n\\n                | does not answer in HTTP/1.1",
                "HTTP/1.1  200 OK\\n\\n             | does not answer in HTTP/1.1",
                "HTTP/1.x 200 OK\\n\\n              | does not answer in HTTP/1.1",
                "HTTP/1.11 200 OK\\n\\n             | does not answer in HTTP/1.1",
                "http/1.1 200 OK\\n\\n              | does not answer in HTTP/1.1",
                "HTTP/1.1 2000\\n\\n                | does not answer in HTTP/1.1",
                "HTTP/1.1 20\\n\\n                  | does not answer in HTTP/1.1",
                "HTTP/1.1 2x0 OK\\n\\n              | does not answer in HTTP/1.1",
                "HTTP/1.1 +20 OK\\n\\n              | does not answer in HTTP/1.1",
                "SSH-2.0-x\\n                       | does not answer in HTTP/1.1",
                "\\n                                | does not answer in HTTP/1.1",
                "HTTP/1.1 099 x\\n\\n               | a status that there is not: 99",
                "HTTP/1.1 600 x\\n\\n               | a status that there is not: 600",
                "HTTP/1.1 101 x\\n\\n               | another protocol",
                "HTTP/1.1 200 OK\\nnothing\\n\\n    | a line in its header that is no field",
                "HTTP/1.1 200 OK\\n: x\\n\\n        | a line in its header that is no field",
                "HTTP/1.1 200 OK\\na b: x\\n\\n     | a line in its header that is no field",
                "HTTP/1.1 200 OK\\n x: y\\n\\n      | a line in its header that is no field",
                "HTTP/1.1 200 OK\\nX: a\0b\\n\\n    | a CR or NUL",
                "HTTP/1.1 200 OK\\nX: a\\rb\\n\\n    | a CR or NUL",
                "HTTP/1.1 200 OK\\nX: y             | closed within the answer's header",
                "HTTP/1.1 200 OK\\nContent-Length: x\\n\\n   | a Content-Length that is no number",
                "HTTP/1.1 200 OK\\nContent-Length: -1\\n\\n  | a Content-Length that is no number",
                "HTTP/1.1 200 OK\\nContent-Length:\\n\\n     | a Content-Length that is no number",
                "HTTP/1.1 200 OK\\nContent-Length: 99999999999999999999\\n\\n | a Content-Length that is no number",
                "HTTP/1.1 200 OK\\nContent-Length: 5\\nContent-Length: 6\\n\\nhello | more than one Content-Length",
                "HTTP/1.1 200 OK\\nContent-Length: 5,\\n\\nhello | more than one Content-Length",
                "HTTP/1.1 200 OK\\nContent-Length: 6\\n\\nhello | closed within the body",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: gzip, chunked\\n\\n0\\n\\n | a transfer coding that nobody had asked for",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: identity\\n\\nhello | a transfer coding that nobody had asked for",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\nTransfer-Encoding: chunked\\n\\n0\\n\\n | a transfer coding",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\nhello | no size that can be read",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n-1\\n | no size that can be read",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n0x5\\nhello\\n0\\n\\n | no size that can be read",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5\\lhello | no size that can be read",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5\\rhello | no size that can be read",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5;a\\lhello | no size that can be read",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5\\nhello0\\n\\n | no end where it should",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n4\\nhello\\n0\\n\\n | no end where it should",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5\\nhel | closed within the body",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5\\nhello\\n | closed within the body",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5\\nhello\\n0;a | closed within the body",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5\\nhello\\n0\\n | closed within the answer's header",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n0\\nx\\n\\n | a line in its header that is no field",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n0000000000000005\\nhello | a size that cannot be",
                "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\nffffffffffffffff\\nhello | a size that cannot be",
            })
    void answersThatAreNone(String answer, String words) {
        PolicyFetch fetch = read(answer);
        assertThat(fetch.outcome()).isEqualTo(Outcome.BAD_HTTP);
        assertThat(fetch.detail()).contains(words);
    }

    @Test
    void aLongExtensionOfAChunk() {
        String begins = "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n5;";
        assertThat(read(begins + "x".repeat(1_000) + "\\nhello\\n0\\n\\n").outcome())
                .isEqualTo(Outcome.FETCHED);
        assertThat(read(begins + "x".repeat(2_000) + "\\nhello\\n0\\n\\n").detail())
                .contains("too long");
    }

    /** Nothing of a body, and megabytes of what is around it. */
    @Test
    void chunksOfOneOctetWithLongExtensions() {
        String chunk = "1;" + "x".repeat(1_000) + "\\nx\\n";
        PolicyFetch fetch = read("HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n" + chunk.repeat(2_000));
        assertThat(fetch.outcome()).isEqualTo(Outcome.BAD_HTTP);
        assertThat(fetch.detail()).contains("beyond 1048576 octets");
        String small = "HTTP/1.1 200 OK\\nTransfer-Encoding: chunked\\n\\n" + "1\\nx\\n".repeat(64 * 1024);
        assertThat(read(small + "0\\n\\n").outcome()).isEqualTo(Outcome.FETCHED);
        assertThat(read(small + "1\\nx\\n0\\n\\n").outcome()).isEqualTo(Outcome.TOO_BIG);
    }

    @Test
    void theHeadersLimits() {
        String fields = "X: y\\n".repeat(100);
        assertThat(read("HTTP/1.1 200 OK\\n" + fields + "\\n").outcome()).isEqualTo(Outcome.FETCHED);
        assertThat(read("HTTP/1.1 200 OK\\n" + fields + "X: y\\n\\n").detail()).contains("more than 100");
        int rest = 16 * 1024 - "HTTP/1.1 200 OK\r\nX: \r\n\r\n".length();
        assertThat(read("HTTP/1.1 200 OK\\nX: " + "x".repeat(rest) + "\\n\\n").outcome())
                .isEqualTo(Outcome.FETCHED);
        assertThat(read("HTTP/1.1 200 OK\\nX: " + "x".repeat(rest + 1) + "\\n\\n")
                        .detail())
                .contains("longer than 16384");
        assertThat(read("HTTP/1.1 100 x\\n\\n".repeat(10) + "HTTP/1.1 200 OK\\n\\n")
                        .outcome())
                .isEqualTo(Outcome.FETCHED);
        assertThat(read("HTTP/1.1 100 x\\n\\n".repeat(11) + "HTTP/1.1 200 OK\\n\\n")
                        .detail())
                .contains("more than 10 interim");
    }

    @Test
    void whatIsSaidOfTheBody() {
        PolicyFetch fetch = read("HTTP/1.1 200 OK\\nContent-Encoding: gzip\\nContent-Encoding: br\\n"
                + "Content-Type: text/plain; x=\u00C3\u00A4\u00E4\u0001\\nContent-Type: text/html\\nLocation: x\\n\\n");
        assertThat(fetch.contentEncoding()).contains("gzip, br");
        assertThat(fetch.contentType()).contains("text/plain; x=\u00E4\uFFFD\\u{1}");
        assertThat(fetch.location()).isEmpty();
        assertThat(read("HTTP/1.1 200 OK\\nContent-Encoding: Identity\\n\\n").contentEncoding())
                .isEmpty();
        assertThat(read("HTTP/1.1 302 x\\nLocation: /a\\n /b\\n\\n").location()).contains("/a /b");
    }

    @Test
    void aConnectionThatBreaks() {
        byte[] octets = "HTTP/1.1 200 OK\r\n\r\nversion".getBytes(StandardCharsets.US_ASCII);
        PolicyFetch broken = read(octets, 99, true, false);
        assertThat(broken.outcome()).isEqualTo(Outcome.BAD_HTTP);
        assertThat(broken.detail()).isEqualTo("Connection reset");
        assertThat(broken.status()).hasValue(200);
        assertThat(broken.body()).asString().isEqualTo("version");
        assertThat(read(octets, 99, false, false).detail()).contains("without ending TLS");
    }

    static Stream<byte[]> answers() {
        return List.of(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello",
                        "HTTP/1.1 100 x\r\n\r\nHTTP/1.0 200\nX: a\n b\n\nversion: STSv1\r\n",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n",
                        "HTTP/1.1 301 x\r\nLocation: http://169.254.169.254/\u001B\r\nContent-Encoding: gzip\r\n\r\n")
                .stream()
                .map(each -> each.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("answers")
    @FuzzTest(maxDuration = "2m")
    void z25AnswersOfAnyOctets(byte[] octets) {
        PolicyFetch whole = read(octets, octets.length + 1, false, true);
        assertThat(read(octets, 1, false, true)).isEqualTo(whole);
        assertThat(read(octets, 3, false, true)).isEqualTo(whole);
        assertThat(whole.outcome())
                .isIn(Outcome.FETCHED, Outcome.REDIRECT, Outcome.STATUS, Outcome.BAD_HTTP, Outcome.TOO_BIG);
        assertThat(Stream.of(whole.contentType(), whole.location(), whole.contentEncoding())
                        .map(each -> each.orElse("")))
                .allMatch(Printable::visible);
        assertThat(Printable.visible(whole.detail())).isTrue();
        assertThat(whole.body().length).isLessThanOrEqualTo(Math.min(octets.length, PolicyFetch.MOST_OCTETS));
        assertThat(Arrays.equals(whole.body(), whole.body())).isTrue();
    }
}
