/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.smtp.EnhancedStatusCode;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.wire.ClientLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Commands that go out in one write, and their replies, which come in the same order (RFC 2920). A step whose command was sent with
 * one before it finds its reply here; so the steps of a conversation are the same as in lock-step, where each group is one command.
 *
 * <p>All replies of a group are read before the first of them counts: where there are fewer or more of them than commands, nobody can
 * tell which belongs to which.
 */
final class Pipeline {
    /** Octets that a server can be sent at once: less than any system keeps for a connection, so that no write waits for the server. */
    static final int MOST_OCTETS = 4_096;

    /** Commands in a group: at 512 octets a reply all of theirs fit into any receive window, so that the server waits for us as little. */
    static final int MOST_COMMANDS = 32;

    private static final String TOO_MANY = "more replies came to the message than it had recipients";

    /** Subjects of enhanced status codes (RFC 3463 §3). */
    private static final int UNDEFINED = 0;

    private static final int ADDRESSING = 1;

    private final Gate gate;
    private final Deque<Given> given = new ArrayDeque<>();
    /** Whether several replies to one message have been counted, so that no other than 221 is due. */
    private boolean counted;

    Pipeline(Gate gate) {
        this.gate = gate;
    }

    /**
     * A command that may be sent.
     *
     * @param stage its step
     * @param line  the command
     */
    record Asked(Stage stage, ClientLine line) {}

    /** What came of a command, and how long it took after the reply before it. */
    private record Given(Stage stage, Answer answer, StepClock.Span span) {}

    /** Whether the command of the next step is sent: it has its reply already, or will never have one. */
    boolean sent(Stage stage) {
        return !given.isEmpty() && given.element().stage() == stage;
    }

    /**
     * What comes of a command. It is sent with the first of those behind it, unless it was sent with one before.
     *
     * @param clock  of the step
     * @param behind what may go with it, asked for only where it goes now
     */
    Outcome ask(Asked asked, StepClock clock, Supplier<List<Asked>> behind) {
        if (!sent(asked.stage())) {
            List<Asked> next = behind.get();
            List<Asked> group = next.isEmpty() ? List.of(asked) : group(asked, next);
            if (group.size() == 1) {
                return alone(asked);
            }
            exchange(group);
        }
        return take(clock);
    }

    private Outcome alone(Asked asked) {
        Answer answer = gate.dialogue().exchange(asked.line(), gate.limit(asked.stage()));
        return counted && asked.stage() == Stage.QUIT && leftOver(answer)
                ? Outcome.failed(Reason.REPLIES_SURPLUS, TOO_MANY)
                : answer.outcome(asked.stage());
    }

    /** Whether a reply in the place of 221 belongs to what was before: then 221 follows it. */
    private boolean leftOver(Answer answer) {
        if (answer instanceof Answer.Unanswered none) {
            return none.why().reason() == Reason.UNSOLICITED_REPLY;
        }
        return !bye(answer) && !answer.closing() && lastWords(Stage.QUIT) instanceof Answer.Replied;
    }

    /**
     * Sends a message whose final dot is answered once for each of its recipients, in their order (RFC 2033 §4.2), and reads all
     * those replies before the first of them counts.
     *
     * @param clock of the step
     * @return what came of the first recipient; the others have their replies when their steps come
     */
    Outcome transfer(MessageData data, int recipients, StepClock clock) {
        Answer answer = gate.dialogue().transfer(data, gate.limit(Stage.END_OF_DATA));
        given.add(new Given(Stage.END_OF_DATA, answer, clock.read()));
        while (given.size() < recipients) {
            StepClock next = gate.clock();
            given.add(new Given(Stage.END_OF_DATA, reply(Stage.END_OF_DATA), next.read()));
        }
        counted = true;
        doubtRecipients();
        return take(clock);
    }

    /** What came of the next command that was sent before. */
    Outcome take(StepClock clock) {
        Given next = given.remove();
        clock.was(next.span());
        return next.answer().outcome(next.stage());
    }

    /** The command, and as many of those behind it as are safe to send before the first reply is read (RFC 2920 §3.1). */
    private static List<Asked> group(Asked first, List<Asked> behind) {
        List<Asked> group = new ArrayList<>();
        group.add(first);
        int octets = first.line().length();
        for (Asked each : behind) {
            octets += each.line().length();
            if (octets > MOST_OCTETS || group.size() == MOST_COMMANDS) {
                break;
            }
            group.add(each);
        }
        return group;
    }

    private void exchange(List<Asked> group) {
        Dialogue dialogue = gate.dialogue();
        StepClock clock = gate.clock();
        Optional<Answer> early = dialogue.unasked();
        if (early.isPresent()) {
            given.add(new Given(group.get(0).stage(), early.get(), clock.read())); // and nothing is sent
            return;
        }
        List<ClientLine> lines = group.stream().map(Asked::line).toList();
        Optional<Answer> broken = dialogue.send(lines, gate.limit(group.get(0).stage()));
        for (Asked asked : group) {
            Answer answer = given.isEmpty() && broken.isPresent() ? broken.get() : reply(asked.stage());
            given.add(new Given(asked.stage(), answer, clock.read()));
            clock = gate.clock();
        }
        doubt(group.get(group.size() - 1).stage());
    }

    /** The reply that is due, for as long as the server can be expected to send it. */
    private Answer reply(Stage stage) {
        Given before = given.peekLast();
        if (before == null || !ends(before)) {
            return gate.dialogue().reply(gate.limit(stage));
        }
        if (before.answer() instanceof Answer.Unanswered) {
            return notAwaited();
        }
        Answer last = lastWords(stage);
        return last instanceof Answer.Replied ? last : notAwaited();
    }

