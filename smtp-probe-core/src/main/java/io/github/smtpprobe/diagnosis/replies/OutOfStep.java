/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.replies;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Ehlo;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.smtp.Capabilities;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.transcript.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A refusal after which the server sent one reply too many. One of its replies answers something that this client did not send,
 * and it may be the refusal: a mail server that refuses a load balancer's PROXY header may send that reply after EHLO.
 */
public final class OutOfStep extends AttemptCheck {
    /** The binary PROXY header contains line ends, so a server may refuse it in several parts. */
    private static final String MORE_THAN_SENT =
            "It refused EHLO and replied once more than it was asked: often a load balancer sends a PROXY"
                    + " protocol header to a mail server that does not expect one.";

    private static final String LATE =
            "It refused EHLO and then answered QUIT as EHLO is answered, so its replies stand one command too late: often a load"
                    + " balancer sends a PROXY protocol header to a mail server that does not expect one.";

    /** Refuses a command until TLS was started or the client has logged in (RFC 3207 §4, RFC 4954 §6). */
    private static final int CONDITION = 530;

    public OutOfStep() {
        super(Occasion.failed(Ehlo.class).or(Occasion.FAILURE));
    }

    @Override
    protected void examine(AttemptFindings one) {
        if (SentProxyHeader.unwanted(one)) {
            return; // it is known what was answered
        }
        Optional<Fact> deciding = one.attempt().decidingFact();
        Optional<Fact> hello = one.attempt().passed() ? refusedHello(one.attempt()) : Optional.empty();
        deciding.or(() -> hello)
                .filter(fact -> doubtful(one.attempt(), fact))
                .ifPresent(fact -> one.add(
                        "session.unsolicited",
                        fact,
                        "early",
                        words(one.attempt(), fact),
                        "doubt",
                        StrayReply.words(one.attempt(), fact)));
        deciding.filter(fact -> settled(one.attempt(), fact))
                .flatMap(fact -> nextTaken(one.attempt(), fact))
                .ifPresent(met ->
                        one.add("session.unsolicited", met, "behind", new SurplusReply(one.attempt(), met).behind()));
    }

    /** Whether a refusal may be the reply to something other than the command of its step. */
    public static boolean doubtful(Attempt attempt, Fact fact) {
        return attempt.purpose() != Purpose.DIALOGUE
                && AttemptFindings.refusal(fact).isPresent()
                && ((surplus(attempt, fact) && !settles(attempt, fact))
                        || late(attempt, fact)
                        || !StrayReply.words(attempt, fact).isEmpty());
    }

    /** Whether one reply too many came behind a refusal, which nevertheless counts. */
    private static boolean settled(Attempt attempt, Fact fact) {
        return attempt.purpose() != Purpose.DIALOGUE
                && AttemptFindings.refusal(fact).isPresent()
                && !doubtful(attempt, fact)
                && surplus(attempt, fact);
    }

    /**
     * Whether a refusal counts whichever reply is the answer: it names its own condition (530), or the other reply is a refusal,
     * too, and this one does not merely say that a command is not understood, as servers say of a PROXY header.
     */
    private static boolean settles(Attempt attempt, Fact fact) {
        int code =
                AttemptFindings.refusal(fact).map(reply -> reply.code().value()).orElse(0);
        boolean unread = code >= 500 && code <= 504;
        return code == CONDITION
                || (!(fact instanceof Ehlo)
                        && !unread
                        && nextTaken(attempt, fact)
                                .flatMap(next -> surplusOf(attempt, next))
                                .filter(line -> line[0] == '4' || line[0] == '5')
                                .isPresent());
    }

    /** What is known about a dialogue in which there was an unexpected reply. */
    static String words(Attempt attempt, Fact fact) {
        if (late(attempt, fact)) {
            return LATE;
        }
        boolean before = attempt.facts(Ehlo.class).stream()
                .anyMatch(hello -> AttemptFindings.refusal(hello).isPresent());
        return before ? MORE_THAN_SENT : "";
    }

    private static Optional<Fact> refusedHello(Attempt attempt) {
        return attempt.facts(Ehlo.class).stream()
                .filter(fact -> AttemptFindings.refusal(fact).isPresent())
                .map(Fact.class::cast)
                .findFirst();
    }

    /** Whether the next step met an unexpected reply; HELO is not a step of its own. */
    private static boolean surplus(Attempt attempt, Fact fact) {
        return nextTaken(attempt, fact)
                .filter(next -> AttemptFindings.failed(next, Reason.UNSOLICITED_REPLY))
                .filter(next -> replied(attempt, next))
                .isPresent();
    }

    /** Whether QUIT, right after a refused EHLO or HELO, got a reply that only EHLO gets. */
    private static boolean late(Attempt attempt, Fact fact) {
        return fact instanceof Ehlo
                && nextTaken(attempt, fact)
                        .filter(Quit.class::isInstance)
                        .flatMap(next -> next.outcome().reply())
                        .filter(OutOfStep::offers)
                        .isPresent();
    }

    private static boolean offers(Reply reply) {
        return reply.code().value() == 250 && !Capabilities.of(reply).keywords().isEmpty();
    }

    /** The next step that was taken. */
    private static Optional<Fact> nextTaken(Attempt attempt, Fact fact) {
        List<Fact> facts = attempt.facts();
        return facts.stream()
                .skip(facts.indexOf(fact) + 1L)
                .filter(next -> !(next.outcome() instanceof Outcome.Skipped))
                .filter(next ->
                        !(next instanceof Ehlo helo && helo.outcome().reply().isPresent()))
                .findFirst();
    }

    /**
     * Whether the octets after the last reply begin like a reply, and are not the rest of a text without continuation marks.
     */
    private static boolean replied(Attempt attempt, Fact step) {
        return surplusOf(attempt, step)
                .filter(line -> Character.isDigit(line[0]))
                .isPresent();
    }

    /** The first line behind the last reply before a step. */
    private static Optional<byte[]> surplusOf(Attempt attempt, Fact step) {
        List<Fact> before = attempt.facts().subList(0, attempt.facts().indexOf(step));
        int lines = before.stream()
                .flatMap(fact -> fact.outcome().reply().stream())
                .reduce((earlier, later) -> later)
                .map(reply -> reply.lines().size())
                .orElse(0);
        List<byte[]> said = new ArrayList<>();
        for (Entry entry : attempt.transcript().entries()) {
            if (entry.direction() == Entry.Direction.CLIENT) {
                said.clear();
            } else if (entry.direction() == Entry.Direction.SERVER) {
                said.add(entry.octets());
            }
        }
        return said.size() > lines ? Optional.of(said.get(lines)) : Optional.empty();
    }
}
