/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.client;

import io.github.smtpprobe.diagnosis.examination.AttemptCheck;
import io.github.smtpprobe.diagnosis.examination.AttemptFindings;
import io.github.smtpprobe.diagnosis.examination.Occasion;
import io.github.smtpprobe.fact.Connect;
import io.github.smtpprobe.fact.Fact;
import io.github.smtpprobe.fact.Outcome;
import io.github.smtpprobe.fact.Quit;
import io.github.smtpprobe.fact.Reason;
import io.github.smtpprobe.fact.Rset;
import io.github.smtpprobe.fact.SkipReason;
import io.github.smtpprobe.fact.UnplacedReply;
import io.github.smtpprobe.smtp.Stage;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A probe that ended on our side: cancelled, out of time, or because something is missing here; or a pasted text that was read
 * only in part, or not at all.
 */
public final class EndedProbe extends AttemptCheck {
    /** Failures that are reported elsewhere: by the reader of the text, or where the conversation broke off. */
    private static final Set<Reason> ELSEWHERE = Set.of(Reason.OTHER_PROTOCOL, Reason.REPLY_NOT_AWAITED);

    private static final Pattern FORBIDDEN = Pattern.compile("(?i)permission denied|operation not permitted");

    public EndedProbe() {
        super(Occasion.FAILURE.or(Occasion.failed(Rset.class)).or(Occasion.failed(Quit.class)));
    }

    @Override
    protected void examine(AttemptFindings one) {
        one.attempt().facts().stream()
                .filter(fact -> fact instanceof Rset || fact instanceof Quit)
                .filter(fact -> AttemptFindings.failed(fact, Reason.PROBE_CANCELLED))
                .findFirst() // everything that was asked had its reply before
                .ifPresent(fact -> one.add("probe.cancelled", fact));
        one.attempt().failures().stream().filter(EndedProbe::ours).findFirst().ifPresent(fact -> {
            if (fact.outcome() instanceof Outcome.Failed failed) {
                switch (failed.kind()) {
                    case CANCELLED ->
                        one.add(fact instanceof UnplacedReply ? "dialogue.interrupted" : "probe.cancelled", fact);
                    case DEADLINE -> deadline(one, fact);
                    case EXTENSION ->
                        one.add(failed.reason() == Reason.HELD_UP ? "extension.slow" : "extension.failed", fact);
                    default -> local(one, failed.reason(), fact);
                }
            } else if (noTurn(fact)) {
                one.add("probe.no-turn", fact);
            } else {
                deadline(one, fact);
            }
        });
    }

    private static boolean ours(Fact fact) {
        if (fact.outcome() instanceof Outcome.Failed failed) {
            return switch (failed.kind()) {
                case CANCELLED, DEADLINE -> true;
                case LOCAL -> !ELSEWHERE.contains(failed.reason());
                case EXTENSION -> !ofLogin(fact, failed);
                default -> false;
            };
        }
        return fact.outcome().skippedFor(SkipReason.DEADLINE) || noTurn(fact);
    }

    private static boolean noTurn(Fact fact) {
        return fact.outcome().skippedFor(SkipReason.NO_TURN);
    }

    /** Whether it is the failure of a mechanism or token source, which has a finding of its own. */
    private static boolean ofLogin(Fact fact, Outcome.Failed failed) {
        return fact.stage() == Stage.AUTH
                && (failed.reason() == Reason.EXTENSION_FAILED || failed.reason() == Reason.TOKEN_UNAVAILABLE);
    }

    private static void local(AttemptFindings one, Reason reason, Fact fact) {
        switch (reason) {
            case LOCAL_TLS -> one.add("local.tls", fact);
            case SOURCE_ADDRESS -> one.add("local.source-address", fact);
            case REPLY_NOT_SHOWN -> one.add(one.heard() ? "dialogue.unfinished" : "dialogue.no-replies", fact);
            case UNKNOWN_ERROR -> one.add("dialogue.unknown-error", fact);
            case CLIENT_CONDUCT, PUT_OFF -> {} // the reader of the text says what it means
            default -> one.add(forbidden(fact) ? "local.forbidden" : "local.trouble", fact);
        }
    }

    /** Whether the system did not allow the connection, by its words. */
    private static boolean forbidden(Fact fact) {
        return fact instanceof Connect
                && fact.outcome() instanceof Outcome.Failed failed
                && FORBIDDEN.matcher(failed.detail()).find();
    }

    private static void deadline(AttemptFindings one, Fact fact) {
        one.add(
                fact instanceof UnplacedReply ? "dialogue.out-of-time" : "probe.deadline",
                fact,
                "ms",
                Long.toString(one.seen().request().deadline().toMillis()),
                "others",
                one.seen().targetFacts().isEmpty() ? "" : "the look-ups");
    }
}
