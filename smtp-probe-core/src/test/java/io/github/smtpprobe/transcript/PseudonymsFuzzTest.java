/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A mailbox, a name and addresses between any octets: they have other names, and the transcript stays one. */
class PseudonymsFuzzTest {
    private static final List<String> PLANTED = List.of(
            "zorblax@vexmail.example",
            "mx7.vexhost.example",
            "[IPv6:2a02:c0de::77]",
            "198.51.100.77",
            "\"zorblax q\"@vexmail.example");

    static Stream<byte[]> seeds() {
        return Stream.of("250-", "220 mx ESMTP\0EHLO", "334 PDEyMy40NTZAbXg+", "a@b\"c@d", "::::", "1.2.3.4.")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void z19NothingPlantedSurvives(byte[] octets) {
        byte[] noise = new String(octets, StandardCharsets.ISO_8859_1)
                .replace('\n', ' ')
                .getBytes(StandardCharsets.ISO_8859_1);
        List<Entry> entries = new ArrayList<>();
        for (String each : PLANTED) {
            entries.add(line("550 ", noise, " " + each + " ", noise));
        }
        entries.add(Entry.client(
                "MAIL FROM:<zorblax@vexmail.example>\r\n".getBytes(StandardCharsets.US_ASCII), false, Duration.ZERO));
        String other = Transcript.of(entries).pseudonymised().toString();
        assertThat(Transcript.parse(other).entries()).hasSize(entries.size());
        String lower = other.toLowerCase(Locale.ROOT);
        boolean noisy = new String(noise, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT)
                .matches("(?s).*(vex|zorblax|c0de|198).*");
        for (String each : List.of("zorblax", "vexmail", "vexhost", "c0de", "198.51.100.77")) {
            assertThat(!noisy && lower.contains(each)).as(each).isFalse();
        }
    }

    private static Entry line(String code, byte[] before, String planted, byte[] behind) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        out.writeBytes(code.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(before);
        out.writeBytes(planted.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(behind);
        out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return Entry.server(out.toByteArray(), false, false, Duration.ZERO);
    }
}
