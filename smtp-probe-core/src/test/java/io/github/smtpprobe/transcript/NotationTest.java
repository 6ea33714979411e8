/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotationTest {
    @Test
    void aDialoguePrintsAsItIsWritten() {
        String dialogue = """
                S: 220 mx.example.com ESMTP
                C: EHLO probe.example
                S: 250 STARTTLS
                C: STARTTLS
                S: 220 go ahead
                * tls TLSv1.3
                C~ AUTH PLAIN [redacted]
                S~ 535 5.7.8 Authentication failed
                * closed
                """;
        assertThat(Transcript.parse(dialogue)).hasToString(dialogue);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1 192.0.2.1:40000 192.0.2.2:25",
                "v1 [2001:db8::1]:0 [::ffff:192.0.2.2]:65535",
                "v1 unknown",
                "v2 192.0.2.1:40000 192.0.2.2:25",
                "v2 192.0.2.1:40000 192.0.2.2:25 crc32c",
                "v2 local",
                "v2 local crc32c",
                "octets 0d0a00ff"
            })
    void aProxyHeaderReadsBack(String header) {
        Entry entry = Entry.event(new Event(Event.Kind.PROXY_HEADER, header), Duration.ZERO);
        assertThat(entry).hasToString("* proxy-header " + header);
        assertThat(Notation.parse(entry.toString())).isEqualTo(entry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "v3 local",
                "v1 local",
                "v2 unknown",
                "v1 unknown crc32c",
                "v1 mx.example:25 192.0.2.2:25",
                "v1 192.0.2.1:40000 192.0.2.2:25\nC: QUIT",
                "v2 192.0.2.1:40000  192.0.2.2:25",
                "octets",
                "octets 0",
                "octets 0D",
                "octets \u0661\u0661"
            })
    void anotherArgumentIsNone(String header) {
        assertThatThrownBy(() -> new Event(Event.Kind.PROXY_HEADER, header))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Event(Event.Kind.PROXY_HEADER, "octets " + "00".repeat(537)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyOctetsReadBack() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] octets = new byte[random.nextInt(20)];
            random.nextBytes(octets);
            String end = List.of("\r\n", "\n", "", "\\", "\\\\-", "\\x0A").get(random.nextInt(6));
            byte[] tail = end.getBytes(StandardCharsets.US_ASCII);
            byte[] line = java.util.Arrays.copyOf(octets, octets.length + tail.length);
            System.arraycopy(tail, 0, line, octets.length, tail.length);
            Entry entry = Entry.server(line, random.nextBoolean(), false, Duration.ZERO);
            assertThat(Notation.parse(entry.toString())).isEqualTo(entry);
            assertThat(entry.toString()).doesNotContain("\n", "\r");
        }
    }

    @Test
    void aPeerCannotForgeOurMaskNorOurDirection() {
        byte[] forged = "250 [redacted] C: QUIT\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(Entry.server(forged, false, false, Duration.ZERO)).hasToString("S: 250 \\x5Bredacted] C: QUIT");
        assertThat(Entry.server(forged, false, true, Duration.ZERO)).hasToString("S: 250 [redacted] C: QUIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X: hello",
                "S:hello",
                "hello",
                "* dance",
                "* pause",
                "* pause 5s",
                "* tls",
                "S: \\q",
                "S: \\xZZ",
                "S: \\u{"
            })
    void whatIsNoDialogueIsRefusedWithItsLine(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Transcript.parse("S: 220 ok\n" + line))
                .withMessageStartingWith("line 2: ");
    }

    @Test
    void timesAreNotPartOfEquality() {
        byte[] line = "250 ok\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(Entry.client(line, true, Duration.ofDays(1)))
                .isEqualTo(Entry.client(line, true, Duration.ZERO))
                .isNotEqualTo(Entry.client(line, false, Duration.ZERO));
    }
}
