/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.RcptTo;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Event;
import io.github.smtpprobe.wire.ReplyParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Every reply in a fact stands in the transcript once, after the command that it answers, and no octet belongs to two replies:
 * facts and replies are walked side by side, and each reply is taken once.
 */
final class Evidence {
    /** What may be sent before the reply to what was sent before it. */
    private static final String TOGETHER = "MAIL FROM:.*|RCPT TO:.*|RSET|QUIT";

    /** A reply of the transcript, with the command that it answers: the last line of ours before it, or its own where some went together. */
    private record Said(String command, Reply reply) {}

    private Evidence() {}

    static void check(Attempt attempt) {
        boolean whole = attempt.transcript().entries().stream()
                .flatMap(entry -> entry.event().stream())
                .noneMatch(event -> event.kind() == Event.Kind.WITHHELD || event.kind() == Event.Kind.LEFT_OUT);
        if (attempt.purpose() == Purpose.DIALOGUE || !whole) {
            return; // somebody else's dialogue; or what would be compared is not kept
        }
        List<Said> said = replies(attempt);
        int next = 0;
        for (Fact fact : attempt.facts()) {
            if (fact.outcome().reply().isEmpty()) {
                continue;
            }
            Reply reply = fact.outcome().reply().get();
            while (next < said.size() && !answers(said.get(next), fact, reply)) {
                next++;
            }
            assertThat(next)
                    .as(() -> fact + " has a reply of its own in\n" + attempt.transcript())
                    .isLessThan(said.size());
            next++;
        }
    }

    private static boolean answers(Said said, Fact fact, Reply reply) {
        boolean same =
                said.reply().code().equals(reply.code()) && said.reply().lines().equals(reply.lines());
        boolean unasked =
                fact.outcome() instanceof Outcome.Failed failed && failed.reason() == Reason.UNSOLICITED_REPLY;
        return same && (reply.code().value() == 421 || unasked || said.command().matches(command(fact)));
    }

    /** A 421 may come before the command; everything else answers it. */
    private static String command(Fact fact) {
        return switch (fact.stage()) {
            case GREETING -> "";
            case EHLO -> "(?i)" + ((Ehlo) fact).verb() + " .*";
            case AUTH -> "AUTH .*|.*redacted.*|\\*|";
            case XCLIENT -> "XCLIENT .*";
            case MAIL_FROM -> "MAIL FROM:.*";
            case RCPT_TO ->
                "RCPT TO:<"
                        + java.util.regex.Pattern.quote(
                                ((RcptTo) fact).recipient().wire()) + ">.*";
            case END_OF_DATA -> "\\.";
            default -> fact.stage().name();
        };
    }

    private static List<Said> replies(Attempt attempt) {
        List<Said> said = new ArrayList<>();
        Deque<String> commands = new ArrayDeque<>();
        String command = "";
        ReplyParser parser = new ReplyParser();
        boolean broken = false;
        for (Entry entry : attempt.transcript().entries()) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                String line = entry.text().strip();
                if (!line.matches(TOGETHER)) {
                    commands.clear();
                }
                commands.add(line);
                assertThat(parser.midReply() && !broken)
                        .as("nothing is sent into the middle of a reply")
                        .isFalse();
            }
            for (byte octet : entry.direction() == Entry.Direction.SERVER && !broken ? entry.octets() : new byte[0]) {
                ReplyParser.Progress progress = parser.octet(octet);
                broken |= progress == ReplyParser.Progress.VIOLATION;
                if (progress == ReplyParser.Progress.REPLY) {
                    command = commands.isEmpty() ? command : commands.remove();
                    said.add(new Said(command, parser.reply()));
                }
            }
        }
        return said;
    }
}
