/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.render.TextReport;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Finding;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.testkit.VirtualTicker;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Explaining ends when its time is over, and when its thread is interrupted: with a report that says what was not read. */
class ExplainTimeTest {
    private static final String SECRET = "aHVudGVyMi1odW50ZXIy";
    private static final String DIALOGUE = """
        S: 220 mx.example.com
        C: EHLO me
        S: 250-mx.example.com
        S: 250 AUTH LOGIN
        C: AUTH LOGIN
        S: 334 VXNlcm5hbWU6
        C: YWRhQGV4YW1wbGUuY29t
        S: 334 UGFzc3dvcmQ6
        C: aHVudGVyMi1odW50ZXIy
        S: 535 5.7.8 no aHVudGVyMi1odW50ZXIy
        """;
    private static final String BOUNCE = """
        This is the mail system at host mx.example.com.
        <bob@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 no such user (in reply to RCPT TO command)
        """;
    private static final String ERROR = "Caused by: java.net.ConnectException: Connection refused\n";

    @AfterEach
    void noFlagIsLeft() {
        Thread.interrupted();
    }

    /** A clock that moves by a millisecond with each look, so that a limit is a number of looks. */
    private static final class Counting implements Ticker {
        private long looks;

        @Override
        public long nanos() {
            return looks++ * 1_000_000;
        }
    }

    private static String found(ProbeReport report) {
        return report.verdict() + " "
                + report.findings().stream().map(Finding::id).toList() + report.transcript();
    }

    /** Time may run out at any line of any stage of the reading. */
    @ParameterizedTest
    @ValueSource(strings = {DIALOGUE, BOUNCE, ERROR})
    void whereverTimeRunsOutNothingIsSaidOfTheText(String text) {
        sweep(text, deadline -> Explain.dialogue(text, deadline));
    }

    @Test
    void theSameForAReply() {
        String reply = "550-5.1.1 no such user\n550 5.1.1 here";
        sweep(reply, deadline -> Explain.reply(Stage.RCPT_TO, reply, deadline));
    }

    private static void sweep(String text, Function<Deadline, ProbeReport> explain) {
        String all = found(explain.apply(Deadline.after(Duration.ofDays(1), new Counting())));
        int unread = 0;
        int looks = 1;
        for (; unread == looks - 1; looks++) {
            ProbeReport report = explain.apply(Deadline.after(Duration.ofMillis(looks), new Counting()));
            if (report.has("dialogue.out-of-time")) {
                unread++;
                unread(report, text.length(), "dialogue.out-of-time");
                assertThat(report.summary()).contains(" ms passed");
            } else {
                assertThat(report.has("checks.unfinished") || found(report).equals(all))
                        .as("after %d looks: %s", looks, report)
                        .isTrue();
            }
        }
        assertThat(unread).as("looks at the clock while reading").isGreaterThan((int)
                text.lines().count());
    }

    private static void unread(ProbeReport report, int octets, String cause) {
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.rootCause()).map(Finding::id).contains(cause);
        assertThat(report.findings()).as("and nothing else").hasSize(1);
        assertThat(report.decidingStage()).isEmpty();
        Attempt attempt = report.attempts().get(0);
        assertThat(attempt.leftOut()).isEqualTo(octets);
        assertThat(attempt.transcript()).hasToString("* left-out " + octets + "\n");
        assertThat(report + TextReport.render(report) + HtmlReport.render(report) + report.asMap())
                .doesNotContain(SECRET, "example.com", "no such user", "refused");
    }

    @Test
    void anInterruptEndsItAndTheFlagStays() {
        Thread.currentThread().interrupt();
        ProbeReport report = Explain.dialogue(DIALOGUE);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        unread(report, DIALOGUE.length(), "dialogue.interrupted");
        unread(Explain.reply(Stage.EHLO, "250 ok"), 6, "dialogue.interrupted");
    }

    @Test
    void anInterruptInTheMiddleEndsItToo() {
        for (int looks = 1; looks < 50; looks++) {
            int last = looks;
            Counting counting = new Counting();
            ProbeReport report = Explain.dialogue(DIALOGUE, Deadline.after(Duration.ofDays(1), () -> {
                if (counting.looks == last) {
                    Thread.currentThread().interrupt();
                }
                return counting.nanos();
            }));
            assertThat(Thread.interrupted()).isTrue();
            unread(report, DIALOGUE.length(), "dialogue.interrupted");
        }
    }

    /** What was read is judged, also where reading took all the time. */
    @Test
    void judgingHasAWhileOfItsOwn() {
        VirtualTicker ticker = new VirtualTicker();
        ProbeReport report = Explain.dialogue(DIALOGUE, Deadline.after(Duration.ofMillis(1), ticker));
        assertThat(report.rootCause()).map(Finding::id).contains("auth.rejected");
        assertThat(report.request().deadline()).isEqualTo(Duration.ofMillis(1));
    }

    /** The longest texts that are read, the worst of their kinds: in time of this thread's processor, which is never more than has passed. */
    @Test
    void theSlowestTextsEndInTime() {
        Duration limit = Duration.ofMillis(100);
        Explain.dialogue(DIALOGUE); // reads the tables
        Explain.dialogue(BOUNCE);
        for (String unit : List.of(
                "C: EHLO a.example.com\nS: 550 5.7.1 no\n",
                "C: RCPT TO:<a@b.example>\nS: 550 5.1.1 no user a\n",
                "Caused by: java.net.ConnectException: Connection refused\n",
                "host mx.example.com[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command)\n",
                "://a:b".repeat(10_000) + "\n",
                "C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dXNlcg==\nS: 535 no\n")) {
            String text = "S: 220 mx\nC: EHLO me\nS: 250 mx\n" + unit.repeat(Explain.MAX_LENGTH / unit.length());
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            ProbeReport report = Explain.dialogue(text, limit);
            long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            assertThat(Duration.ofNanos(took)).as(unit.substring(0, 20)).isLessThan(limit.plusMillis(250));
            assertThat(report.passed()).isFalse();
        }
    }
}
