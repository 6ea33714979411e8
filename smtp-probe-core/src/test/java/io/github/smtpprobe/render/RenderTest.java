/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.TargetFact;
import io.github.smtpprobe.harness.OwnTime;
import io.github.smtpprobe.report.Observation;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.RequestView;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.route.Resolution;
import io.github.smtpprobe.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    /** Labels of an application's kinds, and names of hosts, may be longer than their column. */
    @Test
    void columnsStayWhereTheyAreWhateverALabelTakes() {
        Observation.Builder seen = Observation.builder(
                RequestView.of(ProbeRequest.to("mx.example.com", 25).build()),
                Resolution.builder("mx.example.com").build());
        seen.targetFacts(Stream.of(
                        "short",
                        "l".repeat(27),
                        "l".repeat(28),
                        "a label of one's own ".repeat(3).strip())
                .map(label -> TargetFact.builder("acme.fact", label, Outcome.done())
                        .took(Duration.ofMillis(7))
                        .description("RESULT")
                        .build())
                .toList());
        String text = TextReport.render(ProbeReport.of(seen.build(), List.of()));
        assertThat(text.lines().filter(line -> line.contains("RESULT")).map(line -> line.indexOf("RESULT")))
                .hasSize(4)
                .containsOnly(4 + 28 + 13);
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

    @Test
    void pseudonymsAreConsistent() {
        Transcript transcript = Transcript.parse("""
            S: 220 mx.secret.org ESMTP at 10:00:00
            C: EHLO [203.0.113.7]
            S: 250-MX.secret.org greets 203.0.113.7
            S: 250 SIZE 100
            C: MAIL FROM:<ada@secret.org>
            S: 250 2.1.0 ok
            C: RCPT TO:<bob@other.net>
            S: 550 5.1.1 <bob@other.net> unknown at mx.secret.org [2001:db8:1::25], see https://help.other.net/x
            """);
        assertThat(transcript.pseudonymised().toString()).isEqualTo("""
            S: 220 host1.pseudonym.example ESMTP at 10:00:00
            C: EHLO [192.0.2.1]
            S: 250-host1.pseudonym.example greets 192.0.2.1
            S: 250 SIZE 100
            C: MAIL FROM:<user1@host2.pseudonym.example>
            S: 250 2.1.0 ok
            C: RCPT TO:<user2@host3.pseudonym.example>
            S: 550 5.1.1 <user2@host3.pseudonym.example> unknown at host1.pseudonym.example [2001:db8::2], see https://host4.pseudonym.example/x
            """);
        assertThat(Transcript.parse(transcript.pseudonymised().toString())).isEqualTo(transcript.pseudonymised());
    }

    /** What a server sends decides nothing about how long this takes: each line is one run that looks like a name and is none. */
    @Test
    void pseudonymsTakeLinearTime() {
        for (String run : new String[] {"a", "1", ":", "a.", "1.", "a-", "a:", "@", "a@", "f::", "\u00e9"}) {
            String line = "S: 250-" + run.repeat(12_000 / run.length()) + "\n";
            Transcript long1 = Transcript.parse(line.repeat(10));
            assertThat(OwnTime.of(
                            () -> assertThat(long1.pseudonymised().entries()).hasSize(10)))
                    .as(run)
                    .isLessThan(Duration.ofSeconds(5));
        }
    }
}
