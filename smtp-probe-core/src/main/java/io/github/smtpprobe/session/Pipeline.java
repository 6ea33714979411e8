/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.smtp.Stage;
import io.github.smtpprobe.wire.ClientLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Commands that are sent in one write, and their replies, which come in the same order (RFC 2920). A step whose command was sent
 * along with an earlier one finds its reply here, so the steps of a conversation are the same as in lock-step, where each group
 * is a single command.
 *
 * <p>All replies of a group are read before the first of them counts ({@link ReplyCount}).
 */
final class Pipeline {
    /**
     * The most octets that are sent at once. Every system buffers more than that for a connection, so no write waits for the
     * server.
     */
    static final int MOST_OCTETS = 4_096;

    /**
     * The most commands in a group. With 512 octets each, their replies fit into any receive window, so the server does not
     * wait for us either.
     */
    static final int MOST_COMMANDS = 32;

    private final Gate gate;
    private final ReplyCount replies;
    /** Whether several replies to one message have been counted, after which no reply other than 221 is due. */
    private boolean counted;

    Pipeline(Gate gate) {
        this.gate = gate;
        this.replies = new ReplyCount(gate);
    }

    /**
     * A command that may be sent.
     *
     * @param stage its step
     * @param line  the command
     */
    record Asked(Stage stage, ClientLine line) {}

    /** Whether the command of the next step was already sent; it then has its reply, or will never get one. */
    boolean sent(Stage stage) {
        return replies.next().filter(each -> each.stage() == stage).isPresent();
    }

    /**
     * The outcome of a command. It is sent together with the first of those that follow it, unless it was sent with an earlier
     * one.
     *
     * @param clock  the clock of the step
     * @param behind supplies the commands that may be sent with it; called only if it is sent now
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
                ? Outcome.failed(Reason.REPLIES_SURPLUS, ReplyCount.TOO_MANY)
                : answer.outcome(asked.stage());
    }

    /** Whether a reply in place of 221 is left over from earlier: then 221 follows it. */
    private boolean leftOver(Answer answer) {
        if (answer instanceof Answer.Unanswered none) {
            return none.why().reason() == Reason.UNSOLICITED_REPLY;
        }
        return !ReplyCount.bye(answer) && !answer.closing() && replies.lastWords(Stage.QUIT) instanceof Answer.Replied;
    }

    /**
     * Sends a message whose final dot is answered once for each of its recipients, in their order (RFC 2033 §4.2), and reads all
     * those replies before the first of them counts.
     *
     * @param clock the clock of the step
     * @return the outcome for the first recipient; those of the others are available when their steps come
     */
    Outcome transfer(MessageData data, int recipients, StepClock clock) {
        Answer answer = gate.dialogue().transfer(data, gate.limit(Stage.END_OF_DATA));
        replies.add(Stage.END_OF_DATA, answer, clock.read());
        while (replies.size() < recipients) {
            StepClock next = gate.clock();
            replies.add(Stage.END_OF_DATA, reply(Stage.END_OF_DATA), next.read());
        }
        counted = true;
        replies.ofRecipients();
        return take(clock);
    }

    /** The outcome of the next command that was sent ahead. */
    Outcome take(StepClock clock) {
        ReplyCount.Given next = replies.take();
        clock.was(next.span());
        return next.answer().outcome(next.stage());
    }

    /** The command, and as many of the following ones as can safely be sent before the first reply is read (RFC 2920 §3.1). */
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
            replies.add(group.get(0).stage(), early.get(), clock.read()); // nothing is sent
            return;
        }
        List<ClientLine> lines = group.stream().map(Asked::line).toList();
        Optional<Answer> broken = dialogue.send(lines, gate.limit(group.get(0).stage()));
        for (Asked asked : group) {
            Answer answer = replies.next().isEmpty() && broken.isPresent() ? broken.get() : reply(asked.stage());
            replies.add(asked.stage(), answer, clock.read());
            clock = gate.clock();
        }
        replies.ofCommands(group.get(group.size() - 1).stage());
    }

    /** The reply that is due, as long as the server can be expected to send it. */
    private Answer reply(Stage stage) {
        Optional<Answer> ending = replies.ending();
        if (ending.isEmpty()) {
            return gate.dialogue().reply(gate.limit(stage));
        }
        if (ending.get() instanceof Answer.Unanswered) {
            return ReplyCount.NOT_AWAITED;
        }
        Answer last = replies.lastWords(stage);
        return last instanceof Answer.Replied ? last : ReplyCount.NOT_AWAITED;
    }
}
