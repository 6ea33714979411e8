/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

import io.github.smtpprobe.fact.Authentication;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.Rset;
import io.github.smtpprobe.smtp.Reply;
import io.github.smtpprobe.smtp.ReplyCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A refusal that came when only RSET or QUIT, or nothing at all, was left to be answered. If the server has sent one reply too
 * many before, all replies are shifted by one command, and the refusal is really the answer to a step that seemed to succeed.
 */
final class StrayRefusal {
    private static final int GOING = 421;

    private static final int BYE = 221;

    /** Codes that may refuse any command: it is unknown or out of place, or TLS or a login is required first. */
    private static final Set<Integer> OF_ANY_COMMAND = Set.of(500, 501, 502, 503, 504, 530);

    /** Codes that refuse a login, and nothing else (RFC 4954 §6). */
    private static final Set<Integer> OF_LOGINS = Set.of(432, 534, 535, 538);

    private final List<Fact> facts;

    StrayRefusal(List<Fact> facts) {
        this.facts = facts;
    }

    /** Whether a reply to RSET or QUIT may really answer another step. */
    boolean at(Fact fact) {
        Outcome outcome = fact.outcome();
        if (outcome instanceof Outcome.Failed failed && failed.reason() == Reason.UNSOLICITED_REPLY) {
            return failed.reply().filter(reply -> refuses(reply.code())).isPresent();
        }
        return outcome instanceof Outcome.Rejected rejected
                && refuses(rejected.reason().code())
                && !OF_ANY_COMMAND.contains(rejected.reason().code().value())
                && (fact instanceof Quit || (fact instanceof Rset && quitHadAnothers()))
                && mayAnswer(before(fact), rejected.reason().code());
    }

    /** Whether a refusal can be the answer to a step. If the step was refused as well, there is no success to doubt. */
    private static boolean mayAnswer(Optional<Fact> step, ReplyCode refusal) {
        return step.filter(fact -> fact.outcome() instanceof Outcome.Rejected).isEmpty()
                && (!OF_LOGINS.contains(refusal.value())
                        || step.filter(Authentication.class::isInstance).isPresent());
    }

    /** The last step before it that was asked for and does not merely end a transaction. */
    private Optional<Fact> before(Fact last) {
        return facts.subList(0, Math.max(0, facts.indexOf(last))).stream()
                .filter(fact -> !(fact instanceof Rset) && !(fact.outcome() instanceof Outcome.Skipped))
                .reduce((earlier, later) -> later);
    }

    /** Whether the answer to QUIT belongs to another command: only 221 shows that each earlier command got its own reply. */
    private boolean quitHadAnothers() {
        for (Fact fact : facts) {
            if (fact instanceof Quit) {
                Optional<Reply> reply = fact.outcome().reply();
                return reply.filter(each -> each.code().value() != BYE
                                        && each.code().positive())
                                .isPresent()
                        || (fact.outcome() instanceof Outcome.Failed failed
                                && failed.reason() == Reason.UNSOLICITED_REPLY);
            }
        }
        return false;
    }

    private static boolean refuses(ReplyCode code) {
        return (code.temporary() || code.permanent()) && code.value() != GOING;
    }
}
