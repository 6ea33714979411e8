/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain;

import io.github.smtpprobe.explain.dialogue.PastedText;
import io.github.smtpprobe.explain.lines.Excerpt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.wire.ReplyParser;
import java.util.Objects;

/**
 * Explains a dialogue without any network: pasted from this library, swaks, JavaMail's debug output, nodemailer's log, Python's
 * smtplib, or a telnet window; or an error message or a line of a mail log (Postfix, Exim) that quotes a reply. What is in it
 * becomes facts, and the checks of a probe judge them. Stateless and thread-safe.
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
    /** Of a longer text so many characters are read, the last ones: an SMTP dialogue with a problem in it is a page or two. */
    public static final int MAX_LENGTH = Excerpt.MAX_LENGTH;

    /** Of a text of more lines so many are read, the last ones. */
    public static final int MAX_LINES = Excerpt.MAX_LINES;

    private static final int LONGEST_REPLY = ReplyParser.MAX_REPLY;

    private Explain() {}

    /**
     * Explains a dialogue.
     *
     * @param text as it was printed; lines that are no part of a dialogue are passed over, and logins in it are masked. At most
     *             {@link #MAX_LENGTH} characters and {@link #MAX_LINES} lines are read, the last ones; what stands before them is
     *             counted in {@code attempt.leftOut()}, and the finding {@code dialogue.not-read} says so
     * @return a report with an attempt for each session or message of the text, at most fifty; its findings are those that a probe
     *         with this dialogue would have had. Where the text does not show which command a refusal answered, only its words
     *         count, and no step is named
     * @throws IllegalArgumentException if there is neither a reply of a server nor an error of a client in it
     */
    public static ProbeReport dialogue(String text) {
        Objects.requireNonNull(text, "text");
        return PastedText.of(Excerpt.of(text)).report();
    }

    /**
     * Explains one reply.
     *
     * @param stage the command that it answers
     * @param reply one or several lines, such as {@code 550 5.1.1 no such user}; like a server's at most 64 KiB of it are read
     * @return a report whose findings are those for this reply at this stage, without what the reply does not name
     * @throws IllegalArgumentException if it is no reply
     */
    public static ProbeReport reply(Stage stage, String reply) {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(reply, "reply");
        String read = reply.substring(0, Math.min(LONGEST_REPLY, reply.length()));
        return PastedText.reply(stage, read).report();
    }
}
