/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ScrubberTest {
    private static String scrub(Scrubber scrubber, String line) {
        return new String(scrubber.scrub(line.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void nothingIsMaskedBeforeItIsSent() {
        Scrubber scrubber = new Scrubber();
        assertThat(scrub(scrubber, "220 correct-horse-battery\r\n")).isEqualTo("220 correct-horse-battery\r\n");
        assertThat(scrubber.masked()).isFalse();
    }

    @Test
    void wholeAndPartialSecretsAreMasked() {
        Scrubber scrubber = new Scrubber();
        scrubber.learn(octets("correct-horse-battery"));
        assertThat(scrub(scrubber, "535 bad correct-horse-battery!\r\n")).isEqualTo("535 bad [redacted]!\r\n");
        assertThat(scrub(scrubber, "535 horse-batt\r\n")).isEqualTo("535 [redacted]\r\n");
        assertThat(scrub(
                        scrubber,
                        "535 " + Base64.getEncoder().encodeToString(octets("correct-horse-battery")) + "\r\n"))
                .isEqualTo("535 [redacted]\r\n");
        assertThat(scrubber.masked()).isTrue();
        assertThat(scrub(scrubber, "535 horse-b\r\n"))
                .as("seven octets may be chance")
                .isEqualTo("535 horse-b\r\n");
    }

    @Test
    void shortSecretsAreFoundWholeAndNeverTouchTheCode() {
        Scrubber scrubber = new Scrubber();
        scrubber.learn(octets("2505"));
        scrubber.learn(octets("abc"));
        assertThat(scrub(scrubber, "2505 2505 abc\r\n")).isEqualTo("2505 [redacted] abc\r\n");
    }

    @Test
    void scrubbingTwiceChangesNothingMore() {
        Scrubber scrubber = new Scrubber();
        scrubber.learn(octets("correct-horse-battery"));
        String once = scrub(scrubber, "535 correct-horse-battery correct-horse\r\n");
        assertThat(scrub(scrubber, once)).isEqualTo(once);
    }
}