    /** Whether no more than a few last words can follow. */
    private static boolean ends(Given last) {
        return last.answer().closing() || last.answer() instanceof Answer.Unanswered || bye(last.answer());
    }

    private static boolean bye(Answer answer) {
        return answer instanceof Answer.Replied replied
                && replied.reply().code().value() == 221;
    }

    private Answer lastWords(Stage stage) {
        return gate.dialogue().lastWords(gate.limit(stage));
    }

    private static Answer notAwaited() {
        return new Answer.Unanswered(Outcome.failed(
                Reason.REPLY_NOT_AWAITED,
                "the conversation broke off before this reply, and it was not waited for any longer"));
    }

    /** Replies that are fewer or more than the recipients of a message say nothing of any of them. */
    private void doubtRecipients() {
        List<Given> replied = replied();
        Optional<Given> odd = replied.stream()
                .filter(each -> each.answer().outcome(Stage.END_OF_DATA) instanceof Outcome.Failed)
                .filter(each -> given.size() > 1 && !(bye(each.answer()) && each == given.getFirst()))
                .findFirst();
        if (odd.isPresent()) {
            doubt(
                    bye(odd.get().answer()) ? Reason.REPLIES_MISSING : Reason.REPLIES_SURPLUS,
                    "a reply that is for no recipient came among the replies to the message");
        } else if (replied.size() == given.size() && surplus(Stage.END_OF_DATA)) {
            doubt(Reason.REPLIES_SURPLUS, TOO_MANY);
        } else if (!replied.isEmpty()) {
            count(replied.size(), "to the message");
        }
    }

    private List<Given> replied() {
        return given.stream()
                .filter(each -> each.answer() instanceof Answer.Replied)
                .toList();
    }

    /** Replies that are fewer or more than the commands say nothing of any of them. */
    private void doubt(Stage last) {
        List<Given> replied = replied();
        int bye = bye(replied);
        if (left(replied, bye)) {
            doubt(
                    Reason.REPLIES_MISSING,
                    "221, which answers QUIT, came as reply " + (bye + 1) + " to " + given.size() + " commands");
        } else if (replied.size() == given.size() && surplus(last)) {
            doubt(
                    Reason.REPLIES_SURPLUS,
                    "more than " + given.size() + " replies came to " + given.size() + " commands");
        } else if (replied.size() < given.size() && displaced(replied)) {
            doubt(
                    Reason.REPLIES_MISSING,
                    replied.size() + " replies came to " + given.size()
                            + " commands, and the last of those to RCPT has a code as RSET gets");
        } else if (!replied.isEmpty()) {
            count(replied.size(), "to commands that were sent together");
        }
    }

    /**
     * Whether replies stand where others belong: servers that say 2.1.5 of a recipient (RFC 3463 §3.2) have 2.0.0 for RSET. Where
     * the codes fit, the order alone tells which command has no reply.
     */
    private static boolean displaced(List<Given> replied) {
        List<EnhancedStatusCode> recipients = replied.stream()
                .filter(each -> each.stage() == Stage.RCPT_TO)
                .flatMap(each -> each.answer().outcome(Stage.RCPT_TO).reply().stream())
                .filter(reply -> reply.code().positive())
                .flatMap(reply -> reply.enhanced().stream())
                .toList();
        return recipients.size() > 1
                && recipients.get(0).subject() == ADDRESSING
                && recipients.get(recipients.size() - 1).subject() == UNDEFINED;
    }

    /** Of the command that has no reply only the place is known: a reply before it can have been lost. */
    private void count(int replies, String what) {
        String detail =
                "the server closed the connection after " + replies + " of " + given.size() + " replies " + what;
        for (int left = given.size(); left > 0; left--) {
            Given each = given.remove();
            given.add(
                    each.answer().equals(ReplyReader.CLOSED)
                            ? new Given(
                                    each.stage(),
                                    new Answer.Unanswered(Outcome.failed(Reason.CONNECTION_CLOSED, detail)),
                                    each.span())
                            : each);
        }
    }

    /** The place of the reply with which the server took leave, or behind all of them. */
    private static int bye(List<Given> replied) {
        int bye = 0;
        while (bye < replied.size() && !bye(replied.get(bye).answer())) {
            bye++;
        }
        return bye;
    }

    /** Whether it took leave before QUIT had its turn. Where that is all that it says, it answers the first command. */
    private static boolean left(List<Given> replied, int bye) {
        return replied.size() > 1 && bye < replied.size() && replied.get(bye).stage() != Stage.QUIT;
    }

    /** Whether a reply is left over. 221 answers QUIT alone, so with it all others have found their commands, too. */
    private boolean surplus(Stage last) {
        if (last != Stage.QUIT) {
            return gate.dialogue().unasked().filter(each -> !each.closing()).isPresent();
        }
        Given end = given.getLast();
        return !ends(end) && positive(end.answer()) && lastWords(last) instanceof Answer.Replied;
    }

    private static boolean positive(Answer answer) {
        return answer instanceof Answer.Replied replied
                && replied.reply().code().positive();
    }

    private void doubt(Reason why, String detail) {
        gate.dialogue().lose();
        for (int left = given.size(); left > 0; left--) {
            Given each = given.remove();
            given.add(new Given(each.stage(), doubted(each.answer(), why, detail), each.span()));
        }
    }

    /** A reply counts no more; where none was waited for any longer, one may have come that stands in another's place. */
    private static Answer doubted(Answer answer, Reason why, String detail) {
        if (answer instanceof Answer.Replied replied) {
            return new Answer.Doubtful(why, detail, replied.reply());
        }
        boolean given = answer.equals(notAwaited());
        return given ? new Answer.Unanswered(Outcome.failed(Reason.REPLY_NOT_AWAITED, detail)) : answer;
    }
}
