/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sentences with and without their values. */
class TemplateTest {
    private static String fill(String template, String... values) {
        Map<String, String> all = new java.util.HashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            all.put(values[i], values[i + 1]);
        }
        return Template.fill(template, all);
    }

    @Test
    void whatIsUnknownIsSaidInGeneralWords() {
        String template = "{host} has no mailbox for {recipient}. {host} says so.";
        assertThat(fill(template, "host", "mx.example", "recipient", "a@b.example"))
                .isEqualTo("mx.example has no mailbox for a@b.example. mx.example says so.");
        assertThat(fill(template)).isEqualTo("The server has no mailbox for the recipient. The server says so.");
        assertThat(fill("{host} closed at {stage}.", "stage", "the greeting"))
                .isEqualTo("The server closed at the greeting.");
    }

    @Test
    void aClauseNeedsAllItsValues() {
        String template = "Too large[: at most {size} octets]. [Wait {wait} s|Wait], then try[ {port} of {host}|].";
        assertThat(fill(template, "wait", "300")).isEqualTo("Too large. Wait 300 s, then try.");
        assertThat(fill("[{a} and {b}|neither].", "a", "1")).isEqualTo("neither.");
        assertThat(fill("[{a} and {b}|neither].", "a", "1", "b", "2")).isEqualTo("1 and 2.");
        assertThat(fill("Gave up[ after {ms} ms].", "ms", "")).isEqualTo("Gave up.");
    }

    @Test
    void aValueIsNoTemplate() {
        assertThat(fill("{a} x", "a", "[{b}|c]", "b", "never")).isEqualTo("[{b}|c] x");
        assertThat(fill("an open { and [", "a", "b")).isEqualTo("an open { and [");
    }
}
