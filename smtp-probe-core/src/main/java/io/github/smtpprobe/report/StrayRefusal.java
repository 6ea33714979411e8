/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

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
 * A refusal where only RSET or QUIT was left to be answered, or nothing at all. Where the server has sent one reply too many before, each
 * reply counts for the command behind its own: then the refusal is the answer to a step that seemed to succeed.
 */
final class StrayRefusal {
    private static final int GOING = 421;

    private static final int BYE = 221;

    /** Refuse any command: it is not known, or not in this place; TLS or a login is wanted first. */
    private static final Set<Integer> OF_ANY_COMMAND = Set.of(500, 501, 502, 503, 504, 530);

    private final List<Fact> facts;

    StrayRefusal(List<Fact> facts) {
        this.facts = facts;
    }

    /** Whether a reply may answer another step than RSET or QUIT, at which it came. */
    boolean at(Fact fact) {
        Outcome outcome = fact.outcome();
        if (outcome instanceof Outcome.Failed failed && failed.reason() == Reason.UNSOLICITED_REPLY) {
            return failed.reply().filter(reply -> refuses(reply.code())).isPresent();
        }
        return outcome instanceof Outcome.Rejected rejected
                && refuses(rejected.reason().code())
                && !OF_ANY_COMMAND.contains(rejected.reason().code().value())
                && (fact instanceof Quit || (fact instanceof Rset && quitHadAnothers()))
                && !refusedBefore(fact);
    }

    /** Whether the step before it was refused as well, so that there is no success to doubt. */
    private boolean refusedBefore(Fact last) {
        boolean refused = false;
        for (Fact fact : facts) {
            if (fact == last) {
                break;
            }
            if (!(fact instanceof Rset) && !(fact.outcome() instanceof Outcome.Skipped)) {
                refused = fact.outcome() instanceof Outcome.Rejected;
            }
        }
        return refused;
    }

    /** Whether what stands as the answer to QUIT is none: only 221 shows that each command before it has its own reply. */
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
