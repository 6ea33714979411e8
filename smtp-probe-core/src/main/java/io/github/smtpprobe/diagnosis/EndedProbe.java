/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.FailureKind;
import io.github.smtpprobe.report.Outcome;
import io.github.smtpprobe.report.Reason;
import io.github.smtpprobe.report.SkipReason;
import io.github.smtpprobe.smtp.Stage;

/** The probe that ended on our side: cancelled, out of time, or for lack of something here; or the dialogue
 * that was pasted only in part. */
final class EndedProbe implements AttemptCheck {
    @Override
    public void examine(Case one) {
        one.attempt().firstFailure().ifPresent(fact -> {
            if (fact.outcome() instanceof Outcome.Failed failed) {
                if (failed.kind() == FailureKind.CANCELLED) {
                    one.add("probe.cancelled", fact);
                } else if (failed.kind() == FailureKind.DEADLINE) {
                    deadline(one, fact);
                } else if (failed.kind() == FailureKind.EXTENSION && !ofLogin(fact, failed)) {
                    one.add("extension.failed", fact);
                } else if (failed.kind() == FailureKind.LOCAL) {
                    one.add(local(failed.reason()), fact);
                }
            } else if (fact.outcome() instanceof Outcome.Skipped skipped && skipped.reason() == SkipReason.DEADLINE) {
                deadline(one, fact);
            }
        });
    }

    /** The mechanism's or token source's failure has a finding of its own. */
    private static boolean ofLogin(Fact fact, Outcome.Failed failed) {
        return fact.stage() == Stage.AUTH && failed.reason() == Reason.EXTENSION_FAILED;
    }

    private static String local(Reason reason) {
        return switch (reason) {
            case LOCAL_TLS -> "local.tls";
            case REPLY_NOT_SHOWN -> "dialogue.unfinished";
            default -> "local.trouble";
        };
    }

    private static void deadline(Case one, Fact fact) {
        one.add(
                "probe.deadline",
                fact,
                "ms",
                Long.toString(one.seen().request().deadline().toMillis()));
    }
}
