/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.transcript.Transcript;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenderTest {
    private static final Transcript HOSTILE = Transcript.parse("""
            S: 220 mx \\x1B]0;title\\x07 \\u{202E}evil</pre><script>alert(1)</script>
            C: EHLO "x" & 'y'
            S: 550 no
            * closed
            """);

    @Test
    void coloursFollowWhoSpeaks() {
        assertThat(AnsiTranscript.render(HOSTILE).lines().map(line -> line.substring(0, 5)))
                .containsExactly("\u001B[34m", "\u001B[32m", "\u001B[31m", "\u001B[2m*");
        assertThat(AnsiTranscript.render(HOSTILE))
                .as("no escape of the server's")
                .doesNotContain("\u001B]", "\u0007", "\u202E");
    }

    @Test
    void coloursAreOffWhereTheyAreNotWanted() {
        assertThat(AnsiTranscript.wanted(Map.of("TERM", "xterm"), true)).isTrue();
        assertThat(AnsiTranscript.wanted(Map.of("TERM", "xterm"), false)).isFalse();
        assertThat(AnsiTranscript.wanted(Map.of("NO_COLOR", "1"), true)).isFalse();
        assertThat(AnsiTranscript.wanted(Map.of("TERM", "dumb"), true)).isFalse();
    }

    @Test
    void htmlIsInert() {
        String html = HtmlTranscript.render(HOSTILE);
        assertThat(html)
                .doesNotContain("<script", "</pre", "\u202E")
                .contains("&lt;script&gt;", "&quot;x&quot; &amp; &#39;y&#39;");
        assertThat(html.lines().filter(line -> line.startsWith("<li class=\"server refusal\">")))
                .hasSize(1);
    }
}
