/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

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

    /** A server that echoes what it decoded inside a longer text: the secret starts at any of three places in the base64. */
    @Test
    void secretsInsideOfBase64AreMaskedAtEveryOffset() {
        for (String before : new String[] {"", "x", "xy", "xyz"}) {
            Scrubber scrubber = new Scrubber();
            scrubber.learn(octets("correct-horse-battery"));
            String base64 = Base64.getEncoder().encodeToString(octets(before + "correct-horse-battery" + before));
            assertThat(scrub(scrubber, "334 " + base64 + "\r\n")).as(before).contains("[redacted]");
            String plain = Base64.getEncoder().encodeToString(octets("correct-horse-battery"));
            assertThat(scrub(scrubber, "334 " + base64 + "\r\n")).doesNotContain(plain.substring(8, 20));
        }
    }

    @Test
    void boundariesOfLength() {
        Scrubber eight = new Scrubber();
        eight.learnRuns(octets("12345678"));
        assertThat(scrub(eight, "250 12345678")).isEqualTo("250 [redacted]");
        assertThat(scrub(eight, "250 a12345678b12345678c")).isEqualTo("250 a[redacted]b[redacted]c");
        Scrubber four = new Scrubber();
        four.learnRuns(octets("abcd"));
        four.learnRuns(octets("xyz"));
        assertThat(scrub(four, "250 abcd")).isEqualTo("250 [redacted]");
        assertThat(scrub(four, "250 abcdabcd xyz")).isEqualTo("250 [redacted] xyz");
        assertThat(scrub(four, "abcd abc")).as("the code is never touched").isEqualTo("abcd abc");
        assertThat(scrub(eight, "250 [redacted]12345678")).isEqualTo("250 [redacted][redacted]");
        assertThat(scrub(eight, "250 12345678[redacted]")).isEqualTo("250 [redacted][redacted]");
    }
}
