/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import io.github.smtpprobe.clock.Deadline;
import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.explain.dialogue.Explained;
import io.github.smtpprobe.explain.dialogue.PastedText;
import io.github.smtpprobe.explain.lines.Excerpt;
import io.github.smtpprobe.explain.lines.ReadingTime;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.report.Verdict;
import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.Problem;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.wire.ReplyParser;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Explains pasted text without using the network: a dialogue from this library, swaks, JavaMail's debug output, nodemailer's log,
 * Python's smtplib or a telnet window; or an error message or a line of a mail log (Postfix, Exim) that quotes a reply. The text
 * is turned into facts, which the checks of a probe judge. Stateless and thread-safe.
 *
 * <p>It works on the calling thread and within a time limit. If the limit is too short for a text, none of it is judged, since
 * the missing part could change the meaning of the rest: the verdict is {@link Verdict#INCONCLUSIVE}, the finding
 * {@code dialogue.out-of-time} says why, and {@code attempt.leftOut()} counts the whole text. The same happens if the thread is
 * interrupted, with the finding {@code dialogue.interrupted}; the interrupt flag stays set. A text that was read in time is
 * judged for at most 150 ms beyond the limit; the finding {@code checks.unfinished} names what was not judged by then. The first
 * call in a process also loads classes and tables, which takes about a second and does not count against the limit.
 *
 * <p>Nothing is looked up, so the report contains only what the text says and what the library concludes from it: whoever pasted
 * the text may see all of it. Control characters are escaped; escaping for HTML is up to the caller. {@code took()} is zero,
 * since nothing was probed.
 *
 * <pre>{@code
 * ProbeReport report = Explain.dialogue("""
 *         S: 220 mx.example.com ESMTP
 *         C: EHLO me.example.com
 *         S: 550 5.7.1 your address is listed at zen.spamhaus.org
 *         """);
 * System.out.println(report.summary());
 * }</pre>
 */
public final class Explain {
    /**
     * How many characters of a text are read. Only the end of a longer text is read; an SMTP dialogue with a problem in it fills
     * a page or two.
     */
    public static final int MAX_LENGTH = Excerpt.MAX_LENGTH;

    /**
     * How many lines of a text are read. Only the last lines of a longer text are read; a final line break counts as the start of
     * one more, empty line.
     */
    public static final int MAX_LINES = Excerpt.MAX_LINES;

    /**
     * The default time limit, the same as for a probe. A page takes a few milliseconds, the longest text a second or two, and
     * several times that on a busy machine.
     */
    public static final Duration TIME_LIMIT = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int LONGEST_REPLY = ReplyParser.MAX_REPLY;

    private Explain() {}

    /**
     * Explains a dialogue within {@link #TIME_LIMIT}.
     *
     * @param text the text as it was printed; lines that are not part of a dialogue are skipped, and logins are masked. Only the
     *             last {@link #MAX_LENGTH} characters and {@link #MAX_LINES} lines are read. Anything before them, and any line
     *             of more than 64 KiB, is counted in {@code attempt.leftOut()}, and the finding {@code dialogue.not-read} says so
     * @return a report with an attempt for each session or message in the text, at most fifty; its findings are those of a probe
     *         with the same dialogue. If the text does not show which command a refusal answered, only its words count, and no
     *         step is named
     * @throws InvalidRequest if the part that is read contains neither a server's reply nor a client's error: field {@code text},
     *     code {@code no-smtp}
     */
    public static ProbeReport dialogue(String text) {
        return dialogue(text, TIME_LIMIT);
    }

    /**
     * Explains a dialogue within a time limit.
     *
     * @param text      as for {@link #dialogue(String)}
     * @param timeLimit how long it may take, 1 ms to 1 h
     * @return as for {@link #dialogue(String)}; if the time was too short, a report that says so
     * @throws InvalidRequest as for {@link #dialogue(String)}, or if the limit is out of range: field {@code timeLimit}, code
     *     {@code range}
     */
    public static ProbeReport dialogue(String text, Duration timeLimit) {
        Objects.requireNonNull(text, "text");
        return dialogue(text, time(timeLimit));
    }

    static ProbeReport dialogue(String text, Deadline deadline) {
        return dialogue(text, ReadingTime.until(deadline));
    }

    private static ProbeReport dialogue(String text, ReadingTime time) {
        return report(text, time, () -> PastedText.of(Excerpt.of(text, time)));
    }

    /**
     * Explains one reply within {@link #TIME_LIMIT}.
     *
     * @param stage the command that it answers
     * @param reply one or several lines, such as {@code 550 5.1.1 no such user}; as in a probe, at most 64 KiB are read
     * @return a report whose findings are those for this reply at this stage, without any details that the reply does not contain
     * @throws InvalidRequest if the text is not a reply, or servers do not reply at that stage: field {@code reply} or
     *     {@code stage}
     */
    public static ProbeReport reply(Stage stage, String reply) {
        return reply(stage, reply, TIME_LIMIT);
    }

    /**
     * Explains one reply within a time limit.
     *
     * @param stage     the command that it answers
     * @param reply     as for {@link #reply(Stage, String)}
     * @param timeLimit how long it may take, 1 ms to 1 h
     * @return as for {@link #reply(Stage, String)}; if the time was too short, a report that says so
     * @throws InvalidRequest as for {@link #reply(Stage, String)}, or if the limit is out of range: field {@code timeLimit}, code
     *     {@code range}
     */
    public static ProbeReport reply(Stage stage, String reply, Duration timeLimit) {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(reply, "reply");
        return reply(stage, reply, time(timeLimit));
    }

    static ProbeReport reply(Stage stage, String reply, Deadline deadline) {
        return reply(stage, reply, ReadingTime.until(deadline));
    }

    private static ProbeReport reply(Stage stage, String reply, ReadingTime time) {
        String read = reply.substring(0, Math.min(LONGEST_REPLY, reply.length()));
        return report(read, time, () -> PastedText.reply(stage, Excerpt.whole(read, time)));
    }

    private static ProbeReport report(String text, ReadingTime time, Supplier<Explained> reading) {
        try {
            return reading.get().report(time);
        } catch (ReadingTime.Over over) {
            return PastedText.unread(Excerpt.nothing(text, time)).report();
        }
    }

    private static ReadingTime time(Duration timeLimit) {
        Objects.requireNonNull(timeLimit, "timeLimit");
        if (timeLimit.compareTo(Duration.ofMillis(1)) < 0 || timeLimit.compareTo(LONGEST) > 0) {
            throw new InvalidRequest(List.of(Problem.error("timeLimit", Problem.Code.RANGE, "must be 1 ms to 1 h")));
        }
        Objects.requireNonNull(Loading.REPORT);
        return ReadingTime.within(timeLimit, Ticker.system());
    }

    /** Explains a page before any time limit begins, since loading what the first text needs takes longer than reading it. */
    private static final class Loading {
        static final ProbeReport REPORT = dialogue("""
            220 mx.example.com ESMTP
            EHLO me.example.com
            250 mx.example.com
            MAIL FROM:<ada@example.com>
            550 5.7.1 no
            """, ReadingTime.within(TIME_LIMIT, Ticker.system()));
    }
}
