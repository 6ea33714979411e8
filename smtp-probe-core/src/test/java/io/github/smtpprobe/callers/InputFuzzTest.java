/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.callers;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.catalogue.Meaning;
import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.harness.AgreeableServer;
import io.github.smtpprobe.harness.Invariants;
import io.github.smtpprobe.render.AnsiTranscript;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.OAuthError;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.text.Printable;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text as the caller's input, as lines of a transcript, as a reply to explain. */
class InputFuzzTest {
    static Stream<byte[]> texts() {
        return Stream.of(
                        "ada@example.com",
                        "\"a b\"@example.com",
                        "mx.example.com",
                        "[192.0.2.1]",
                        "a\r\nb",
                        "a\u202Eb@example.com",
                        "stra\u00DFe.de",
                        "xn--a")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Accepted means: commands of one line each, ASCII or UTF-8 as was offered; and nothing in the report that nobody sees. */
    @MethodSource("texts")
    @FuzzTest(maxDuration = "2m")
    void z09AcceptedInputCannotInject(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        List<ProbeRequest.Builder> requests = List.of(
                ProbeRequest.to("127.0.0.1", 25).heloName(text),
                ProbeRequest.to("127.0.0.1", 25).envelope(text, "bob@example.com"),
                ProbeRequest.to("127.0.0.1", 25).envelope("ada@example.com", text),
                ProbeRequest.to(text, 25).connectTo("127.0.0.1"));
        for (ProbeRequest.Builder each : requests) {
            AgreeableServer server = new AgreeableServer();
            try {
                ProbeReport report = SmtpProbe.builder()
                        .transport(server)
                        .build()
                        .probe(each.tls(TlsMode.PLAIN).build());
                Invariants.sweep(report, "no secret is in it");
            } catch (InvalidRequest refused) {
                assertThat(refused.getMessage()).doesNotContain("\r", "\0");
                continue;
            }
            assertThat(server.writes()).isNotEmpty().allMatch(line -> line.matches("[^\\x00\\r\\n]*\\r\\n"));
        }
    }

    static Stream<byte[]> lines() {
        return Stream.of("S: 220 mx\r\n", "a\u001B[2J\u0085\u2028", "\u00C0\u008A", "[redacted]", "\\x41\\-")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** I-5, and that what is printed reads back. */
    @MethodSource("lines")
    @FuzzTest(maxDuration = "2m")
    void z07TranscriptsReadBack(byte[] octets) {
        List<Entry> entries = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n' || i == octets.length - 1) {
                byte[] line = java.util.Arrays.copyOfRange(octets, from, i + 1);
                entries.add(
                        i % 2 == 0
                                ? Entry.server(line, i % 3 == 0, false, Duration.ZERO)
                                : Entry.client(line, i % 3 == 0, Duration.ZERO));
                from = i + 1;
            }
        }
        Transcript transcript = Transcript.of(entries);
        String printed = transcript.toString();
        assertThat(Transcript.parse(printed)).isEqualTo(transcript);
        String coloured = AnsiTranscript.render(transcript).replaceAll("\u001B\\[[0-9]+m", "");
        for (String output : List.of(printed, coloured)) {
            assertThat(output.codePoints().filter(point -> point != '\n' && !Printable.visible(point)))
                    .isEmpty();
        }
    }

    static Stream<byte[]> replies() {
        return Stream.of("\1\42550 5.1.1 no", "\2\65 4.7.0 <b>x</b>").map(String::getBytes);
    }

    /** Any code at any stage has an explanation in our words, and none of the server's. */
    @MethodSource("replies")
    @FuzzTest(maxDuration = "2m")
    void z13EveryReplyIsExplained(byte[] octets) {
        int code = octets.length < 2 ? 250 : 200 + (((octets[0] & 0xFF) << 8 | octets[1] & 0xFF) % 400);
        String text = new String(octets, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "");
        for (Stage stage : Stage.values()) {
            Meaning explanation = ReplyCatalogue.standard().explain(stage, Reply.of(code, text));
            assertThat(explanation.why()).isNotBlank();
            if (text.length() > 12) {
                assertThat(explanation.toString()).doesNotContain(text);
            }
        }
    }

    static Stream<byte[]> errors() {
        return Stream.of(
                        "{\"status\":\"401\",\"schemes\":\"bearer\",\"scope\":\"x\"}",
                        "[[[[",
                        "{\"status\":{\"a\":[1,2]}}",
                        "\u00FF")
                .map(String::getBytes);
    }

    @MethodSource("errors")
    @FuzzTest(maxDuration = "2m")
    void z14OAuthErrorsAreReadFlat(byte[] json) {
        OAuthError error = OAuthError.of(json);
        assertThat(error.text().length()).isLessThanOrEqualTo(16_000);
        assertThat(error.toString().codePoints().filter(point -> !Printable.visible(point) && point != '\n'))
                .isEmpty();
    }
}
