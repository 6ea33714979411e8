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

    /** What came of a command, and how long it took after the reply before it. */
    record Given(Stage stage, Answer answer, StepClock.Span span) {}

    void add(Stage stage, Answer answer, StepClock.Span span) {
        given.add(new Given(stage, answer, span));
    }

    int size() {
        return given.size();
    }

    /** What came of the next command that was sent before. */
    Optional<Given> next() {
        return Optional.ofNullable(given.peek());
    }

    Given take() {
        return given.remove();
    }

    /** The last answer, where no more than a few last words can follow it. */
    Optional<Answer> ending() {
        return Optional.ofNullable(given.peekLast()).filter(ReplyCount::ends).map(Given::answer);
    }

    /** Whether no more than a few last words can follow. */
    private static boolean ends(Given last) {
        return last.answer().closing() || last.answer() instanceof Answer.Unanswered || bye(last.answer());
    }

    /** Whether it is 221, with which a server takes leave. */
    static boolean bye(Answer answer) {
        return answer instanceof Answer.Replied replied
                && replied.reply().code().value() == 221;
    }

    /** What a server says that hardly owes a reply any more. */
    Answer lastWords(Stage stage) {
        return gate.dialogue().lastWords(gate.limit(stage));
    }

    /** Replies that are fewer or more than the recipients of a message say nothing of any of them. */
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

    /** Replies that are fewer or more than the commands say nothing of any of them. */
    void ofCommands(Stage last) {
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
        return answer.equals(NOT_AWAITED)
                ? new Answer.Unanswered(Outcome.failed(Reason.REPLY_NOT_AWAITED, detail))
                : answer;
    }
}
