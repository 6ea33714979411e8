/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.explain.dialogue.PastedText;
import io.github.smtpprobe.explain.lines.Excerpt;
import io.github.smtpprobe.explain.lines.ReadingTime;
import io.github.smtpprobe.harness.Patience;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.request.InvalidRequest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read of a pasted text, what is said of the rest, and that reading takes time in proportion to it. */
public class ExplainLimitsTest {
    private static final int KIB = 1024;

    @Test
    void aServerWithLabelsWithoutEndIsExplained() {
        String labels = "a.".repeat(2 * KIB) + "a";
        ProbeReport report = Explain.dialogue("S: 220 " + labels + "\nC: EHLO me\nS: 550 5.7.1 no\n");
        assertThat(report.has("check.failed")).as(report.toString()).isFalse();
        assertThat(report.attempts()).hasSize(1);
    }

    @Test
    void ofALongTextTheLastLinesAreReadAndTheReportSaysSo() {
        String before = "C: NOOP\nS: 250 ok\n".repeat(20_000);
        String refused = "C: RCPT TO:<bob@example.com>\nS: 550 5.1.1 no such user\n";
        ProbeReport report = Explain.dialogue(before + refused, Duration.ofSeconds(Patience.HANGING));
        assertThat(report.has("dialogue.not-read")).isTrue();
        Attempt attempt = report.attempts().get(0);
        assertThat(attempt.transcript().entries()).hasSizeLessThanOrEqualTo(Explain.MAX_LINES + 1);
        assertThat(attempt.transcript().entries().get(0)).hasToString("* left-out " + attempt.leftOut());
        assertThat(attempt.leftOut()).isGreaterThan(before.length() - Explain.MAX_LENGTH);
        assertThat(report.rootCause())
                .hasValueSatisfying(cause -> assertThat(cause.id()).isEqualTo("recipient.unknown"));
        assertThat(Explain.dialogue("S: 220 mx\nC: EHLO me\nS: 550 no\n").has("dialogue.not-read"))
                .isFalse();
    }

    @Test
    void aTextIsNeverReadFromTheMiddleOfALine() {
        String login = "AUTH PLAIN " + "QUJD".repeat(Explain.MAX_LENGTH / 4);
        ProbeReport report = Explain.dialogue("220 mx\n" + login + "\n535 5.7.8 no\n");
        assertThat(report.toString()).doesNotContain("QUJD");
        assertThatThrownBy(() -> Explain.dialogue("S: 220 " + "x".repeat(2 * Explain.MAX_LENGTH)))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageStartingWith("text ");
    }

    /** A text of so many characters, the worst of its kind. */
    public static Stream<Arguments> texts() {
        return Stream.of(
                text("one line", size -> "S: 220 " + "x".repeat(size)),
                text("labels", size -> "S: 220 " + "a.".repeat(size / 2)),
                text("lines", size -> "S: 250 a\n".repeat(size / 9)),
                text("codes", size -> "3\n550\n".repeat(size / 6) + "EHLO a\n"),
                text("marks", size -> "C:S:<->~\n".repeat(size / 9)),
                text("brackets", size -> "[a] [".repeat(size / 5)),
                text("blanks", size -> " ".repeat(size)),
                text("base64", size -> "QUJDREVG".repeat(size / 8)),
                text("base64 lines", size -> "QUJDREVGR0hJSktMTU5PUA==\n".repeat(size / 25)),
                text("braces", size -> "SMTPRecipientsRefused: {: (550, 'a".repeat(size / 34)),
                text("causes", size -> "Caused by: AuthenticationFailedException: 535 no\n".repeat(size / 50)),
                text("said", size -> "said: 550 said: (in reply to RCPT TO\n".repeat(size / 37)),
                text("connecting", size -> "error connecting ".repeat(size / 17)),
                text("recipients", size -> "RCPT TO:<a@b.example>\n".repeat(size / 22)),
                text("pending logins", size -> "AUTH PLAIN\nRSET\n".repeat(size / 16)),
                text("logins in one line", size -> "AUTH LOGIN ".repeat(size / 11)),
                text("passwords in one line", size -> "password=a ".repeat(size / 11)),
                text("names of passwords", size -> "passwd".repeat(size / 6)),
                text("colons", size -> "://a:b".repeat(size / 6)),
                text("prompts", size -> "334 VXNlcm5hbWU6\n".repeat(size / 17)),
                text("codes in one line", size -> "250-".repeat(size / 4)),
                text("digits", size -> "5".repeat(size)),
                text("quotes", size -> "\"'b'".repeat(size / 4)),
                text("backslashes", size -> "\\".repeat(size)),
                text("escapes of line ends", size -> "\\r\\n".repeat(size / 4)),
                text("entities", size -> "&amp;lt;".repeat(size / 8)),
                text("braces of JSON", size -> "{\"a\":".repeat(size / 5)),
                text("causes without an end", size -> "Caused by: ".repeat(size / 11)),
                text("arrows", size -> "-> <- ".repeat(size / 6)),
                text("times", size -> "12:00:01.335 ".repeat(size / 13)),
                text("logger names", size -> "o.e.a.".repeat(size / 6)),
                text("escape sequences", size -> "\u001B[31m".repeat(size / 5)),
                text("odd blanks", size -> "\u00A0".repeat(size)),
                text("halves of characters", size -> "\uD83D".repeat(size)),
                text("combining characters", size -> "error " + "\u0301".repeat(size) + " 550 no"),
                text("tabs", size -> "\t".repeat(size)),
                text("line ends", size -> "\n".repeat(size / 8)),
                text("carriage returns", size -> "\r".repeat(size / 8)),
                text("quoted replies", size -> "b'550 5.1.1 no'\n".repeat(size / 16)),
                text("addresses", size -> "<a@b.example>".repeat(size / 13)));
    }

    private static Arguments text(String name, IntFunction<String> ofSize) {
        return Arguments.of(name, ofSize);
    }

    /**
     * In time of this thread's processor, the least of a few runs: other threads do not count. What a build checks is what patterns
     * look at (PatternsTest) and what is allocated (LargeTextsTest); a loop that does neither shows here.
     */
    @Tag("endurance")
    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void readingTakesTimeInProportion(String name, IntFunction<String> ofSize) {
        String dialogue = "S: 220 mx\nC: EHLO me\nS: 250 mx\n";
        double clock = 20; // milliseconds that a processor's clock may be wrong by
        double small = read(dialogue + ofSize.apply(16 * KIB), 0); // compiled by the first run
        double most = 6 * small + clock;
        assertThat(read(dialogue + ofSize.apply(64 * KIB), most))
                .as("64 KiB after " + small + " ms for 16 KiB")
                .isLessThanOrEqualTo(most);
    }

    /** Milliseconds; no further run is needed once there was one that is short enough. */
    private static double read(String text, double enough) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3 && least / 1e6 > enough; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            PastedText.of(Excerpt.of(text, ReadingTime.until(Deadline.after(Explain.TIME_LIMIT, Ticker.system()))));
            least = Math.min(least, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        }
        return least / 1e6;
    }
}
