/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets through the reply parser and the capabilities. */
class ReplyFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.of(
                        "220 mx ESMTP\r\n",
                        "250-mx\r\n250-SIZE 1000\r\n250-AUTH PLAIN LOGIN\r\n250-AUTH=PLAIN\r\n250 STARTTLS\r\n",
                        "250-a\n250 b\r\n",
                        "550 5.1.1 no\r\n",
                        "250-a\r\n550 b\r\n",
                        "+25 ok\r\n",
                        "250\ta\r\n",
                        "220 m\0x\r\n",
                        "250 a\rb\r\n",
                        "250-LIMITS RCPTMAX=10 MAILMAX=x\r\n250-SIZE 99999999999999999999\r\n250 \r\n")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Replies parsed one after the other until the octets end or a violation does. */
    private static List<Reply> replies(byte[] octets, List<ReplyParser.Violation> violations) {
        ReplyParser parser = new ReplyParser();
        List<Reply> replies = new ArrayList<>();
        int lines = 0;
        for (byte each : octets) {
            switch (parser.octet(each)) {
                case REPLY -> {
                    replies.add(parser.reply());
                    lines = 0;
                }
                case VIOLATION -> {
                    violations.add(parser.violation());
                    return replies;
                }
                case LINE -> assertThat(++lines).isLessThanOrEqualTo(256);
                default -> assertThat(parser.partial().length).isLessThanOrEqualTo(12_300);
            }
        }
        return replies;
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void z01RepliesSayWhatCame(byte[] octets) {
        List<ReplyParser.Violation> violations = new ArrayList<>();
        for (Reply reply : replies(octets, violations)) {
            assertThat(reply.code().value()).isBetween(200, 599);
            reply.enhanced().ifPresent(code -> assertThat(code.toString()).isNotEmpty());
            StringBuilder again = new StringBuilder();
            for (int i = 0; i < reply.lines().size(); i++) {
                boolean last = i == reply.lines().size() - 1;
                again.append(reply.code().value())
                        .append(last ? ' ' : '-')
                        .append(reply.lines().get(i))
                        .append("\r\n");
            }
            assertThat(again.codePoints().filter(point -> point != '\r' && point != '\n' && !Printable.visible(point)))
                    .as("lines are printable")
                    .isEmpty();
            byte[] wire = again.toString().getBytes(StandardCharsets.UTF_8);
            if (wire.length < 60_000 && reply.lines().stream().allMatch(line -> line.length() < 3_000)) {
                List<Reply> parsed = replies(wire, new ArrayList<>());
                assertThat(parsed).hasSize(1);
                assertThat(parsed.get(0).code()).isEqualTo(reply.code());
                assertThat(parsed.get(0).lines()).isEqualTo(reply.lines());
            }
        }
    }

    /** The same by a few lines of the obvious: for well-formed text both agree. */
    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void z03AgreesWithTheObvious(byte[] octets) {
        StringBuilder clean = new StringBuilder();
        for (byte each : octets) {
            int value = each & 0xFF;
            clean.append(value == '\n' ? "\r\n" : value >= 0x20 && value < 0x7F ? String.valueOf((char) value) : "");
        }
        String text = clean.toString();
        List<String> naive = new ArrayList<>();
        String code = "";
        for (String line : text.split("\r\n", -1)) {
            if (!line.matches("[2-5][0-9][0-9]([ -].*)?") || !(code.isEmpty() || line.startsWith(code))) {
                break;
            }
            code = line.substring(0, 3);
            if (line.length() == 3 || line.charAt(3) == ' ') {
                naive.add(code);
                code = "";
            }
        }
        // The last piece of the split has no line end and is no reply.
        boolean unended = !text.endsWith("\r\n");
        List<Reply> ours = replies(text.getBytes(StandardCharsets.US_ASCII), new ArrayList<>());
        assertThat(ours.size()).isBetween(naive.size() - (unended ? 1 : 0), naive.size());
        for (int i = 0; i < ours.size(); i++) {
            assertThat(Integer.toString(ours.get(i).code().value())).isEqualTo(naive.get(i));
        }
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void z04CapabilitiesMatchWholeWords(byte[] octets) {
        for (Reply reply : replies(octets, new ArrayList<>())) {
            Capabilities capabilities = Capabilities.of(reply);
            boolean offered = reply.lines().stream()
                    .skip(1)
                    .map(line -> line.strip().split(" +")[0])
                    .anyMatch(word -> word.toUpperCase(Locale.ROOT).equals("STARTTLS"));
            assertThat(capabilities.startTls()).isEqualTo(offered);
            capabilities.size().ifPresent(size -> assertThat(size).isNotNegative());
            assertThat(capabilities.mechanisms())
                    .as("kept as they came, word by word; only exact names are ever used")
                    .allMatch(name ->
                            !name.isEmpty() && name.codePoints().allMatch(Printable::visible) && name.indexOf(' ') < 0);
            assertThat(capabilities.toString()).doesNotContain("\r", "\0", "\u001B");
        }
    }
}
