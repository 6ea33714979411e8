/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.smtpprobe.harness.ProbeSweep;
import io.github.smtpprobe.text.masking.Scrubber;
import io.github.smtpprobe.wire.ClientLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any octets as a server, as a message, and as a secret that comes back. */
class SessionFuzzTest {
    static Stream<byte[]> servers() {
        return ProbeSweep.serverSeeds();
    }

    @MethodSource("servers")
    @FuzzTest(maxDuration = "3m")
    void z05WholeSessions(byte[] octets) {
        ProbeSweep.session(octets, octets.length == 0 ? 0 : octets[0]);
    }

    /** I-10: whole and cut, the same lines and the same verdict. */
    @MethodSource("servers")
    @FuzzTest(maxDuration = "2m")
    void z02Fragments(byte[] octets) {
        ProbeSweep.fragments(octets);
    }

    static Stream<byte[]> challenges() {
        return Stream.of(
                        "334 \r\n235 ok", "334 VXNlcm5hbWU6\r\n334 UGFzc3dvcmQ6\r\n535 no", "334 =\r\n501 no", "235 ok")
                .map(text -> text.getBytes(StandardCharsets.US_ASCII));
    }

    @MethodSource("challenges")
    @FuzzTest(maxDuration = "2m")
    void z06Challenges(byte[] octets) {
        ProbeSweep.login(octets);
    }

    static Stream<byte[]> secrets() {
        return Stream.of("\17hunter2-hunter2550 you said hunter2-hunter2", "\3abc250 abc")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The first octet says how long the secret is; the rest is a line that comes back. */
    @MethodSource("secrets")
    @FuzzTest(maxDuration = "3m")
    void z08NothingOfASecretIsLeft(byte[] octets) {
        int length = octets.length == 0 ? 0 : Math.min(octets[0] & 0x3F, octets.length - 1);
        byte[] secret = Arrays.copyOfRange(
                octets, Math.min(1, octets.length), 1 + length > octets.length ? octets.length : 1 + length);
        byte[] line = Arrays.copyOfRange(octets, Math.min(octets.length, 1 + length), octets.length);
        Scrubber scrubber = new Scrubber();
        scrubber.learn(secret);
        ByteArrayOutputStream echo = new ByteArrayOutputStream();
        echo.writeBytes("550 ".getBytes(StandardCharsets.US_ASCII));
        echo.writeBytes(line);
        echo.writeBytes(secret);
        echo.writeBytes(line);
        String left = latin(scrubber.scrub(echo.toByteArray(), 4)).substring(4).replace(ClientLine.MASK, "\uFFFF");
        String raw = latin(secret);
        String base64 = latin(Base64.getEncoder().withoutPadding().encode(secret));
        for (String form : new String[] {raw, base64}) {
            for (int i = 0; i + 8 <= form.length(); i++) {
                assertThat(left.contains(form.substring(i, i + 8)))
                        .as("a run of the secret at " + i)
                        .isFalse();
            }
        }
        assertThat(Arrays.copyOf(scrubber.scrub(echo.toByteArray(), 4), 4))
                .as("the code")
                .isEqualTo("550 ".getBytes(StandardCharsets.US_ASCII));
    }

    private static String latin(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    static Stream<byte[]> messages() {
        return Stream.of("", ".", "a\r\n.\r\nb", "a\n.\nb", "a\r.\rb", "\r\r\n.\r\n", "x\0y", "\n.\r\n")
                .map(String::getBytes);
    }

    /** An independent reader of RFC 5321 §4.5.2 gets back what was given, with its line ends made CRLF. */
    @MethodSource("messages")
    @FuzzTest(maxDuration = "2m")
    void z10MessagesComeBack(byte[] message) {
        String wire = latin(new MessageData(message).wire());
        assertThat(wire).endsWith(".\r\n");
        String[] lines = wire.split("\r\n", -1);
        StringBuilder read = new StringBuilder();
        int at = 0;
        while (!lines[at].equals(".")) {
            String line = lines[at++];
            assertThat(line).doesNotContain("\r", "\n");
            read.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        assertThat(at).as("the first lone dot is the end").isEqualTo(lines.length - 2);
        String given = latin(message).replace("\r\n", "\n").replace('\r', '\n');
        String normal = given.isEmpty() || given.endsWith("\n") ? given : given + "\n";
        assertThat(read.toString()).isEqualTo(normal.replace("\n", "\r\n"));
    }
}
