/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.LiveTranscript;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.testkit.Delivery;
import io.github.smtpprobe.testkit.MemoryTransport;
import io.github.smtpprobe.testkit.Script;
import java.io.IOException;
import java.io.Writer;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The dialogue as it is written while it runs. */
class LiveTranscriptTest {
    private static final Script GREETS = Script.parse("S: 220 mx\nC: EHLO x\nS: 250 mx\nC: QUIT\nS: 221 bye");

    /** What is appended and flushed, in turn. */
    private static final class Flushed extends Writer {
        private final List<String> parts = new ArrayList<>();
        private final boolean broken;

        Flushed(boolean broken) {
            this.broken = broken;
        }

        @Override
        public void write(char[] buffer, int from, int length) throws IOException {
            if (broken) {
                throw new IOException("no space left");
            }
            parts.add(new String(buffer, from, length));
        }

        @Override
        public void flush() {
            parts.add("flush");
        }

        @Override
        public void close() {
            parts.add("close");
        }
    }

    private static ProbeReport probe(ProbeRequest.Builder request, Appendable out, boolean colour) {
        MemoryTransport memory = new MemoryTransport(Delivery.WHOLE, null, GREETS);
        return SmtpProbe.builder()
                .transport((route, deadline) -> {
                    if (route.port() != 25) {
                        throw new ConnectException("Connection refused");
                    }
                    return memory.connect(route, deadline);
                })
                .ticker(memory.ticker())
                .listener(new LiveTranscript(out, colour))
                .build()
                .probe(request.connectTo("192.0.2.1").heloName("me.example").build());
    }

    private static ProbeRequest.Builder plain(int port) {
        return ProbeRequest.to("mx.example", port).tls(TlsMode.PLAIN);
    }

    @Test
    void itIsTheTranscriptUnderALineForEachAttempt() {
        StringBuilder out = new StringBuilder();
        ProbeReport report = probe(plain(25), out, false);
        assertThat(out.toString().lines())
                .startsWith("* connecting to mx.example:25 (192.0.2.1), no TLS")
                .containsSubsequence("S: 220 mx", "C: EHLO me.example", "S: 250 mx", "C: QUIT", "S: 221 bye");
        assertThat(out.toString().lines().skip(1))
                .containsExactlyElementsOf(
                        report.transcript().toString().lines().toList());
    }

    @Test
    void modesAndPurposesAreWords() {
        StringBuilder out = new StringBuilder();
        probe(ProbeRequest.to("mx.example", 465), out, false);
        assertThat(out.toString().lines())
                .contains(
                        "* connecting to mx.example:465 (192.0.2.1), implicit TLS",
                        "* connecting to mx.example:587 (192.0.2.1), no TLS (a second look)");
    }

    @Test
    void coloursAreTheCallersChoice() {
        StringBuilder out = new StringBuilder();
        probe(plain(25), out, true);
        assertThat(out).contains("\u001B[34mS: 220 mx\u001B[0m", "\u001B[32mC: QUIT\u001B[0m");
    }

    @Test
    void eachLineIsFlushedAndNothingIsClosed() {
        Flushed out = new Flushed(false);
        probe(plain(25), out, false);
        assertThat(out.parts).doesNotContain("close");
        for (int line = 0; line < out.parts.size(); line += 2) {
            assertThat(out.parts.get(line)).endsWith(System.lineSeparator());
            assertThat(out.parts.get(line + 1)).isEqualTo("flush");
        }
    }

    @Test
    void anOutputThatFailsIsInTheReportAndHurtsNothingElse() {
        ProbeReport report = probe(plain(25), new Flushed(true), false);
        assertThat(report.passed()).isTrue();
        assertThat(report.has("listener.failed")).isTrue();
    }
}
