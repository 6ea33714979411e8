/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.smtp.EnhancedStatusCode;
import io.github.smtpprobe.smtp.Stage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The replies to commands that were sent together, in order, until their steps take them. If their number differs from that of
 * the commands, or of the recipients of a message, they cannot be assigned, and none of them counts.
 */
final class ReplyCount {
    static final String TOO_MANY = "more replies came to the message than it had recipients";

    static final Answer NOT_AWAITED = new Answer.Unanswered(Outcome.failed(
            Reason.REPLY_NOT_AWAITED,
            "the conversation broke off before this reply, and it was not waited for any longer"));

    /** Subjects of enhanced status codes (RFC 3463 §3). */
    private static final int UNDEFINED = 0;

    private static final int ADDRESSING = 1;

    private final Gate gate;
    private final Deque<Given> given = new ArrayDeque<>();

    ReplyCount(Gate gate) {
        this.gate = gate;
    }

    /** The result of a command, and how long it took after the previous reply. */
    record Given(Stage stage, Answer answer, StepClock.Span span) {}

    void add(Stage stage, Answer answer, StepClock.Span span) {
        given.add(new Given(stage, answer, span));
    }

    int size() {
        return given.size();
    }

    /** The result of the next command that was sent ahead. */
    Optional<Given> next() {
        return Optional.ofNullable(given.peek());
    }

    Given take() {
        return given.remove();
    }

    /** The last answer, if at most a few last words can follow it. */
    Optional<Answer> ending() {
        return Optional.ofNullable(given.peekLast()).filter(ReplyCount::ends).map(Given::answer);
    }

    /** Whether at most a few last words can follow. */
    private static boolean ends(Given last) {
        return last.answer().closing() || last.answer() instanceof Answer.Unanswered || bye(last.answer());
    }

    /** Whether it is 221, with which a server takes its leave. */
    static boolean bye(Answer answer) {
        return answer instanceof Answer.Replied replied
                && replied.reply().code().value() == 221;
    }

    /** Something that a server may still say although it owes hardly any reply. */
    Answer lastWords(Stage stage) {
        return gate.dialogue().lastWords(gate.limit(stage));
    }

    /** If there are fewer or more replies than recipients of a message, none of them can be assigned to a recipient. */
    void ofRecipients() {
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

    /** If there are fewer or more replies than commands, none of them can be assigned to a command. */
    void ofCommands(Stage last) {
        List<Given> replied = replied();
        int bye = farewellIndex(replied);
        if (farewellBeforeQuit(replied, bye)) {
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
     * Whether replies have shifted: a server that replies 2.1.5 to RCPT (RFC 3463 §3.2) replies 2.0.0 to RSET. If the codes are
     * consistent, the order alone tells which command has no reply.
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

    /** Words the answers of commands without a reply: only the position is known, since an earlier reply may have been lost. */
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

    /** The index of the reply with which the server took its leave; the number of replies if there is none. */
    private static int farewellIndex(List<Given> replied) {
        int bye = 0;
        while (bye < replied.size() && !bye(replied.get(bye).answer())) {
            bye++;
        }
        return bye;
    }

    /** Whether the server took its leave before QUIT. If that is its only reply, it answers the first command. */
    private static boolean farewellBeforeQuit(List<Given> replied, int bye) {
        return replied.size() > 1 && bye < replied.size() && replied.get(bye).stage() != Stage.QUIT;
    }

    /**
     * Whether a reply is left over. Only QUIT is answered by 221, so if it came, all other replies belong to their commands.
     */
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

    /**
     * An answer that no longer counts. If a reply was no longer waited for, one may have come that belongs to another command.
     */
    private static Answer doubted(Answer answer, Reason why, String detail) {
        if (answer instanceof Answer.Replied replied) {
            return new Answer.Doubtful(why, detail, replied.reply());
        }
        return answer.equals(NOT_AWAITED)
                ? new Answer.Unanswered(Outcome.failed(Reason.REPLY_NOT_AWAITED, detail))
                : answer;
    }
}
